import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { InstallStateBadge, RunStatusBadge } from "@/components/ui/status-badge";

/** Colour alone says nothing to many people: each badge needs its word and its icon. */
function expectBadge(label: string, tone: string) {
  const badge = screen.getByText(label);
  expect(badge.querySelector("svg")).toHaveAttribute("aria-hidden", "true");
  expect(badge.className).toContain(tone);
}

test.each([
  ["success", "Success", "success-soft"],
  ["partial", "Partial", "warning-soft"],
  ["failed", "Failed", "danger-soft"],
  ["aborted", "Aborted", "bg-muted"],
  ["running", "Running", "info-soft"],
] as const)("run %s", (status, label, tone) => {
  render(<RunStatusBadge status={status} />);
  expectBadge(label, tone);
});

test("a partial run is never green", () => {
  const { container } = render(<RunStatusBadge status="partial" />);
  expect(container.innerHTML).not.toMatch(/success|circle-check/);
});

test.each([
  ["starting", "Starting"],
  ["unknown", "Checking"],
  ["cancelling", "Cancelling"],
] as const)("the phase %s of a running run gives the word", (phase, label) => {
  render(<RunStatusBadge status="running" phase={phase} />);
  expectBadge(label, "info-soft");
});

test("a phase left over on a settled run is ignored", () => {
  render(<RunStatusBadge status="failed" phase="running" />);
  expectBadge("Failed", "danger-soft");
});

test.each([
  ["installing", "Installing", "info-soft"],
  ["active", "Active", "success-soft"],
  ["paused", "Paused", "bg-muted"],
  ["needs_attention", "Needs attention", "warning-soft"],
  ["uninstalling", "Uninstalling", "info-soft"],
  ["uninstalled", "Uninstalled", "bg-muted"],
] as const)("install %s", (state, label, tone) => {
  render(<InstallStateBadge state={state} />);
  expectBadge(label, tone);
});
