import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { isEngineError } from "@/lib/n8n/errors";
import { engineHealth } from "@/lib/n8n/health";
import { requiredScopes } from "@/lib/n8n/scopes";
import { engineDatabase } from "../../supabase/local/engine/database.ts";
import { startEngine } from "../../supabase/local/engine/process.ts";
import { engineSecrets } from "../../supabase/local/engine/secrets.ts";
import { freePort } from "../../supabase/local/ports.ts";
import { databaseUrl, superuser } from "../../supabase/local/server.ts";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy";
import { liveEngine } from "./live-engine";
import { sampleWorkflow } from "./sample-workflow";

const { apiKey, baseUrl } = liveEngine;
let proxy: FaultyProxy;
beforeAll(async () => {
  proxy = await startFaultyProxy(baseUrl);
});
afterEach(() => proxy.reset());
afterAll(() => proxy.close());

describe("the state of the connection", () => {
  test("none configured", async () => {
    expect(await engineHealth(null)).toEqual({ state: "not_configured" });
  });

  test("ok with exactly the scopes that the client uses", async () => {
    expect(await engineHealth({ baseUrl, apiKey })).toEqual({ state: "ok" });
  });

  test("absent, and slow", async () => {
    const absent = await engineHealth({ baseUrl: `http://127.0.0.1:${await freePort()}`, apiKey });
    expect(absent).toEqual({ state: "unreachable", reason: "no_connection" });
    proxy.on(/GET/, { kind: "delay", ms: 2_000 });
    const slow = await engineHealth({ baseUrl: proxy.url, apiKey, timeoutMs: 300 });
    expect(slow).toEqual({ state: "unreachable", reason: "too_slow" });
  });

  test("a wrong key, and a key without a scope", async () => {
    expect(await engineHealth({ baseUrl, apiKey: "wrong-key-wrong-key-wrong" })).toEqual({ state: "key_invalid" });
    const scopes = requiredScopes.filter((scope) => scope !== "execution:stop" && scope !== "credential:list");
    const narrow = await liveEngine.createKey(scopes);
    expect(await engineHealth({ baseUrl, apiKey: narrow })).toEqual({
      state: "missing_scopes",
      scopes: ["credential:list", "execution:stop"],
    });
  });

  test("a wrong address: a web page, another program's JSON, a redirect", async () => {
    const page = "<!DOCTYPE html><title>Editor</title>";
    const answers = [
      { status: 200, contentType: "text/html", body: page },
      { status: 404, contentType: "text/html", body: page },
      { status: 200, contentType: "application/json", body: '{"healthy":true}' },
      { status: 302, contentType: "text/html", body: "", headers: { location: "/login" } },
    ];
    for (const answer of answers) {
      proxy.on(/GET/, { kind: "replace", ...answer });
      expect(await engineHealth({ baseUrl: proxy.url, apiKey })).toEqual({ state: "wrong_address" });
    }
    proxy.reset();
    expect(await engineHealth({ baseUrl: `${baseUrl}/somewhere`, apiKey })).toEqual({ state: "wrong_address" });
    proxy.on(/discover/, { kind: "replace", status: 200, contentType: "text/html", body: page });
    expect(await engineHealth({ baseUrl: proxy.url, apiKey })).toEqual({ state: "wrong_address" });
  });

  test("an n8n that lacks the newest calls is too old", async () => {
    const tooOld = { state: "too_old", floor: "2.33.7" };
    proxy.on(/discover/, { kind: "rewrite", body: (text) => text.replaceAll("/publish", "/activate") });
    expect(await engineHealth({ baseUrl: proxy.url, apiKey })).toEqual(tooOld);
    proxy.on(/discover/, {
      kind: "replace",
      status: 404,
      contentType: "application/json",
      body: '{"message":"not found"}',
    });
    expect(await engineHealth({ baseUrl: proxy.url, apiKey })).toEqual(tooOld);
  });
});

/** What our client makes of an n8n that comes up, asked again and again until `up` resolves. */
async function watchStart(url: string, up: Promise<unknown>) {
  const engine = liveEngine.client({ baseUrl: url });
  const sample = sampleWorkflow();
  const seen = { states: new Set<string>(), triggers: new Set<string>(), failures: new Set<string>() };
  let bareOkBeforeReady = false;
  const ready = up.then(() => true);
  while (!(await Promise.race([ready, sleep(30, false)]))) {
    const { state } = await engineHealth({ baseUrl: url, apiKey });
    const root = await fetch(url).then(
      async (answer) => answer.ok && (await answer.text()).startsWith("n8n is starting up"),
      () => false,
    );
    bareOkBeforeReady ||= root;
    seen.states.add(state);
    seen.triggers.add((await sample.trigger(engine)).kind);
    await engine.deleteCredential("absent0123456789").catch((error: unknown) => {
      seen.failures.add(isEngineError(error) ? error.kind : String(error));
    });
  }
  return { bareOkBeforeReady, seen };
}

describe("while n8n starts", () => {
  test("its 200 to every address is never taken for an answer", async () => {
    const home = mkdtempSync(join(tmpdir(), "automata-n8n-"));
    const admin = databaseUrl(inject("postgresPort"), superuser, "template1");
    // An empty database, because the migrations are when it happens.
    const databaseUrlOfSecond = await engineDatabase(admin, "n8n_second");
    const port = await freePort();
    const second = startEngine({
      databaseUrl: databaseUrlOfSecond,
      port,
      home,
      secrets: engineSecrets(join(home, "secrets.json")),
    });
    const { bareOkBeforeReady, seen } = await watchStart(`http://127.0.0.1:${port}`, second);
    await (await second).kill();
    rmSync(home, { recursive: true, force: true });

    expect(bareOkBeforeReady).toBe(true);
    expect([...seen.states]).toEqual(expect.arrayContaining(["unreachable", "starting"]));
    expect([...seen.triggers]).toEqual(["not_live"]);
    expect([...seen.failures]).toEqual(expect.arrayContaining(["unreachable", "not_ready"]));
    // At the very end it is ready, and does not know the key of the other n8n.
    for (const state of seen.states) expect(["unreachable", "starting", "key_invalid"]).toContain(state);
    for (const kind of seen.failures) expect(["unreachable", "not_ready", "unauthorised"]).toContain(kind);
  });

  test("killed and started again, a published webhook comes back by itself", async () => {
    const engine = liveEngine.client();
    const sample = sampleWorkflow();
    const workflowId = await sample.install(engine);
    await liveEngine.kill();
    expect(await sample.trigger(engine)).toEqual({ kind: "not_live" });
    const { seen } = await watchStart(baseUrl, liveEngine.start());
    for (const state of seen.states) expect(["unreachable", "starting", "ok"]).toContain(state);
    expect([...seen.triggers]).toEqual(["not_live"]);

    await engine.waitUntilLive(sample.path, { deadlineMs: 60_000 });
    expect(await sample.trigger(engine)).toMatchObject({ kind: "started" });
    await engine.deleteWorkflow(workflowId);
  });
});
