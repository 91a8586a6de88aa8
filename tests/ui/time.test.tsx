import { act, render, screen } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { formatDuration, formatPercent } from "@/components/ui/format";
import { RelativeTime, Time } from "@/components/ui/time";

const instant = "2026-11-24T20:30:15Z";
const hostZone = process.env.TZ;

afterEach(() => {
  vi.useRealTimers();
  if (hostZone === undefined) delete process.env.TZ;
  else process.env.TZ = hostZone;
});

test.each([
  ["Time", <Time key="t" value={instant} />],
  ["RelativeTime", <RelativeTime key="r" value={instant} />],
])("%s says UTC on the server and hydrates without a mismatch in another zone", async (_, element) => {
  process.env.TZ = "America/New_York";
  const container = document.createElement("div");
  container.innerHTML = renderToString(element);
  expect(container.textContent).toBe("24 Nov 2026, 20:30 UTC");

  process.env.TZ = "Asia/Singapore";
  const mismatch = vi.fn();
  const root = await act(async () => hydrateRoot(container, element, { onRecoverableError: mismatch }));
  expect(mismatch).not.toHaveBeenCalled();
  expect(container.textContent).not.toContain("UTC");
  act(() => root.unmount());
});

test("the viewer's zone decides the day and hour; the exact instant is in the title", () => {
  process.env.TZ = "Asia/Singapore";
  render(<Time value={instant} />);
  const time = screen.getByText("25 Nov 2026, 04:30");
  expect(time).toHaveAttribute("dateTime", instant);
  expect(time.title).toContain("04:30:15");
  expect(time.title).toContain("2026-11-24T20:30:15.000Z");
});

test("a relative time follows the clock", () => {
  vi.useFakeTimers({ now: new Date("2026-11-24T20:31:20Z") });
  render(<RelativeTime value={instant} />);
  expect(screen.getByText("1 minute ago")).toBeInTheDocument();
  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.getByText("2 minutes ago")).toBeInTheDocument();
});

test.each([
  ["2026-11-24T20:30:10Z", "just now"],
  ["2026-11-24T20:30:40Z", "in a moment"],
  ["2026-11-24T23:30:15Z", "in 3 hours"],
  ["2026-11-23T20:30:15Z", "yesterday"],
])("%s is %s", (value, text) => {
  vi.useFakeTimers({ now: new Date(instant) });
  render(<RelativeTime value={value} />);
  expect(screen.getByText(text)).toBeInTheDocument();
});

test.each([
  [0.9999, ">99.9%"],
  [1, "100%"],
  [0.0001, "<0.1%"],
  [0, "0%"],
  [0.5, "50%"],
])("a share of %d is %s", (share, text) => expect(formatPercent(share)).toBe(text));

test.each([
  [420, "0.4s"],
  [59_999, "1m"],
  [3_900_000, "1h 5m"],
  [90_000_000, "1d 1h"],
])("%d ms lasts %s", (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
