import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { CancelRunButton } from "@/components/automata/cancel-run-button";

const refresh = vi.fn();
// The server's answer; that the real engine leads to it is shown in tests/n8n/lost-starts.test.ts.
const answer = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));
vi.mock("@/lib/automata/run-actions", () => ({ cancelRun: (input: unknown) => answer(input) }));
afterEach(() => vi.clearAllMocks());

async function cancel(outcome: string) {
  answer.mockResolvedValue({ ok: true, data: { outcome } });
  render(<CancelRunButton runId="a-run" cancelling={false} />);
  await userEvent.click(screen.getByRole("button", { name: "Cancel run" }));
  await vi.waitFor(() => expect(refresh).toHaveBeenCalledOnce());
}

test("a run that was stopped needs no further word", async () => {
  await cancel("cancelled");
  expect(answer).toHaveBeenCalledExactlyOnceWith({ runId: "a-run" });
  expect(screen.queryByRole("status")).toBeNull();
});

test("a run that may still begin is not said to be stopped", async () => {
  await cancel("cancelling");
  expect((await screen.findByRole("status")).textContent).toMatch(/not confirmed the start yet/);
});
