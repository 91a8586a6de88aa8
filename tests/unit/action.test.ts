import { forbidden, notFound, redirect } from "next/navigation";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { publicAction, tenantAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import type { NoTenant, TenantContext } from "@/lib/tenancy/current-tenant";
import { rightsSchema } from "@/lib/tenancy/rights";

const request = vi.hoisted(() => ({ headers: new Headers(), tenant: "signed_out" as unknown }));
vi.mock("next/headers", () => ({ headers: async () => request.headers }));
vi.mock("@/lib/tenancy/current-tenant", () => ({ resolveTenant: async () => request.tenant }));
vi.mock("@/lib/env", () => ({ env: () => ({ APP_URL: "https://app.example" }) }));

const install = "a0000000-0000-4000-8000-000000000001";
const other = "a0000000-0000-4000-8000-000000000002";
const refusal = { ok: false, code: "forbidden", message: "You do not have the right to do this." };

type RightsRow = Partial<z.input<typeof rightsSchema>>;

function signInWith(changes: RightsRow): void {
  const rights = rightsSchema.parse({
    member: true,
    super_admin: false,
    tenant_id: null,
    role_slug: null,
    can_view: false,
    can_manage: false,
    can_publish: false,
    log_installs: [],
    definition_installs: [],
    pages: [],
    ...changes,
  });
  request.tenant = { viewer: { userId: "someone" }, tenant: { name: "KFC" }, rights, actingAs: false } as unknown as
    | TenantContext
    | NoTenant;
}

function form(entries: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries(entries)) for (const value of [values].flat()) data.append(name, value);
  return data;
}

const run = vi.fn(async (_context: TenantContext, input: { name: string }) => `hello ${input.name}`);
const greet = tenantAction({
  permission: "automata.manage",
  input: z.object({ name: z.string("Give a name.").min(1, "Give a name.") }),
  keep: ["name"],
  run,
});
const readLogs = tenantAction({
  permission: "logs.view",
  install: (input) => input.installId,
  input: z.object({ installId: z.uuid("Choose an install.") }),
  run: async (_context, input) => input.installId,
});

beforeEach(() => {
  request.headers = new Headers({ origin: "https://app.example" });
  request.tenant = "signed_out";
});
afterEach(() => vi.clearAllMocks());

describe("who may call a tenant action", () => {
  test("someone with the right, who gets the context and the parsed input", async () => {
    signInWith({ can_manage: true });
    expect(await greet({ name: "Ada" })).toEqual({ ok: true, data: "hello Ada" });
    expect(run).toHaveBeenCalledWith(expect.objectContaining({ tenant: { name: "KFC" } }), { name: "Ada" });
  });

  test("signed out is told so", async () => {
    expect(await greet({ name: "Ada" })).toMatchObject({ ok: false, code: "signed_out" });
    expect(run).not.toHaveBeenCalled();
  });

  test.each<[string, RightsRow | "no_membership"]>([
    ["no active membership", "no_membership"],
    ["a plain member", {}],
    ["someone who may only look", { can_view: true, log_installs: [install], pages: ["studio.automata"] }],
  ])("%s reads the same refusal, whatever the input", async (_, person) => {
    if (person === "no_membership") request.tenant = "no_membership";
    else signInWith(person);
    for (const input of [{ name: "Ada" }, { name: "" }, {}, null, "x"]) {
      expect(await greet(input as never)).toMatchObject(refusal);
    }
    expect(run).not.toHaveBeenCalled();
  });

  test("the right to one install's logs is not the right to another's", async () => {
    signInWith({ log_installs: [install] });
    expect(await readLogs({ installId: install })).toEqual({ ok: true, data: install });
    expect(await readLogs({ installId: other })).toEqual(refusal);
  });

  test("without any log right the input is not even looked at", async () => {
    signInWith({ can_view: true, definition_installs: [install] });
    expect(await readLogs({ installId: "nonsense" })).toEqual(refusal);
    expect(await readLogs({ installId: install })).toEqual(refusal);
  });
});

describe("where a call must come from", () => {
  test.each([
    {},
    { origin: "https://evil.example", host: "app.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ])("%j is refused, for public actions too", async (headers) => {
    signInWith({ can_manage: true });
    request.headers = new Headers(headers as Record<string, string>);
    const open = publicAction({ input: z.unknown(), run: async () => "done" });
    expect(await greet({ name: "Ada" })).toMatchObject(refusal);
    expect(await open({})).toMatchObject(refusal);
    expect(run).not.toHaveBeenCalled();
  });

  test("a browser that hides Origin but says same-origin is served", async () => {
    signInWith({ can_manage: true });
    request.headers = new Headers({ "sec-fetch-site": "same-origin" });
    expect(await greet({ name: "Ada" })).toMatchObject({ ok: true });
  });
});

describe("input", () => {
  beforeEach(() => signInWith({ can_manage: true }));

  test("an object, a form, and a form after useActionState's previous result are the same", async () => {
    const expected = { ok: true, data: "hello Ada" };
    expect(await greet({ name: "Ada" })).toEqual(expected);
    expect(await greet(form({ name: "Ada" }))).toEqual(expected);
    expect(await greet(null, form({ name: "Ada" }))).toEqual(expected);
  });

  test("a repeated field is a list; Next's bookkeeping is left out", async () => {
    const echo = publicAction({ input: z.looseObject({}), run: async (input) => input });
    const data = form({ tag: ["a", "b"], one: "1", $ACTION_REF_1: "", "$ACTION_1:0": "{}" });
    expect(await echo(data)).toEqual({ ok: true, data: { tag: ["a", "b"], one: "1" } });
  });

  test.each([undefined, null, "name=Ada", 7, [], () => "Ada"])("%s is invalid input, not a crash", async (input) => {
    expect(await greet(input as never)).toMatchObject({ ok: false, code: "invalid_input" });
    expect(await (greet as () => Promise<unknown>)()).toMatchObject({ ok: false, code: "invalid_input" });
  });

  test("a faulty field is named; fields to keep come back and no others", async () => {
    const result = await greet(form({ name: "", secret: "hunter2" }));
    expect(result).toMatchObject({ code: "invalid_input", fields: { name: "Give a name." }, values: { name: "" } });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });
});

describe("failures", () => {
  const failing = (error: unknown) =>
    publicAction({
      input: z.unknown(),
      run: async (): Promise<never> => {
        throw error;
      },
    });

  test("an expected one arrives as it was written", async () => {
    const error = new AppError("conflict", "This app is installed already.", { app: "Choose another." });
    expect(await failing(error)({})).toEqual({
      ok: false,
      code: "conflict",
      message: "This app is installed already.",
      fields: { app: "Choose another." },
    });
  });

  test.each([
    new Error("password of role postgres: hunter2"),
    { code: "42501", message: "permission denied: hunter2" },
    "hunter2",
    undefined,
    new z.ZodError([]),
  ])("anything else (%s) is masked and logged under its reference", async (error) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const result = await failing(error)({});
    expect(result).toMatchObject({ ok: false, code: "unexpected" });
    expect(JSON.stringify(result)).not.toContain("hunter2");
    const reference = /\(reference ([0-9a-f]{8})\)/.exec(JSON.stringify(result))?.[1];
    expect(log).toHaveBeenCalledWith(expect.stringContaining(String(reference)), error);
    log.mockRestore();
  });

  test("two failures have two references", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await failing(new Error("x"))({})).not.toEqual(await failing(new Error("x"))({}));
    log.mockRestore();
  });

  test.each([
    ["redirect", () => redirect("/dashboard"), "NEXT_REDIRECT"],
    ["notFound", () => notFound(), "NEXT_HTTP_ERROR_FALLBACK;404"],
    ["forbidden", () => forbidden(), "NEXT_HTTP_ERROR_FALLBACK;403"],
  ])("%s passes through to Next", async (_, leave, digest) => {
    vi.stubEnv("__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS", "true");
    const action = publicAction({ input: z.unknown(), run: async (): Promise<never> => leave() });
    await expect(action({})).rejects.toMatchObject({ digest: expect.stringContaining(digest) });
    vi.unstubAllEnvs();
  });
});
