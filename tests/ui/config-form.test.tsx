import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { InstallForm, type InstallInput, type InstallOutput } from "@/components/automata/install-form";
import type { ActionResult } from "@/lib/action";
import type { Field } from "@/lib/automata/config-manifest/types";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push, refresh: vi.fn() }) }));

const roles = [
  { slug: "operations", name: "Operations" },
  { slug: "staff", name: "Staff" },
];

function draw(fields: Field[], answer: ActionResult<InstallOutput> | null = null) {
  push.mockReset();
  const done: ActionResult<InstallOutput> = { ok: true, data: { outcome: "installed", installId: "i-1" } };
  const install = vi.fn(async (_: InstallInput) => answer ?? done);
  const share = vi.fn(async () => ({ ok: true as const, data: null }));
  render(
    <InstallForm
      app={{ id: "a-1", name: "Import", type: "n8n_workflow" }}
      manifest={{ format_version: 1, groups: [{ key: "source", title: "Source", fields }] }}
      roles={roles}
      install={install}
      share={share}
    />,
  );
  return { install, share, submit: () => userEvent.click(screen.getByRole("button", { name: "Install Import" })) };
}

const sent = (install: ReturnType<typeof draw>["install"]) => install.mock.lastCall?.[0];

test.each([
  { type: "text", typed: "North", value: "North" },
  { type: "textarea", typed: "one", value: "one" },
  { type: "email", typed: "ops@example.com", value: "ops@example.com" },
  { type: "url", typed: "https://example.com/a.csv", value: "https://example.com/a.csv" },
  { type: "number", typed: "2.5", value: 2.5 },
  { type: "integer", typed: "7", value: 7 },
  { type: "date", typed: "2026-02-28", value: "2026-02-28" },
  { type: "timezone", typed: "Asia/Singapore", value: "Asia/Singapore" },
] as const)("a $type field sends what was entered, as its type", async ({ type, typed, value }) => {
  const { install, submit } = draw([{ key: "entry", type, label: "Entry", required: true }]);
  await userEvent.type(screen.getByLabelText("Entry"), typed);
  await submit();
  expect(sent(install)).toMatchObject({ appId: "a-1", config: { entry: value } });
});

test.each([
  { type: "email", typed: "ops(at)example", message: "This is not an e-mail address." },
  { type: "url", typed: "ftp://x", message: "This must be an address that begins with https:// or http://." },
  { type: "number", typed: "two", message: "This must be a number." },
  { type: "integer", typed: "1.5", message: "This must be a whole number." },
  { type: "timezone", typed: "Singapore", message: "This is not a time zone such as Asia/Singapore." },
  { type: "text", typed: "=1+1", message: "This cannot start with =." },
] as const)(
  "a $type field says what is wrong once it is left, and nothing is sent",
  async ({ type, typed, message }) => {
    const { install, submit } = draw([{ key: "entry", type, label: "Entry", required: true, help: "Helpful." }]);
    const input = screen.getByLabelText("Entry");
    await userEvent.type(input, typed);
    expect(screen.queryByText(message)).not.toBeInTheDocument();
    await userEvent.tab();
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription(`Helpful. ${message}`);
    await submit();
    expect(install).not.toHaveBeenCalled();
    await waitFor(() => expect(input).toHaveFocus());
  },
);

test("defaults are there from the beginning and are sent untouched", async () => {
  const { install, submit } = draw([
    { key: "skip", type: "boolean", label: "Skip", default: true },
    { key: "mode", type: "select", label: "Mode", required: true, default: "b", options: options("a", "b") },
    { key: "days", type: "multiselect", label: "Days", default: ["mon"], options: options("mon", "tue") },
    { key: "codes", type: "key_value", label: "Codes", default: { old: "new" } },
  ]);
  await submit();
  expect(sent(install)?.config).toEqual({ skip: true, mode: "b", days: ["mon"], codes: { old: "new" } });
});

test("choices and pairs are sent as they were made", async () => {
  const { install, submit } = draw([
    { key: "skip", type: "boolean", label: "Skip" },
    { key: "mode", type: "select", label: "Mode", required: true, options: options("a", "b") },
    { key: "days", type: "multiselect", label: "Days", options: options("mon", "tue", "wed") },
    { key: "codes", type: "key_value", label: "Codes" },
  ]);
  await userEvent.click(screen.getByLabelText("Skip"));
  await userEvent.selectOptions(screen.getByLabelText("Mode"), "a");
  const days = within(screen.getByRole("group", { name: /^Days/ }));
  await userEvent.click(days.getByLabelText("wed"));
  await userEvent.click(days.getByLabelText("mon"));
  await userEvent.type(screen.getByLabelText("Codes, pair 1, left"), "S1");
  await userEvent.type(screen.getByLabelText("Codes, pair 1, right"), "SG-001");
  await userEvent.click(screen.getByRole("button", { name: "Add a pair" }));
  await userEvent.type(screen.getByLabelText("Codes, pair 2, left"), "S2");
  await userEvent.click(screen.getByRole("button", { name: "Remove pair 2" }));
  await submit();
  expect(sent(install)?.config).toEqual({ skip: true, mode: "a", days: ["mon", "wed"], codes: { S1: "SG-001" } });
});

test("a field is shown only while its condition holds, and a hidden one is not sent", async () => {
  const { install, submit } = draw([
    { key: "mode", type: "select", label: "Mode", default: "file", options: options("file", "api") },
    {
      key: "note",
      type: "notice",
      text: "Ask IT first.",
      tone: "info",
      visible_when: { field: "mode", equals: "api" },
    },
    { key: "path", type: "text", label: "Path", required: true, visible_when: { field: "mode", equals: "file" } },
  ]);
  await userEvent.type(screen.getByLabelText("Path"), "/in");
  expect(screen.queryByText("Ask IT first.")).not.toBeInTheDocument();
  await userEvent.selectOptions(screen.getByLabelText(/^Mode/), "api");
  expect(screen.queryByLabelText("Path")).not.toBeInTheDocument();
  expect(screen.getByText("Ask IT first.")).toBeInTheDocument();
  await submit();
  expect(sent(install)?.config).toEqual({ mode: "api" });
});

const access: Field = {
  key: "hr_api",
  type: "credential",
  label: "HR access",
  credential_type: "header",
  fields: [
    { key: "header_name", label: "Header name", type: "text", n8n_property: "name" },
    { key: "header_value", label: "Header value", type: "secret", n8n_property: "value" },
  ],
};

test("a credential is asked for, hidden while it is typed, and may begin with =", async () => {
  const { install, submit } = draw([access]);
  await submit();
  expect(install).not.toHaveBeenCalled();
  const secret = screen.getByLabelText("Header value");
  expect(secret).toHaveAttribute("type", "password");
  expect(secret).toHaveAccessibleDescription("This is needed.");
  // The form leads to the first problem a moment later; nobody types before that.
  await waitFor(() => expect(screen.getByLabelText("Header name")).toHaveFocus());
  await userEvent.type(screen.getByLabelText("Header name"), "X-Api-Key");
  await userEvent.type(secret, "=secret");
  await submit();
  expect(sent(install)?.credentials).toEqual({ hr_api: { header_name: "X-Api-Key", header_value: "=secret" } });
});

test("an optional credential may stay empty, but not be filled in by half", async () => {
  const { install, submit } = draw([{ ...access, required: false }]);
  await submit();
  expect(sent(install)?.credentials).toEqual({});
  install.mockClear();
  await userEvent.type(screen.getByLabelText("Header name"), "X");
  await submit();
  expect(install).not.toHaveBeenCalled();
});

test("the chosen roles are named on the new install, which is opened then", async () => {
  const { share, submit } = draw([]);
  const logs = within(screen.getByRole("group", { name: "Runs and row errors" }));
  await userEvent.click(logs.getByLabelText("Operations"));
  await submit();
  const accessPolicy = { view_logs: ["operations"], view_definition: [] };
  expect(share).toHaveBeenCalledExactlyOnceWith({ installId: "i-1", accessPolicy });
  expect(push).toHaveBeenCalledExactlyOnceWith("/dashboard/studio/automata/i-1");
});

test("a refusal is read out, marks its field, and keeps what was typed", async () => {
  const { submit } = draw([{ key: "team", type: "text", label: "Team" }], {
    ok: false,
    code: "invalid_input",
    message: "Please check what you entered.",
    fields: { team: "There is no such team." },
  });
  const input = screen.getByLabelText(/^Team/);
  await userEvent.type(input, "North");
  await submit();
  expect(screen.getByRole("alert")).toHaveTextContent("Please check what you entered.");
  expect(input).toHaveAccessibleDescription("There is no such team.");
  expect(input).toHaveValue("North");
  expect(push).not.toHaveBeenCalled();
});

function options(...values: string[]) {
  return values.map((value) => ({ value, label: value }));
}
