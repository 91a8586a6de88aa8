import { expect, test } from "vitest";
import { countersAddUp, runStatus } from "@/lib/automata/run-status";

test.each([
  { total: 0, success: 0, error: 0, skipped: 0, stopped: false, status: "success" },
  { total: 0, success: 0, error: 0, skipped: 0, stopped: true, status: "failed" },
  { total: 9, success: 9, error: 0, skipped: 0, stopped: false, status: "success" },
  { total: 9, success: 0, error: 0, skipped: 9, stopped: false, status: "success" },
  { total: 9, success: 8, error: 1, skipped: 0, stopped: false, status: "partial" },
  { total: 9, success: 1, error: 7, skipped: 1, stopped: false, status: "partial" },
  { total: 9, success: 0, error: 9, skipped: 0, stopped: false, status: "failed" },
  { total: 9, success: 0, error: 1, skipped: 8, stopped: false, status: "failed" },
  { total: 9, success: 5, error: 0, skipped: 0, stopped: true, status: "partial" },
  { total: 9, success: 0, error: 0, skipped: 3, stopped: true, status: "failed" },
])("$success ok, $error failed, $skipped skipped, stopped $stopped: $status", ({ status, ...counters }) => {
  expect(runStatus(counters)).toBe(status);
});

test("counters add up or they do not", () => {
  expect(countersAddUp({ total: 9, success: 5, error: 3, skipped: 1, stopped: false })).toBe(true);
  expect(countersAddUp({ total: 9, success: 5, error: 3, skipped: 0, stopped: false })).toBe(false);
});
