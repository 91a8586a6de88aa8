// Runs from end to end: the use-cases and the report routes, on the real engine and a real database.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createErrorRepository } from "@/lib/automata/error-repository";
import {
  credentialId,
  credentialName,
  type DeployedInstall,
  triggerCredentialKey,
  triggerSecret,
  webhookPath,
  workflowName,
} from "@/lib/automata/identifiers";
import { runsUrl } from "@/lib/automata/report";
import type { Actor, RunDeps } from "@/lib/automata/run-deps";
import { createRunRepository } from "@/lib/automata/run-repository";
import { cancelRun } from "@/lib/automata/use-cases/cancel-run";
import { retryFailedRows } from "@/lib/automata/use-cases/retry-failed-rows";
import { settleSilentRuns } from "@/lib/automata/use-cases/settle-silent-runs";
import { startRun } from "@/lib/automata/use-cases/start-run";
import { materialiseWorkflow } from "@/lib/automata/workflow-template";
import type { AdminClient } from "@/lib/supabase/admin";
import { mintTenantId } from "@/lib/tenancy/tenant-id";
import { readApps } from "../../supabase/apps/build-seed";
import { demoKeys, startLegacyHr } from "../../supabase/local/legacy-hr";
import { freePort } from "../../supabase/local/ports.ts";
import { database, type TestDatabase } from "../../supabase/local/testing.ts";
import { startFaultyProxy } from "./faulty-proxy";
import { liveEngine } from "./live-engine";
import { serveReports } from "./report-routes";

const signingSecret = "a-signing-secret-of-at-least-32-bytes";
const actor: Actor = {
  tenantId: mintTenantId("10000000-0000-4000-8000-000000000001"),
  userId: "40000000-0000-4000-8000-000000000002",
  label: "KFC Admin",
};
const installs = {
  "kfc.legacy-emp-import": "50000000-0000-4000-8000-000000000001",
  "pulsebox.website-check": "50000000-0000-4000-8000-000000000002",
};

let db: TestDatabase;
let deps: RunDeps;
let callbackOrigin: string;
const closing: (() => Promise<unknown>)[] = [];

/** Gives a demo install a workflow of its own in the engine, and makes it active. */
async function activate(
  slug: keyof typeof installs,
  config: object,
  headers: Record<string, { name: string; value: string }> = {},
) {
  const engine = liveEngine.client();
  const [row] = await db.sql<{ deployment: string }[]>`select id as deployment from private.deployment`;
  const install: DeployedInstall = {
    secret: signingSecret,
    installId: installs[slug],
    generation: 1,
    deployment: row?.deployment ?? "",
  };
  const reference = (key: string) => ({ id: credentialId(install, key), name: credentialName(install, key) });
  await engine.putCredential({
    ...reference(triggerCredentialKey),
    type: "jwtAuth",
    data: { keyType: "passphrase", secret: triggerSecret(install), algorithm: "HS256" },
  });
  for (const [key, data] of Object.entries(headers)) {
    await engine.putCredential({ ...reference(key), type: "httpHeaderAuth", data });
  }
  const { id } = await engine.createWorkflow(
    materialiseWorkflow({
      template: readApps().find((app) => app.slug === slug)?.workflow,
      name: workflowName(slug, install),
      webhookPath: webhookPath(install),
      timezone: "Asia/Singapore",
      runsUrl: runsUrl(callbackOrigin),
      triggerCredential: reference(triggerCredentialKey),
      credentials: Object.fromEntries(Object.keys(headers).map((key) => [key, reference(key)])),
    }),
  );
  await engine.publishWorkflow(id);
  await engine.waitUntilLive(webhookPath(install), { deadlineMs: 60_000 });
  await db.sql`
    update tenant_installed_apps
    set state = 'active', enabled = true, state_reason = null, n8n_workflow_id = ${id}, config = ${db.sql.json(config as never)}
    where id = ${installs[slug]}`;
  closing.push(async () => {
    await engine.deleteWorkflow(id);
    for (const key of [triggerCredentialKey, ...Object.keys(headers)]) await engine.deleteCredential(reference(key).id);
  });
  return id;
}

async function stored(runId: string) {
  const [run] = await db.sql`
    select status, phase, success_count, error_count, outcome_reason, n8n_execution_id, processed_rows, parent_run_id
    from integration_job_runs where id = ${runId}`;
  return run;
}

async function settled(runId: string) {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const run = await stored(runId);
    if (run?.status !== "running") return run;
    await sleep(200);
  }
  throw new Error(`Run ${runId} is still running: ${JSON.stringify(await stored(runId))}`);
}

async function start(slug: keyof typeof installs, with_: RunDeps = deps) {
  const started = await startRun(with_, actor, { installId: installs[slug] });
  if (started.outcome !== "started") throw new Error(started.outcome);
  return started;
}

/** As if it had been silent for long enough to be asked about. */
const settleNow = (using: RunDeps = deps) =>
  settleSilentRuns(using, {}, { silentSeconds: 0, claimSeconds: 0, limit: 50 });

beforeAll(async () => {
  db = await database();
  closing.push(() => db.close());
  const client = db.service() as AdminClient;
  deps = {
    runs: createRunRepository(client),
    errors: createErrorRepository(client),
    engine: liveEngine.client(),
    signingSecret,
    retentionDays: 90,
    now: () => new Date(),
  };
  const reports = await serveReports(() => ({ runs: deps.runs, secrets: [signingSecret], now: deps.now }));
  closing.push(reports.close);
  callbackOrigin = reports.origin;
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

test("a partial import, corrected at the source, repeated for the failed rows only", async () => {
  const hr = await startLegacyHr({ port: 0, rows: 400, faults: "typical" });
  closing.push(() => hr.close());
  const expected = hr.file.expectation();
  await activate(
    "kfc.legacy-emp-import",
    { source_url: hr.sourceUrl, target_url: hr.targetUrl, skip_terminated: true },
    {
      hr_api: { name: "X-Api-Key", value: demoKeys.sourceKey },
      target_api: { name: "X-Target-Key", value: demoKeys.targetKey },
    },
  );

  const { runId } = await start("kfc.legacy-emp-import");
  expect(await settled(runId)).toMatchObject({
    status: "partial",
    success_count: expected.accepted.length,
    error_count: expected.faulty.length,
    outcome_reason: null,
    processed_rows: 400,
  });
  const rows = await db.sql<{ row_number: number }[]>`
    select distinct row_number from integration_job_errors where run_id = ${runId} order by row_number`;
  expect(rows.map(({ row_number }) => row_number)).toEqual(
    expected.faulty.map(({ rowNumber }) => rowNumber).sort((a, b) => a - b),
  );

  hr.file.fix();
  const sent = hr.requests();
  const retry = await retryFailedRows(deps, actor, { runId });
  if (retry.outcome !== "started") throw new Error(retry.outcome);
  expect(await settled(retry.runId)).toMatchObject({ status: "success", error_count: 0, parent_run_id: runId });
  expect(hr.requests() - sent).toBe(new Set(expected.faulty.map(({ rowKey }) => rowKey)).size);
  const [open] = await db.sql`
    select count(*) filter (where resolved_at is null)::int as open, count(distinct resolved_by_run_id)::int as runs
    from integration_job_errors where run_id = ${runId}`;
  expect(open).toEqual({ open: 0, runs: 1 });
});

test("twenty starts at the same moment are one run", async () => {
  await activate("pulsebox.website-check", { addresses: `${callbackOrigin}/` });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => startRun(deps, actor, { installId: installs["pulsebox.website-check"] })),
  );
  const started = answers.filter(({ outcome }) => outcome === "started");
  expect(started).toHaveLength(1);
  expect(answers.filter(({ outcome }) => outcome === "already_running")).toHaveLength(19);
  for (const { runId } of answers) expect(runId).toBe(started[0]?.runId);
  await settled(started[0]?.runId ?? "");
});

test("the answer to a start is lost: the run is found again, and there is one execution", async () => {
  const proxy = await startFaultyProxy(liveEngine.baseUrl);
  closing.push(() => proxy.close());
  proxy.on(/^POST \/webhook\//, { kind: "cut_after" });
  const { runId, unconfirmed } = await start("pulsebox.website-check", {
    ...deps,
    engine: liveEngine.client({ webhookUrl: proxy.url }),
  });
  expect(unconfirmed).toBe(true);
  expect(proxy.calls.filter((call) => call.startsWith("POST /webhook/"))).toHaveLength(1);
  const run = await settled(runId);
  expect(["success", "partial", "failed"]).toContain(run?.status);
  expect(run?.n8n_execution_id).toMatch(/^\d+$/);
});

test("an engine that cannot be reached is said so, and nothing stays running", async () => {
  const closed = `http://127.0.0.1:${await freePort()}`;
  const nowhere = liveEngine.client({ baseUrl: closed, webhookUrl: closed });
  await expect(start("pulsebox.website-check", { ...deps, engine: nowhere })).rejects.toThrow(/could not be reached/);
  await expect(start("pulsebox.website-check", { ...deps, engine: null })).rejects.toThrow(/not connected/);
  const [running] = await db.sql`select count(*)::int as count from integration_job_runs where status = 'running'`;
  expect(running).toEqual({ count: 0 });
});

test("a website that takes its time: the run is cancelled, by whom is said; the engine dies: the run is settled", async () => {
  // Keeps every caller waiting.
  const slow = createServer(() => {});
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => slow.close(resolve).closeAllConnections()));
  const address = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`;
  await db.sql`
    update tenant_installed_apps set config = ${db.sql.json({ addresses: address })} where id = ${installs["pulsebox.website-check"]}`;

  const first = await start("pulsebox.website-check");
  expect(await cancelRun(deps, actor, { runId: first.runId })).toEqual({ outcome: "cancelled" });
  expect(await stored(first.runId)).toMatchObject({
    status: "aborted",
    outcome_reason: expect.stringContaining("KFC Admin"),
  });

  const second = await start("pulsebox.website-check");
  expect(await stored(second.runId)).toMatchObject({ status: "running" });
  await liveEngine.kill();
  expect(await settleNow()).toMatchObject({ unanswered: 1, settled: 0 });
  await liveEngine.start();
  for (let waited = 0; waited < 60_000 && (await stored(second.runId))?.status === "running"; waited += 1000) {
    await settleNow();
    await sleep(1000);
  }
  const run = await stored(second.runId);
  expect(run?.status).toBe("failed");
  expect(run?.outcome_reason).toMatch(/\w/);
  expect(run?.outcome_reason).not.toMatch(/n8n|execution \d/i);
});

test("runs of another tenant, and unknown ones, are not there", async () => {
  const stranger: Actor = { ...actor, tenantId: mintTenantId("10000000-0000-4000-8000-000000000002") };
  await expect(startRun(deps, stranger, { installId: installs["pulsebox.website-check"] })).rejects.toThrow(
    /not installed/,
  );
  await expect(cancelRun(deps, actor, { runId: randomUUID() })).rejects.toThrow(/no such run/i);
});
