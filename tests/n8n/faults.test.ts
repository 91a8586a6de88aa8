import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { EngineError } from "@/lib/n8n/errors";
import { freePort } from "../../supabase/local/ports.ts";
import { type Fault, type FaultyProxy, startFaultyProxy } from "./faulty-proxy";
import { liveEngine } from "./live-engine";
import { headerCredential, sampleWorkflow } from "./sample-workflow";

const direct = liveEngine.client();
let proxy: FaultyProxy;
let throughProxy: ReturnType<typeof liveEngine.client>;

beforeAll(async () => {
  proxy = await startFaultyProxy(liveEngine.baseUrl);
  throughProxy = liveEngine.client({ baseUrl: proxy.url });
});
afterEach(() => proxy.reset());
afterAll(() => proxy.close());

const webPage = (status: number): Fault => ({
  kind: "replace",
  status,
  contentType: "text/html; charset=utf-8",
  body: "<!DOCTYPE html><title>n8n</title>",
});
const json = (status: number, body: string): Fault => ({
  kind: "replace",
  status,
  contentType: "application/json",
  body,
});

/** A call must fail in this way; the message must not repeat what it was sent with. */
async function failure(call: Promise<unknown>): Promise<EngineError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngineError)) throw new Error(`Expected an EngineError, not ${error}`);
  expect(error.message).not.toContain(liveEngine.apiKey);
  return error;
}

describe("a trigger whose answer is lost", () => {
  const lost: Record<string, Fault> = {
    "too late": { kind: "delay", ms: 3_000 },
    "cut off before the answer": { kind: "cut_after" },
    "half a body": { kind: "half_body" },
    "a 500": json(500, '{"message":"Error in workflow"}'),
    "a bad gateway": webPage(502),
    "garbage with status 200": { kind: "replace", status: 200, contentType: "application/json", body: "{\u0000" },
    "a web page with status 200": webPage(200),
    "an answer without the execution": json(200, '{"message":"Workflow was started"}'),
    "an HTML 404 of something else": webPage(404),
  };

  test.for(Object.entries(lost))("%s: unknown, sent once, and found by its trace", async ([, fault]) => {
    const sample = sampleWorkflow();
    const workflowId = await sample.install(direct);
    proxy.on(/^POST \/webhook\//, fault);
    const runId = randomUUID();
    const startedAfter = new Date(Date.now() - 60_000);
    expect(await sample.trigger(throughProxy, { runId, timeoutMs: 1_500 })).toEqual({ kind: "unknown" });
    expect(proxy.calls.length).toBe(1);

    const traceId = runId.replaceAll("-", "");
    const find = () => direct.findExecutionByTrace({ workflowId, traceId, startedAfter });
    await expect.poll(find).not.toBeNull();
    await direct.deleteWorkflow(workflowId);
  });

  test("cut off before n8n saw it: unknown just the same, and there is no execution", async () => {
    const sample = sampleWorkflow();
    const workflowId = await sample.install(direct);
    proxy.on(/^POST \/webhook\//, { kind: "cut_before" });
    const runId = randomUUID();
    expect(await sample.trigger(throughProxy, { runId })).toEqual({ kind: "unknown" });
    expect(proxy.calls.length).toBe(1);
    const query = { workflowId, traceId: runId.replaceAll("-", ""), startedAfter: new Date(Date.now() - 60_000) };
    expect(await direct.findExecutionByTrace(query)).toBeNull();
    await direct.deleteWorkflow(workflowId);
  });
});

describe("a trigger that certainly did not start", () => {
  test("nobody listens, no such webhook, a wrong token, no token", async () => {
    const sample = sampleWorkflow();
    const absent = liveEngine.client({ webhookUrl: `http://127.0.0.1:${await freePort()}` });
    expect(await sample.trigger(absent)).toEqual({ kind: "not_live" });
    expect(await sample.trigger(direct)).toEqual({ kind: "not_live" });
    const id = await sample.install(direct);
    expect(await sample.trigger(direct, { token: "x.y.z" })).toEqual({ kind: "refused", status: 403 });
    expect(await sample.trigger(direct, { token: "" })).toEqual({ kind: "refused", status: 401 });
    await direct.deleteWorkflow(id);
  });

  test("a body that n8n would not take is refused before sending", async () => {
    const request = { ...sampleWorkflow().request(), body: "x".repeat(16 * 1024 * 1024) };
    expect(await failure(throughProxy.trigger(request))).toMatchObject({ kind: "rejected", field: "body" });
    expect(proxy.calls).toEqual([]);
  });
});

describe("the API behind a bad line", () => {
  test("a read is repeated, a creation never", async () => {
    proxy.on(/GET/, { kind: "cut_before" }, 2);
    expect(await throughProxy.listCredentials()).toBeInstanceOf(Array);
    expect(proxy.calls.length).toBe(3);

    proxy.reset();
    const sample = sampleWorkflow();
    await sample.prepare(direct);
    proxy.on(/POST/, { kind: "cut_after" }, 1);
    expect(await failure(throughProxy.createWorkflow(sample.body))).toMatchObject({ kind: "unreachable" });
    expect(proxy.calls).toEqual(["POST /api/v1/workflows"]);
    // The lost one exists and is found by its name, which is what an installation does next.
    const [found, ...more] = await direct.findWorkflowsByName(sample.body.name);
    expect(more).toEqual([]);
    expect(await direct.deleteWorkflow(found?.id ?? "")).toBe("deleted");
  });

  test("a credential whose answer was lost is there once, with the new value", async () => {
    const { reference, credential } = headerCredential("canary-9001");
    proxy.on(/POST/, { kind: "cut_after" }, 1);
    await throughProxy.putCredential(credential);
    expect(proxy.calls.map((call) => call.split(" ")[0])).toEqual(["POST", "POST", "PATCH"]);
    const listed = await direct.listCredentials();
    expect(listed.filter(({ id }) => id === reference.id).length).toBe(1);
  });

  test("a deletion whose answer was lost ends with the object gone", async () => {
    const sample = sampleWorkflow();
    const id = await sample.install(direct);
    proxy.on(/DELETE/, { kind: "cut_after" }, 1);
    expect(await throughProxy.deleteWorkflow(id)).toMatch(/deleted|already_gone/);
    expect(await failure(direct.getWorkflow(id))).toMatchObject({ kind: "not_found" });
  });

  const answers: [string, Fault, Partial<EngineError>][] = [
    ["the editor's page with status 200", webPage(200), { kind: "unexpected" }],
    ["an HTML 404, which does not mean gone", webPage(404), { kind: "not_ready" }],
    ["an HTML 500", webPage(500), { kind: "unexpected" }],
    ["an HTML 413", webPage(413), { kind: "rejected" }],
    ["a redirect, which is not followed", webPage(302), { kind: "unexpected" }],
    ["half a body", { kind: "half_body" }, { kind: "unreachable" }],
    ["garbage", json(200, '{"id":'), { kind: "unexpected" }],
    ["a missing field", json(200, '{"id":"x","name":"y"}'), { kind: "unexpected" }],
    ["an address its API does not have", json(404, '{"message":"not found"}'), { kind: "unexpected" }],
    ["a licence", json(403, '{"message":"Your license does not allow this"}'), { kind: "rejected" }],
    ["too many calls", { ...webPage(429), headers: { "retry-after": "0" } } as Fault, { kind: "rate_limited" }],
  ];
  test.for(answers)("%s", async ([, fault, expected]) => {
    proxy.on(/GET/, fault);
    expect(await failure(throughProxy.getWorkflow("absent0123456789"))).toMatchObject(expected);
  });

  test("an HTML 404 while deleting is not taken for deleted", async () => {
    proxy.on(/DELETE|unpublish/, webPage(404));
    expect(await failure(throughProxy.deleteWorkflow("absent0123456789"))).toMatchObject({ kind: "not_ready" });
  });

  test("n8n's refusal to delete is not waited out for ever", async () => {
    proxy.on(/DELETE/, json(409, '{"message":"Workflow is still being unpublished."}'));
    const sample = sampleWorkflow();
    await sample.prepare(direct);
    const { id } = await direct.createWorkflow(sample.body);
    expect(await failure(throughProxy.deleteWorkflow(id, { deadlineMs: 500 }))).toMatchObject({ kind: "conflict" });
    proxy.reset();
    // The proxy let the deletion through and only answered otherwise.
    expect(await throughProxy.deleteWorkflow(id)).toBe("already_gone");
  });
});

describe("the key", () => {
  test("a wrong one and one without a scope are told apart, and never repeated in a message", async () => {
    const wrong = liveEngine.client({ apiKey: "wrong-key-canary-wrong-key" });
    const error = await failure(wrong.listCredentials());
    expect(error).toMatchObject({ kind: "unauthorised" });
    expect(error.message).not.toContain("canary");

    const reader = liveEngine.client({ apiKey: await liveEngine.createKey(["workflow:read"]) });
    expect(await failure(reader.listCredentials())).toMatchObject({ kind: "missing_scope" });
    const { credential } = headerCredential("canary");
    const refused = await failure(reader.putCredential(credential));
    expect(refused).toMatchObject({ kind: "missing_scope" });
    expect(refused.message).not.toContain("canary");
  });
});
