import type { APIRequestContext } from "@playwright/test";
import { demoKeys } from "../../supabase/local/legacy-hr.ts";
import { password, people, sessionFile } from "../e2e/people.ts";
import { publicActions } from "./action-targets.ts";
import { settled } from "./runs.ts";
import { type ActionReply, builtActions, callAction } from "./server-actions.ts";
import { expect, test } from "./test.ts";

// The other side of actions-refused.spec.ts: the same calls do what they say for the one who may make them. Without it a
// server that refuses everybody would pass.

const built = builtActions();

/** Calls actions by name, one after another, and remembers which. */
function caller(request: APIRequestContext, origin: string) {
  const called = new Set<string>();
  const call = async (name: string, input: unknown, headers: Record<string, string> = {}): Promise<ActionReply> => {
    const action = built.find((candidate) => candidate.name === name);
    if (!action) throw new Error(`The build has no action ${name}.`);
    called.add(name);
    return callAction(request, action, input, { Origin: origin, ...headers });
  };
  /** For those that are to work: what they return. */
  async function done<Output>(name: string, input: unknown): Promise<Output> {
    const { result } = await call(name, input);
    expect({ name, result }).toEqual({ name, result: { ok: true, data: expect.anything() } });
    return (result as { data: Output }).data;
  }
  return { called, call, done };
}

test("each action works for a tenant's own admin", async ({ request, origin, sql, tenant, hr }) => {
  const { called, call, done } = caller(request, origin);
  const signedIn = await call("signIn", { email: tenant.admin, password });
  expect(signedIn).toMatchObject({ redirect: "/dashboard" });

  const [app] = await sql<[{ id: string }]>`select id from platform_apps where slug = 'kfc.legacy-emp-import'`;
  const config = { source_url: hr.sourceUrl, target_url: hr.targetUrl, skip_terminated: true };
  const access = (name: string, value: string) => ({ header_name: name, header_value: value });
  const { installId } = await done<{ installId: string }>("installApp", {
    appId: app.id,
    config,
    credentials: {
      hr_api: access("X-Api-Key", "not the key yet"),
      target_api: access("X-Target-Key", demoKeys.targetKey),
    },
  });
  const id = { installId };

  await done("setCredential", { ...id, key: "hr_api", values: access("X-Api-Key", demoKeys.sourceKey) });
  await done("testCredential", { ...id, key: "hr_api" });
  await done("configureApp", { ...id, config: { ...config, skip_terminated: false } });
  const accessPolicy = { view_logs: ["operations"], view_definition: [] };
  await done("setAccessPolicy", { ...id, accessPolicy });
  const [install] = await sql`select config, access_policy from tenant_installed_apps where id = ${installId}`;
  expect(install).toEqual({ config: { ...config, skip_terminated: false }, access_policy: accessPolicy });

  expect(await done("pauseApp", id)).toEqual({ state: "paused" });
  expect((await call("runNow", id)).result).toMatchObject({ ok: false, code: "conflict" });
  expect(await done("resumeApp", id)).toEqual({ state: "active" });

  const { runId } = await done<{ runId: string }>("runNow", id);
  const { faulty, total } = hr.file.expectation();
  expect(await settled(sql, runId)).toEqual({
    status: "partial",
    counters: [total, total - faulty.length, faulty.length, 0],
  });
  expect(await done("cancelRun", { runId })).toEqual({ outcome: "already_ended" });

  const open = (await done<{ changed: number }>("resolveErrors", { runId, note: "seen" })).changed;
  expect(open).toBeGreaterThanOrEqual(faulty.length);
  expect(await done("reopenErrors", { runId, note: "not yet" })).toEqual({ changed: open });
  hr.file.fix();
  const retry = await done<{ runId: string }>("retryFailedRows", { runId });
  expect(await settled(sql, retry.runId)).toMatchObject({ status: "success" });
  expect(await done("uninstallApp", id)).toMatchObject({ outcome: "uninstalled" });

  expect(await call("signOut", null)).toMatchObject({ redirect: "/login" });
  expect((await call("pauseApp", id)).result).toMatchObject({ ok: false, code: "signed_out" });
  expect([...called, "switchTenant"].sort()).toEqual(built.map(({ name }) => name).sort());
});

test.describe("the actions that need no right", () => {
  test("refuse a foreign page like the others, and set no cookie", async ({ playwright, origin }) => {
    const request = await playwright.request.newContext({ baseURL: origin, storageState: sessionFile("inTwoTenants") });
    const { call } = caller(request, origin);
    const inputs = {
      signIn: { email: people.member, password },
      signOut: null,
      switchTenant: { tenantId: "10000000-0000-4000-8000-000000000001" },
    } satisfies Record<(typeof publicActions)[number], unknown>;
    for (const name of publicActions) {
      const reply = await call(name, inputs[name], { Origin: "https://evil.example" });
      expect({ name, ...reply }).toEqual({
        name,
        status: 500,
        result: undefined,
        redirect: undefined,
        setsCookies: [],
      });
    }
    await request.dispose();
  });

  test("signing in tells nobody whether an account exists", async ({ request, origin }) => {
    const { call } = caller(request, origin);
    const known = await call("signIn", { email: people.tenantAdmin, password: "not the password" });
    const unknown = await call("signIn", { email: "nobody@kfc.test", password: "not the password" });
    expect(known.result).toMatchObject({ ok: false, values: { email: people.tenantAdmin } });
    expect(unknown).toEqual({
      ...known,
      result: { ...(known.result as object), values: { email: "nobody@kfc.test" } },
    });
    expect(known.setsCookies).toEqual([]);
  });

  test("signing out twice is signing out once", async ({ request, origin }) => {
    expect(await caller(request, origin).call("signOut", null)).toMatchObject({ redirect: "/login" });
  });

  const kfc = { tenantId: "10000000-0000-4000-8000-000000000001" };
  const lumen = { tenantId: "10000000-0000-4000-8000-000000000003" };
  for (const { who, session, input, expected } of [
    { who: "nobody", session: null, input: kfc, expected: { result: { ok: false, code: "signed_out" } } },
    {
      who: "an inactive member",
      session: "inactive",
      input: kfc,
      expected: { result: { ok: false, code: "forbidden" } },
    },
    {
      who: "a member elsewhere",
      session: "otherAdmin",
      input: kfc,
      expected: { result: { ok: false, code: "forbidden" } },
    },
    {
      who: "a member of both",
      session: "inTwoTenants",
      input: kfc,
      expected: { redirect: "/dashboard", setsCookies: ["pb-tenant"] },
    },
    { who: "a super admin", session: "superAdmin", input: lumen, expected: { redirect: "/dashboard" } },
  ] as const) {
    test(`the tenant is switched for its members only: ${who}`, async ({ playwright, origin }) => {
      const request = await playwright.request.newContext({
        baseURL: origin,
        ...(session && { storageState: sessionFile(session) }),
      });
      const reply = await caller(request, origin).call("switchTenant", input);
      expect(reply).toMatchObject(expected);
      if (!("setsCookies" in expected || "redirect" in expected)) expect(reply.setsCookies).toEqual([]);
      await request.dispose();
    });
  }
});
