import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  type InstallInput,
  type InstallOutput,
  InstallWizard,
} from "@/components/automata/install-wizard/install-wizard";
import type { ActionResult } from "@/lib/action";
import type { Field } from "@/lib/automata/config-manifest/types";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push, refresh: vi.fn() }) }));

const roles = [
  { slug: "operations", name: "Operations" },
  { slug: "staff", name: "Staff" },
];

beforeEach(() => {
  push.mockReset();
  sessionStorage.clear();
});

function draw(fields: Field[], answer: ActionResult<InstallOutput> | null = null) {
  const done: ActionResult<InstallOutput> = { ok: true, data: { outcome: "installed", installId: "i-1" } };
  const install = vi.fn(async (_: InstallInput) => answer ?? done);
  const { unmount } = render(
    <InstallWizard
      app={{ id: "a-1", name: "Import", type: "n8n_workflow" }}
      tenantId="t-1"
      manifest={{ format_version: 1, groups: [{ key: "source", title: "Source", fields }] }}
      roles={roles}
      install={install}
    />,
  );
  return { install, unmount };
}

const currentStep = () => screen.getByRole("heading", { level: 2 });
const next = () => userEvent.click(screen.getByRole("button", { name: "Continue" }));

/** Goes on from step to step and installs; stays where a step does not let go. */
async function submit() {
  for (;;) {
    const install = screen.queryByRole("button", { name: "Install Import" });
    if (install) return userEvent.click(install);
    const before = currentStep().textContent;
    await next();
    if (currentStep().textContent === before) return;
  }
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
  const { install } = draw([{ key: "entry", type, label: "Entry", required: true }]);
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
    const { install } = draw([{ key: "entry", type, label: "Entry", required: true, help: "Helpful." }]);
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
  const { install } = draw([
    { key: "skip", type: "boolean", label: "Skip", default: true },
    { key: "mode", type: "select", label: "Mode", required: true, default: "b", options: options("a", "b") },
    { key: "days", type: "multiselect", label: "Days", default: ["mon"], options: options("mon", "tue") },
    { key: "codes", type: "key_value", label: "Codes", default: { old: "new" } },
  ]);
  await submit();
  expect(sent(install)?.config).toEqual({ skip: true, mode: "b", days: ["mon"], codes: { old: "new" } });
});

test("choices and pairs are sent as they were made", async () => {
  const { install } = draw([
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
  const { install } = draw([
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
  const { install } = draw([access]);
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
  const { install } = draw([{ ...access, required: false }]);
  await submit();
  expect(sent(install)?.credentials).toEqual({});
  install.mockClear();
  await userEvent.click(screen.getByRole("button", { name: "Change Credentials" }));
  await userEvent.type(screen.getByLabelText("Header name"), "X");
  await submit();
  expect(install).not.toHaveBeenCalled();
});

test("the chosen roles go with the installation, so that leaving meanwhile does not lose them", async () => {
  const { install } = draw([]);
  expect(currentStep()).toHaveTextContent("Who may see");
  const logs = within(screen.getByRole("group", { name: "Runs and row errors" }));
  await userEvent.click(logs.getByLabelText("Operations"));
  await submit();
  const accessPolicy = { view_logs: ["operations"], view_definition: [] };
  expect(sent(install)).toEqual({ appId: "a-1", config: {}, credentials: {}, accessPolicy });
  expect(push).toHaveBeenCalledExactlyOnceWith("/dashboard/studio/automata/i-1?welcome=1");
});

test("a refusal is read out, marks its field, and keeps what was typed", async () => {
  draw([{ key: "team", type: "text", label: "Team" }], {
    ok: false,
    code: "invalid_input",
    message: "Please check what you entered.",
    fields: { team: "There is no such team." },
  });
  await userEvent.type(screen.getByLabelText(/^Team/), "North");
  await submit();
  const input = await screen.findByLabelText(/^Team/);
  expect(screen.getByRole("alert")).toHaveTextContent("Please check what you entered.");
  expect(input).toHaveAccessibleDescription("There is no such team.");
  expect(input).toHaveValue("North");
  expect(push).not.toHaveBeenCalled();
});

describe("the steps", () => {
  const team: Field = { key: "team", type: "text", label: "Team", required: true };

  test("are those that the app needs; each begins with its heading, where the focus goes", async () => {
    draw([team, access]);
    const steps = within(screen.getByRole("list", { name: "Steps" })).getAllByRole("listitem");
    expect(steps.map(({ textContent }) => textContent)).toEqual([
      "1Configure",
      "2Credentials",
      "3Who may see",
      "4Review",
    ]);
    expect(steps[0]).toHaveAttribute("aria-current", "step");
    await userEvent.type(screen.getByLabelText("Team"), "North{Enter}");
    expect(currentStep()).toHaveTextContent("Credentials");
    await waitFor(() => expect(currentStep()).toHaveFocus());
  });

  test("what is wrong stays where it can be mended", async () => {
    const { install } = draw([team, access]);
    await next();
    expect(currentStep()).toHaveTextContent("Configure");
    await waitFor(() => expect(screen.getByLabelText("Team")).toHaveFocus());
    expect(install).not.toHaveBeenCalled();
  });

  test("the review says in words what will be, names no secret, and leads back to each step", async () => {
    draw([
      team,
      { key: "skip", type: "boolean", label: "Skip", default: true },
      { key: "mode", type: "select", label: "Mode", default: "a", options: [{ value: "a", label: "Nightly" }] },
      access,
    ]);
    await userEvent.type(screen.getByLabelText("Team"), "North");
    await next();
    await userEvent.type(screen.getByLabelText("Header name"), "X-Api-Key");
    await userEvent.type(screen.getByLabelText("Header value"), "s3cret");
    await next();
    await next();
    expect(screen.getByText("Nightly")).toBeInTheDocument();
    expect(screen.getByText("Yes")).toBeInTheDocument();
    expect(screen.getByText("Entered")).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent("s3cret");
    await userEvent.click(screen.getByRole("button", { name: "Change Configuration" }));
    expect(screen.getByLabelText("Team")).toHaveValue("North");
  });

  test("a reload keeps what was entered, but for secrets", async () => {
    const { unmount } = draw([team, access]);
    await userEvent.type(screen.getByLabelText("Team"), "North");
    await next();
    await userEvent.type(screen.getByLabelText("Header value"), "s3cret");
    unmount();
    expect(JSON.stringify({ ...sessionStorage })).toContain("North");
    expect(JSON.stringify({ ...sessionStorage })).not.toContain("s3cret");
    draw([team, access]);
    expect(await screen.findByLabelText("Team")).toHaveValue("North");
  });

  test("an installed app leaves no draft", async () => {
    const { install } = draw([team]);
    await userEvent.type(screen.getByLabelText("Team"), "North");
    await submit();
    expect(install).toHaveBeenCalledOnce();
    expect(sessionStorage).toHaveLength(0);
  });
});

function options(...values: string[]) {
  return values.map((value) => ({ value, label: value }));
}
