// A run is cancelled, or its app uninstalled, while nobody knows whether the engine has begun it.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { webhookPath } from "@/lib/automata/identifiers";
import type { Actor } from "@/lib/automata/run-deps";
import { cancelRun } from "@/lib/automata/use-cases/cancel-run";
import { configureApp } from "@/lib/automata/use-cases/configure-app";
import { installApp } from "@/lib/automata/use-cases/install-app";
import { settleSilentRuns } from "@/lib/automata/use-cases/settle-silent-runs";
import { startRun } from "@/lib/automata/use-cases/start-run";
import { uninstallApp } from "@/lib/automata/use-cases/uninstall-app";
import { type Fault, type FaultyProxy, startFaultyProxy } from "./faulty-proxy";
import { liveEngine } from "./live-engine";
import { openSite, type Site } from "./site";

let site: Site;
let proxy: FaultyProxy;
let actor: Actor;
let installId: string;

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  site = await openSite();
  proxy = await startFaultyProxy(liveEngine.baseUrl);
});
beforeEach(async () => {
  proxy.reset();
  actor = await site.newTenant();
  ({ installId } = await installApp(site.deps, actor, { ...site.websiteApp, config: site.slow }));
  return async () => {
    await uninstallApp(site.deps, actor, { installId }).catch((error: unknown) => {
      if (!/not installed/.test(String(error))) throw error;
    });
  };
});
afterAll(async () => {
  await proxy?.close();
  await site?.close();
});

async function startLosing(fault: Fault): Promise<string> {
  proxy.on(/^POST \/webhook\//, fault);
  const engine = liveEngine.client({ webhookUrl: proxy.url });
  const started = await startRun({ ...site.deps, engine }, actor, { installId });
  if (started.outcome !== "started") throw new Error(started.outcome);
  expect(started.unconfirmed).toBe(true);
  return started.runId;
}

async function stored(runId: string) {
  const [run] = await site.db.sql`
    select status, phase, outcome_reason, n8n_execution_id from integration_job_runs where id = ${runId}`;
  if (!run) throw new Error("The run is gone.");
  return run;
}

const settle = (limits: { neverStartedAfterSeconds?: number } = {}) =>
  settleSilentRuns(site.deps, {}, { silentSeconds: 0, claimSeconds: 0, limit: 50, ...limits });

/** What the engine has under way for the install. */
async function underWay(): Promise<string[]> {
  const { workflowId } = (await site.deps.installs.find(actor.tenantId, installId)) ?? {};
  const answer = await fetch(`${liveEngine.baseUrl}/api/v1/executions?status=running&workflowId=${workflowId}`, {
    headers: { "X-N8N-API-KEY": liveEngine.apiKey },
  });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
}

test("the engine begins after the run was cancelled: the execution is found and stopped", async () => {
  const runId = await startLosing({ kind: "late", ms: 3_000 });
  expect(await cancelRun(site.deps, actor, { runId })).toEqual({ outcome: "cancelling" });
  await settle();
  expect(await stored(runId)).toMatchObject({ status: "running", phase: "cancelling", n8n_execution_id: null });
  // Asked again, the answer is the same, and the run stays theirs who cancelled it last.
  expect(await cancelRun(site.deps, actor, { runId })).toEqual({ outcome: "cancelling" });

  await expect.poll(underWay, { timeout: 15_000 }).toHaveLength(1);
  await settle();
  expect(await stored(runId)).toMatchObject({ status: "aborted", outcome_reason: "Cancelled by An admin." });
  await expect.poll(underWay).toEqual([]);
});

test("the engine never begins: the run is settled once no start can arrive any more, by whom is said", async () => {
  const runId = await startLosing({ kind: "cut_before" });
  expect(await cancelRun(site.deps, actor, { runId })).toEqual({ outcome: "cancelling" });
  await settle();
  expect(await stored(runId)).toMatchObject({ status: "running", phase: "cancelling" });
  await settle({ neverStartedAfterSeconds: 0 });
  expect(await stored(runId)).toMatchObject({ status: "aborted", outcome_reason: "Cancelled by An admin." });
});

test("the engine has begun, only nobody was told: cancelling finds the execution at once", async () => {
  const runId = await startLosing({ kind: "cut_after" });
  expect(await cancelRun(site.deps, actor, { runId })).toEqual({ outcome: "cancelled" });
  expect(await stored(runId)).toMatchObject({ status: "aborted", outcome_reason: "Cancelled by An admin." });
  await expect.poll(underWay).toEqual([]);
});

test("the webhook is gone, as for a moment while n8n changes a workflow: it is published again, for one run", async () => {
  const install = await site.deps.installs.find(actor.tenantId, installId);
  const workflowId = install?.workflowId ?? "";
  const engine = liveEngine.client();
  const published = await engine.getWorkflow(workflowId);
  // A configuration is no part of the workflow, so saving one opens no such gap.
  await configureApp(site.deps, actor, { installId, config: site.slow });
  expect(await engine.getWorkflow(workflowId)).toMatchObject({ activeVersionId: published.activeVersionId });

  await engine.unpublishWorkflow(workflowId);
  const path = webhookPath({ secret: site.deps.signingSecret, installId, generation: 1 });
  const probe = () => fetch(`${liveEngine.baseUrl}/webhook/${path}`, { method: "POST" }).then(({ status }) => status);
  await expect.poll(probe).toBe(404);
  expect(await startRun(site.deps, actor, { installId })).toMatchObject({ outcome: "started", unconfirmed: false });
  expect(await underWay()).toHaveLength(1);
});

test("it is cancelled between the call and its answer: the answer stops it", async () => {
  const answered = startRun(
    {
      ...site.deps,
      async onRunStep(step, runId) {
        if (step !== "execution_started") return;
        await site.deps.runs.moveTo(runId, "cancelling", { reason: "Cancelled by An admin." });
      },
    },
    actor,
    { installId },
  );
  const { runId } = await answered;
  expect(await stored(runId ?? "")).toMatchObject({ status: "aborted", outcome_reason: "Cancelled by An admin." });
  await expect.poll(underWay).toEqual([]);
});

test("the app is uninstalled while the engine runs what nobody was told of: the execution is stopped first", async () => {
  const stopped = vi.fn();
  const engine = liveEngine.client();
  const runId = await startLosing({ kind: "cut_after" });
  const watching: typeof engine = {
    ...engine,
    async stopExecution(id) {
      const outcome = await engine.stopExecution(id);
      stopped(outcome);
      return outcome;
    },
  };
  expect(await uninstallApp({ ...site.deps, engine: watching }, actor, { installId })).toMatchObject({
    outcome: "uninstalled",
  });
  expect(stopped).toHaveBeenCalledExactlyOnceWith("stopped");
  expect(await stored(runId)).toMatchObject({ status: "aborted", outcome_reason: "The app was uninstalled." });
});
