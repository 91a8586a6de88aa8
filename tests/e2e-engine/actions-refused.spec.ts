import type { PlaywrightWorkerArgs } from "@playwright/test";
import { type Person, sessionFile } from "../e2e/people.ts";
import {
  fingerprint,
  inputs,
  kfcTarget,
  nobodys,
  publicActions,
  type Target,
  type TenantActionName,
} from "./action-targets.ts";
import { engine } from "./engine.ts";
import { type ActionReply, builtActions, callAction, type ServerAction } from "./server-actions.ts";
import { expect, test } from "./test.ts";

// Server actions are addresses like any other: whoever knows the id in a public script can call one, without any page.

const built = builtActions();
const kfc = "10000000-0000-4000-8000-000000000001";

interface Caller {
  who: string;
  session: Person | null;
  /** Sent with the call; by default our own origin. */
  origin?: string | null;
  tenantCookie?: string;
}

async function callAll(
  { playwright, origin: own }: { playwright: PlaywrightWorkerArgs["playwright"]; origin: string },
  { session, origin = own, tenantCookie }: Caller,
  target: Target,
): Promise<Map<string, ActionReply>> {
  const request = await playwright.request.newContext({
    baseURL: own,
    ...(session && { storageState: sessionFile(session) }),
  });
  const cookies = (await request.storageState()).cookies.map(({ name, value }) => `${name}=${value}`);
  const headers = {
    ...(origin !== null && { Origin: origin }),
    ...(tenantCookie && { Cookie: [...cookies, `pb-tenant=${tenantCookie}`].join("; ") }),
  };
  const replies = new Map<string, ActionReply>();
  for (const action of built.filter(isTenantAction)) {
    replies.set(action.name, await callAction(request, action, inputs[action.name](target), headers));
  }
  await request.dispose();
  return replies;
}

const isTenantAction = (action: ServerAction): action is ServerAction & { name: TenantActionName } =>
  action.name in inputs;

test("every action in the build is called here, and nothing else", () => {
  expect(built.map(({ name }) => name).sort()).toEqual([...Object.keys(inputs), ...publicActions].sort());
  expect(new Set(built.map(({ id }) => id)).size).toBe(built.length);
});

const signedOut = { ok: false, code: "signed_out", message: "Your session has ended, please sign in again." };
const forbidden = { ok: false, code: "forbidden", message: "You do not have the right to do this." };
// Next's own refusal, before anything of ours is asked.
const thrownAway = undefined;

const refusals: { caller: Caller; status: number; result: unknown }[] = [
  { caller: { who: "nobody", session: null }, status: 200, result: signedOut },
  { caller: { who: "nobody with a tenant cookie", session: null, tenantCookie: kfc }, status: 200, result: signedOut },
  { caller: { who: "an inactive member", session: "inactive" }, status: 200, result: forbidden },
  { caller: { who: "a plain member", session: "member" }, status: 200, result: forbidden },
  { caller: { who: "a member who may read the logs", session: "logReader" }, status: 200, result: forbidden },
  {
    caller: { who: "a plain member here who is admin elsewhere", session: "inTwoTenants", tenantCookie: kfc },
    status: 200,
    result: forbidden,
  },
  {
    caller: { who: "a foreign page in an admin's browser", session: "tenantAdmin", origin: "https://evil.example" },
    status: 500,
    result: thrownAway,
  },
  { caller: { who: "a sandboxed page", session: "tenantAdmin", origin: "null" }, status: 500, result: thrownAway },
  {
    caller: { who: "a caller without an origin", session: "tenantAdmin", origin: null },
    status: 200,
    result: forbidden,
  },
];

for (const { caller, status, result } of refusals) {
  test(`${caller.who} reads the same refusal from all of them, and nothing changes`, async ({
    playwright,
    origin,
    sql,
  }) => {
    const target = await kfcTarget(sql);
    const before = [await fingerprint(sql), await engine.workflows(), await engine.credentials()];
    const replies = await callAll({ playwright, origin }, caller, target);
    expect([...replies.keys()].sort()).toEqual(Object.keys(inputs).sort());
    for (const [name, reply] of replies) {
      expect({ name, ...reply }).toEqual({ name, status, result, redirect: undefined, setsCookies: [] });
    }
    expect([await fingerprint(sql), await engine.workflows(), await engine.credentials()]).toEqual(before);
  });
}

for (const caller of [
  { who: "another tenant's admin", session: "otherAdmin" },
  { who: "another tenant's admin with a forged tenant cookie", session: "otherAdmin", tenantCookie: kfc },
] as const satisfies Caller[]) {
  test(`${caller.who} hears of what is not theirs just what they hear of nothing at all`, async ({
    playwright,
    origin,
    sql,
  }) => {
    const target = await kfcTarget(sql);
    const before = [await fingerprint(sql), await engine.workflows(), await engine.credentials()];
    const replies = await callAll({ playwright, origin }, caller, target);
    const ofNothing = await callAll({ playwright, origin }, caller, nobodys);
    expect([...replies]).toEqual([...ofNothing]);
    for (const [name, { result }] of replies) {
      // Marking row errors is one statement over those that the tenant has: none.
      const expected =
        name === "resolveErrors" || name === "reopenErrors"
          ? { ok: true, data: { changed: 0 } }
          : expect.objectContaining({ ok: false, code: "not_found" });
      expect({ name, result }).toEqual({ name, result: expected });
    }
    expect([await fingerprint(sql), await engine.workflows(), await engine.credentials()]).toEqual(before);
  });
}
