import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Route } from "next";
import { beforeEach, expect, test, vi } from "vitest";
import { ErrorDesk, type ErrorDeskProps } from "@/components/automata/error-desk";
import type { RowErrorDetails } from "@/lib/automata/page-data";

const router = { push: vi.fn(), replace: vi.fn(), refresh: vi.fn() };
vi.mock("next/navigation", () => ({ useRouter: () => router }));
const resolveErrors = vi.hoisted(() => vi.fn());
vi.mock("@/lib/automata/run-actions", () => ({
  resolveErrors,
  reopenErrors: vi.fn(),
  retryFailedRows: vi.fn(),
}));

beforeEach(() => {
  vi.clearAllMocks();
  window.history.replaceState(null, "", "/run?state=all&open=first");
  resolveErrors.mockResolvedValue({ ok: true, data: { changed: 1 } });
});

const rowError = (n: number, more: Partial<RowErrorDetails> = {}): RowErrorDetails => ({
  id: `error-${n}`,
  state: "open",
  rowNumber: n,
  rowKey: `E${n}`,
  code: "malformed_field",
  message: `Row ${n} has no valid address.`,
  field: "email",
  expected: "an e-mail address",
  received: "e(at)example.test",
  source: { employee_no: `E${n}`, email: "e(at)example.test" },
  resolvedAt: null,
  resolvedBy: null,
  resolvedByRunId: null,
  retriedByRunId: null,
  history: [],
  ...more,
});

const draw = (more: Partial<ErrorDeskProps> = {}) =>
  render(
    <ErrorDesk
      installId="i-1"
      runId="r-1"
      errors={[rowError(1), rowError(2), rowError(3)]}
      canManage
      canRetry
      {...more}
    />,
  );
const drawer = (name: string) => screen.getByRole("dialog", { name });
const openRow = (name: string) => userEvent.click(screen.getByRole("button", { name }));

test("a row opens with what went wrong, the row itself, and the failing field marked", async () => {
  draw();
  await openRow("E2");
  const inside = within(drawer("E2"));
  expect(inside.getByText("Row 2 has no valid address.")).toBeInTheDocument();
  expect(inside.getByText("an e-mail address")).toBeInTheDocument();
  const failing = inside.getByText("the failing field").closest("div");
  expect(failing).toHaveTextContent(/^email.*e\(at\)example\.test$/);
  expect(inside.getByText("Nobody has dealt with it yet.")).toBeInTheDocument();
});

test("J and K go on and back, and beyond the page where there is more", async () => {
  const next = "/run?after=x&open=first" as Route;
  draw({ onwards: { next, previous: null } });
  await openRow("E1");
  await userEvent.keyboard("k");
  expect(router.replace).not.toHaveBeenCalled();
  await userEvent.keyboard("jj");
  expect(drawer("E3")).toBeInTheDocument();
  await userEvent.keyboard("j");
  expect(router.replace).toHaveBeenCalledExactlyOnceWith(next, { scroll: false });
  await userEvent.keyboard("k");
  expect(drawer("E2")).toBeInTheDocument();
});

test.each([
  { opened: "first", title: "E1" },
  { opened: "last", title: "E3" },
] as const)("a page that is come to from the other side opens its $opened row", ({ opened, title }) => {
  draw({ opened });
  expect(drawer(title)).toBeInTheDocument();
});

test("a drawer that was closed stays closed when the page is loaded again", async () => {
  draw({ opened: "first" });
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog", { name: "E1" })).not.toBeInTheDocument();
  expect(window.location.search).toBe("?state=all");
});

test("one error is resolved with a note, and letters typed into it do not move on", async () => {
  draw();
  await openRow("E1");
  await userEvent.click(within(drawer("E1")).getByRole("button", { name: "Resolve" }));
  const dialog = drawer("Resolve 1 row error");
  await userEvent.type(within(dialog).getByLabelText(/^Note/), "Jack knows");
  await userEvent.click(within(dialog).getByRole("button", { name: "Resolve 1 row error" }));
  expect(resolveErrors).toHaveBeenCalledExactlyOnceWith({ runId: "r-1", errorIds: ["error-1"], note: "Jack knows" });
  expect(drawer("E1")).toBeInTheDocument();
  expect(router.refresh).toHaveBeenCalled();
});

test("several ticked rows are dealt with at once, each verb with those that it is for", async () => {
  draw({ errors: [rowError(1), rowError(2, { state: "resolved", resolvedAt: "2026-11-01T00:00:00Z" }), rowError(3)] });
  await userEvent.click(screen.getByLabelText("Tick all on this page"));
  expect(screen.getByText("3 ticked")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Reopen" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Retry 2" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Resolve" }));
  await userEvent.click(within(drawer("Resolve 2 row errors")).getByRole("button", { name: "Resolve 2 row errors" }));
  expect(resolveErrors).toHaveBeenCalledExactlyOnceWith({ runId: "r-1", errorIds: ["error-1", "error-3"], note: "" });
});

test("whoever may only read gets nothing to press", async () => {
  draw({ canManage: false, canRetry: false });
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  await openRow("E1");
  expect(within(drawer("E1")).queryByRole("button", { name: /Resolve/ })).not.toBeInTheDocument();
});

test("the history says who did what, with the note", async () => {
  const at = "2026-11-01T08:00:00Z";
  const history = [
    { action: "resolved" as const, note: "Corrected at the source.", actor: "Ada", runId: null, at },
    { action: "reopened" as const, note: null, actor: null, runId: null, at },
  ];
  draw({ errors: [rowError(1, { history })] });
  await openRow("E1");
  const [first, second] = within(drawer("E1")).getAllByRole("listitem");
  expect(first).toHaveTextContent(/^Ada resolved it.*Corrected at the source\.$/);
  expect(second).toHaveTextContent(/^Someone who has left opened it again/);
});

test("the focus goes back to the row that was looked at last", async () => {
  draw();
  await openRow("E1");
  await userEvent.keyboard("jj");
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.getByRole("button", { name: "E3" })).toHaveFocus();
});
