import { expect, test } from "vitest";
import { dayOf, everyDay, knownZone } from "@/lib/automata/run-days";

test("a day begins at midnight of its zone", () => {
  const instant = new Date("2026-11-27T16:30:00Z");
  expect(dayOf(instant, "UTC")).toBe("2026-11-27");
  expect(dayOf(instant, "Asia/Singapore")).toBe("2026-11-28");
  expect(dayOf(instant, "America/New_York")).toBe("2026-11-27");
});

test("days go on over months and the changes of summer time", () => {
  expect(everyDay("2026-03-30", 3)).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
  expect(everyDay("2026-01-01", 2)).toEqual(["2025-12-31", "2026-01-01"]);
});

test("a zone that does not exist is read as UTC instead of failing the page", () => {
  expect(knownZone("Asia/Singapore")).toBe("Asia/Singapore");
  expect(knownZone("Europe/Atlantis")).toBe("UTC");
});
