import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveRun } from "@/components/automata/live-run";
import type { LiveRunState } from "@/lib/automata/live-run";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));
vi.mock("@/lib/automata/run-actions", () => ({ cancelRun: vi.fn() }));

const start = Date.parse("2026-11-27T08:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const answer = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  vi.stubGlobal("fetch", answer);
  refresh.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (more: Partial<LiveRunState> = {}): LiveRunState => ({
  id: "r-1",
  installId: "i-1",
  status: "running",
  phase: "running",
  triggeredAt: at(0),
  lastHeardAt: null,
  processed: null,
  expected: null,
  ...more,
});
const says = (state: LiveRunState) => answer.mockImplementation(async () => Response.json(state));
const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));
const figure = (label: string) => screen.getByText(label).nextElementSibling?.textContent;

test("says how far it is, how fast, and how long it will take, once that can be known", async () => {
  render(<LiveRun run={run()} />);
  expect(["Processed", "Rows per second", "Time left"].map(figure)).toEqual(["–", "–", "–"]);
  says(run({ processed: 500, expected: 2000, lastHeardAt: at(10) }));
  await pass(10);
  expect(figure("Processed")).toBe("500 of 2,000");
  expect(Number(figure("Rows per second"))).toBeGreaterThan(49);
  expect(figure("Time left")).toMatch(/^About (2\d|30)s$/);
  expect(screen.getByRole("progressbar", { name: "Rows processed" })).toHaveAttribute("aria-valuenow", "25");
});

test("says when the engine has been silent for long, and no longer once it speaks again", async () => {
  says(run());
  render(<LiveRun run={run()} />);
  await pass(20);
  expect(screen.getByRole("status")).toHaveTextContent("You can leave this page; the run goes on.");
  await pass(20);
  expect(screen.getByRole("status")).toHaveTextContent(/^Nothing has been heard of it for \d+s\./);
  says(run({ lastHeardAt: at(41) }));
  await pass(3);
  expect(screen.getByRole("status")).toHaveTextContent("You can leave this page; the run goes on.");
});

test("says when its own question is not answered, and goes on asking", async () => {
  answer.mockRejectedValue(new TypeError("Failed to fetch"));
  render(<LiveRun run={run()} />);
  await pass(2);
  expect(screen.getByRole("status")).toHaveTextContent("The connection is interrupted.");
  says(run({ processed: 7 }));
  await pass(2);
  expect(figure("Processed")).toBe("7");
});

test("has the page drawn anew when it has ended, and asks no more", async () => {
  says(run({ status: "success", phase: null }));
  render(<LiveRun run={run()} />);
  await pass(2);
  expect(refresh).toHaveBeenCalledOnce();
  const asked = answer.mock.calls.length;
  await pass(10);
  expect(answer).toHaveBeenCalledTimes(asked);
});

test("asks nothing while nobody looks", async () => {
  says(run());
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  render(<LiveRun run={run()} />);
  await pass(30);
  expect(answer).not.toHaveBeenCalled();
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(1);
  expect(answer).toHaveBeenCalledOnce();
});
