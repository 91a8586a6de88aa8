// The engine and the process that uses it are killed at every named step, in one crash; then the clock does its work.
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { InstallDeps } from "@/lib/automata/install-deps";
import { installSteps, uninstallSteps } from "@/lib/automata/install-steps";
import { type Actor, type RunStep, runSteps } from "@/lib/automata/run-deps";
import { cancelRun } from "@/lib/automata/use-cases/cancel-run";
import { configureApp } from "@/lib/automata/use-cases/configure-app";
import { installApp } from "@/lib/automata/use-cases/install-app";
import { startRun } from "@/lib/automata/use-cases/start-run";
import { sweepOrphans } from "@/lib/automata/use-cases/sweep-orphans";
import { uninstallApp } from "@/lib/automata/use-cases/uninstall-app";
import { databaseUrl, superuser } from "../../supabase/local/server.ts";
import { type Crash, Died, prepareCrash, type Step } from "./crash";
import { takeInventory } from "./inventory";
import { liveEngine } from "./live-engine";
import { openSite, type Site } from "./site";

let site: Site;
const victims = new Map<Step, { actor: Actor; appId: string; died: Promise<unknown> }>();

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  site = await openSite();
});
afterAll(() => site?.close());

const diedIn = (operation: Promise<unknown>) =>
  operation.then(
    () => "finished",
    (error: unknown) => (error instanceof Died ? "died" : error),
  );

async function installed(input: Parameters<typeof installApp>[2]): Promise<{ actor: Actor; installId: string }> {
  const actor = await site.newTenant();
  const { outcome, installId } = await installApp(site.deps, actor, input);
  expect(outcome).toBe("installed");
  return { actor, installId };
}

async function installAndDie(crash: Crash, step: Step, fatal = false) {
  const actor = await site.newTenant();
  const { importApp } = site;
  victims.set(step, {
    actor,
    appId: importApp.appId,
    died: diedIn(installApp(crash.cutOffAt(step, { fatal }), actor, importApp)),
  });
}

async function uninstallAndDie(crash: Crash, step: Step) {
  // The first step finds a run under way.
  const { actor, installId } = await installed({ ...site.websiteApp, config: site.slow });
  if (step === uninstallSteps[0]) await startRun(site.deps, actor, { installId });
  const died = diedIn(uninstallApp(crash.cutOffAt(step), actor, { installId }));
  victims.set(step, { actor, appId: site.websiteApp.appId, died });
}

async function runAndDie(crash: Crash, step: RunStep) {
  const { actor, installId } = await installed({ ...site.websiteApp, config: site.slow });
  const dying = crash.cutOffAt(step);
  const operate = async () => {
    const started = await startRun(dying, actor, { installId });
    if (started.outcome !== "started") throw new Error(started.outcome);
    await cancelRun(dying, actor, { runId: started.runId });
  };
  victims.set(step, { actor, appId: site.websiteApp.appId, died: diedIn(operate()) });
}

function victimOf(step: Step) {
  const victim = victims.get(step);
  if (!victim) throw new Error(`Nobody died at ${step}.`);
  return victim;
}

async function installOf(step: Step) {
  const { actor, appId } = victimOf(step);
  const [install] = await site.db.sql<
    { id: string; state: string; n8n_workflow_id: string | null; enabled: boolean }[]
  >`
    select id, state, n8n_workflow_id, enabled from tenant_installed_apps
    where tenant_id = ${actor.tenantId} and app_id = ${appId}`;
  if (!install) throw new Error("The install is gone.");
  return { ...install, actor };
}

describe("a publication that a dead engine still claims", () => {
  /** What a crash in the middle of publishing leaves, with the longest claim that an engine can be set to. */
  async function claimPublication(workflowId: string) {
    const engineDb = postgres(databaseUrl(site.db.port, superuser, "n8n"), { max: 1, onnotice: () => {} });
    try {
      await engineDb`
        insert into workflow_publication_outbox ("workflowId", "publishedVersionId", status, "updatedAt")
        select id, "versionId", 'in_progress', now() + interval '1 day' from workflow_entity where id = ${workflowId}`;
    } finally {
      await engineDb.end();
    }
  }

  test("does not hold up an installation: another workflow takes its place", async () => {
    const actor = await site.newTenant();
    let claimed: string | undefined;
    const onStep: InstallDeps["onStep"] = async (step, id) => {
      if (step !== "workflow_recorded") return;
      claimed = (await site.deps.installs.find(actor.tenantId, id))?.workflowId ?? undefined;
      await claimPublication(claimed ?? "");
    };
    const started = Date.now();
    const { outcome, installId } = await installApp({ ...site.deps, onStep }, actor, site.importApp);
    expect(outcome).toBe("installed");
    expect(Date.now() - started).toBeLessThan(60_000);
    const install = await site.deps.installs.find(actor.tenantId, installId);
    expect(install?.workflowId).not.toBe(claimed);
    expect(await takeInventory(site)).toMatchObject({ orphans: [], dangling: [] });
    expect(await site.runToEnd(actor, installId)).toBe("success");
    await uninstallApp(site.deps, actor, { installId });
  });
});

describe("one crash catches an operation at every named step", () => {
  beforeAll(async () => {
    const crash = prepareCrash(site.deps, liveEngine.kill);
    // The engine works on after it has answered "published": that one dies at the very moment, and the others with it.
    const waiting = [...installSteps.filter((step) => step !== "published"), ...uninstallSteps, ...runSteps];
    await Promise.all([
      ...installSteps.filter((step) => step !== "published").map((step) => installAndDie(crash, step)),
      ...uninstallSteps.map((step) => uninstallAndDie(crash, step)),
      ...runSteps.map((step) => runAndDie(crash, step)),
    ]);
    await crash.whenCaught(waiting.length);
    await installAndDie(crash, "published", true);
    for (const { died } of victims.values()) expect(await died).toBe("died");
    expect([...crash.caught].sort()).toEqual([...waiting, "published"].sort());
    await liveEngine.start();
    await site.settleEverything();
  });

  test("afterwards both sides agree, and the sweep finds nothing to do", async () => {
    expect(await takeInventory(site)).toMatchObject({ orphans: [], dangling: [] });
    expect(await sweepOrphans(site.deps, {}, { quarantineSeconds: 0, cap: 1000 })).toMatchObject({ found: 0 });
    const running = await site.db.sql`select id from integration_job_runs where status = 'running'`;
    expect(running).toHaveLength(0);
  });

  test.for(installSteps)(
    "installing, at %s: it works, or asks for the secrets that nobody has any more",
    async (step) => {
      const install = await installOf(step);
      const secretsWereStored = !["begun", "trigger_credential_stored"].includes(step);
      expect(install.state).toBe(secretsWereStored ? "active" : "needs_attention");
      if (secretsWereStored) expect(await site.runToEnd(install.actor, install.id)).toBe("success");
      else
        await expect(startRun(site.deps, install.actor, { installId: install.id })).rejects.toThrow(/needs attention/);
    },
  );

  test.for(uninstallSteps)("uninstalling, at %s: it is gone", async (step) => {
    const install = await installOf(step);
    expect(install).toMatchObject({ state: "uninstalled", n8n_workflow_id: null, enabled: false });
  });

  const outcomes: [RunStep, { status: string; outcome_reason: unknown }][] = [
    ["run_recorded", { status: "aborted", outcome_reason: expect.stringMatching(/no record of this run/) }],
    ["execution_started", { status: "failed", outcome_reason: expect.stringMatching(/stopped while the run was/) }],
    ["execution_recorded", { status: "failed", outcome_reason: expect.stringMatching(/stopped while the run was/) }],
    ["cancelling", { status: "aborted", outcome_reason: "Cancelled by An admin." }],
    ["execution_stopped", { status: "aborted", outcome_reason: "Cancelled by An admin." }],
  ];
  test("every step of a run has its outcome here", () => {
    expect(outcomes.map(([step]) => step)).toEqual([...runSteps]);
  });
  test.for(outcomes)("running, at %s: it ends, with the reason, and the app can run again", async ([step, outcome]) => {
    const { id, actor, state } = await installOf(step);
    expect(state).toBe("active");
    const [run] = await site.db.sql`
      select status, outcome_reason, phase from integration_job_runs where tenant_installed_app_id = ${id}`;
    expect(run).toEqual({ ...outcome, phase: null });
    await configureApp(site.deps, actor, { installId: id, config: site.fast });
    expect(await site.runToEnd(actor, id)).toBe("success");
  });

  test("all of it can be uninstalled, and then the engine is empty", async () => {
    for (const step of [...installSteps, ...runSteps]) {
      const { actor, id } = await installOf(step);
      expect(await uninstallApp(site.deps, actor, { installId: id })).toMatchObject({ outcome: "uninstalled" });
    }
    expect(await takeInventory(site)).toEqual({ orphans: [], dangling: [], objects: 0 });
  });
});
