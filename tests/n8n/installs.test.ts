import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { parseCredentialName, parseWorkflowName } from "@/lib/automata/identifiers";
import type { InstallDeps } from "@/lib/automata/install-deps";
import { createInstallWriteRepository } from "@/lib/automata/install-write-repository";
import type { Actor } from "@/lib/automata/run-deps";
import { createRunRepository } from "@/lib/automata/run-repository";
import { configureApp } from "@/lib/automata/use-cases/configure-app";
import { installApp } from "@/lib/automata/use-cases/install-app";
import { pauseApp } from "@/lib/automata/use-cases/pause-app";
import { resumeApp } from "@/lib/automata/use-cases/resume-app";
import { setCredential } from "@/lib/automata/use-cases/set-credential";
import { startRun } from "@/lib/automata/use-cases/start-run";
import { sweepOrphans } from "@/lib/automata/use-cases/sweep-orphans";
import { testCredential } from "@/lib/automata/use-cases/test-credential";
import { uninstallApp } from "@/lib/automata/use-cases/uninstall-app";
import { engineHealth } from "@/lib/n8n/health";
import { mintTenantId } from "@/lib/tenancy/tenant-id";
import { database, type TestDatabase } from "../../supabase/local/testing.ts";
import { type EchoServer, startEchoServer } from "./echo-server";
import { liveEngine } from "./live-engine";

let db: TestDatabase;
let echo: EchoServer;
let deps: InstallDeps;
let importApp: string;
let websiteApp: string;
let bundleApp: string;
/** The tenant without installs; its administrator. */
let actor: Actor;

const signingSecret = randomUUID() + randomUUID();
const canary = `canary-${randomUUID()}`;

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  db = await database();
  echo = await startEchoServer();
  const service = db.service();
  deps = {
    installs: createInstallWriteRepository(service),
    runs: createRunRepository(service),
    engine: liveEngine.client(),
    health: () => engineHealth({ ...liveEngine, timeoutMs: 20_000 }),
    signingSecret,
    callbackOrigin: echo.url,
    now: () => new Date(),
  };
  const appId = async (slug: string) => {
    const [app] = await db.sql<{ id: string }[]>`select id from platform_apps where slug = ${slug}`;
    if (!app) throw new Error(`${slug} is not in the seed`);
    return app.id;
  };
  importApp = await appId("kfc.legacy-emp-import");
  websiteApp = await appId("pulsebox.website-check");
  bundleApp = await appId("pulsebox.retail-starter-collections");
  const [tenant] = await db.sql<{ id: string }[]>`select id from tenants where slug = 'lumen'`;
  const [person] = await db.sql<{ id: string }[]>`select id from auth.users where email = 'admin@lumen.test'`;
  if (!tenant || !person) throw new Error("supabase/demo.sql has changed");
  actor = { tenantId: mintTenantId(tenant.id), userId: person.id, label: "Admin" };
});

afterAll(async () => {
  await echo?.close();
  await db?.close();
});

const importInput = () => ({
  appId: importApp,
  config: { source_url: `${echo.url}/employees.csv`, target_url: `${echo.url}/target` },
  credentials: {
    hr_api: { header_name: "X-Secret", header_value: canary },
    target_api: { header_name: "X-Secret", header_value: `=${canary}` },
  },
});
const websiteInput = () => ({ appId: websiteApp, config: { addresses: `${echo.url}/` }, credentials: {} });

async function installed(input: Parameters<typeof installApp>[2]): Promise<string> {
  const result = await installApp(deps, actor, input);
  expect(result.outcome).toBe("installed");
  return result.installId;
}

async function row(installId: string) {
  const [install] = await db.sql`select * from tenant_installed_apps where id = ${installId}`;
  if (!install) throw new Error("The install is gone.");
  return install;
}

/** What carries an install's marker in the engine. */
async function inEngine(installId?: string) {
  const engine = liveEngine.client();
  const [workflows, credentials] = await Promise.all([engine.findWorkflowsByName("[pb:"), engine.listCredentials()]);
  const isOurs = (owner: { installId: string } | null) =>
    owner !== null && (installId === undefined || owner.installId === installId);
  return {
    workflows: workflows.filter(({ name }) => isOurs(parseWorkflowName(name))),
    credentials: credentials.filter(({ name }) => isOurs(parseCredentialName(name))),
  };
}

const runDeps = () => ({
  ...deps,
  runs: createRunRepository(db.service()),
  errors: {} as never, // starting a run reads no row errors
  retentionDays: 90,
});

async function removeAll() {
  const open = await db.sql<{ id: string }[]>`
    select id from tenant_installed_apps where tenant_id = ${actor.tenantId} and state <> 'uninstalled'`;
  for (const { id } of open) await uninstallApp(deps, actor, { installId: id });
}

describe("an install's life", () => {
  afterEach(removeAll);

  test("install to active: everything is bound to it, and secrets are in the vault alone", async () => {
    const result = await installApp(deps, actor, importInput());
    expect(result).toEqual({ outcome: "installed", installId: expect.any(String) });
    const { n8n_workflow_id: workflowId, ...install } = await row(result.installId);
    expect(install).toMatchObject({ state: "active", enabled: true, lease_id: null, generation: 1 });

    const found = await inEngine(result.installId);
    expect(found.workflows).toMatchObject([{ id: workflowId, active: true }]);
    expect(found.credentials.map(({ type }) => type).sort()).toEqual(["httpHeaderAuth", "httpHeaderAuth", "jwtAuth"]);
    const bound = (await liveEngine.client().getWorkflow(workflowId)).nodes.flatMap((node) =>
      Object.values(node.credentials ?? {}).map(({ id }) => id),
    );
    const own = new Set(found.credentials.map(({ id }) => id));
    expect(bound.length).toBeGreaterThanOrEqual(3);
    expect(bound.filter((id) => !own.has(id ?? ""))).toEqual([]);

    const tables = ["tenant_installed_apps", "tenant_app_credentials", "integration_job_runs", "platform_apps"];
    for (const table of tables) {
      const [dump] = await db.sql<{ text: string | null }[]>`
        select string_agg(t::text, ' ') as text from ${db.sql(table)} t`;
      expect(dump?.text ?? "").not.toContain(canary);
    }
    expect(JSON.stringify(result)).not.toContain(workflowId);
  });

  test("the roles that may see it are on record from the beginning, and must exist", async () => {
    const accessPolicy = { view_logs: ["tenant_admin"], view_definition: [] };
    const installId = await installed({ ...websiteInput(), accessPolicy });
    expect((await row(installId)).access_policy).toEqual(accessPolicy);
    const unknown = { view_logs: ["nobody"], view_definition: [] };
    await expect(installApp(deps, actor, { ...importInput(), accessPolicy: unknown })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/no longer exists/),
    });
    expect(
      await db.sql`select id from tenant_installed_apps where app_id = ${importApp} and tenant_id = ${actor.tenantId} and state <> 'uninstalled'`,
    ).toEqual([]);
  });

  test("20 at the same moment are one install, and the others learn which", async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => installApp(deps, actor, websiteInput())));
    expect(results.filter(({ outcome }) => outcome === "installed")).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === "exists")).toHaveLength(19);
    const ids = new Set(results.map(({ installId }) => installId));
    expect(ids.size).toBe(1);
    expect((await inEngine([...ids][0])).workflows).toHaveLength(1);
  });

  test("what was entered wrongly is refused by field, before anything exists", async () => {
    const input = { ...websiteInput(), config: { addresses: "={{ 76543*98765 }}" } };
    await expect(installApp(deps, actor, input)).rejects.toMatchObject({
      code: "invalid_input",
      fields: { addresses: "This cannot start with =." },
    });
    const withoutSecret = { ...importInput(), credentials: { hr_api: { header_name: "X", header_value: "" } } };
    await expect(installApp(deps, actor, withoutSecret)).rejects.toMatchObject({
      fields: { "hr_api.header_value": "This is needed.", "target_api.header_value": "This is needed." },
    });
    await expect(installApp(deps, actor, { ...websiteInput(), appId: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a replaced credential is used by the next run, exactly as typed", async () => {
    const installId = await installed(importInput());
    for (const value of ["first", "={{ 76543*98765 }}"]) {
      await setCredential(deps, actor, {
        installId,
        key: "hr_api",
        values: { header_name: "X-Secret", header_value: value },
      });
      const run = await startRun(runDeps(), actor, { installId });
      if (run.outcome !== "started") throw new Error(run.outcome);
      const sent = () => echo.received.map(({ headers }) => headers["x-secret"]);
      await expect.poll(sent, { timeout: 60_000 }).toContain(value);
      await deps.runs.settleWithoutReport(run.runId, "aborted", "The test has seen enough.");
    }
    expect(JSON.stringify(echo.received)).not.toContain("7559769395");
    expect(await testCredential(deps, actor, { installId, key: "hr_api" })).toEqual({ outcome: "untestable" });
  });

  test("paused refuses runs; resumed takes them; a new configuration is saved", async () => {
    const installId = await installed(websiteInput());
    expect(await pauseApp(deps, actor, { installId })).toEqual({ state: "paused" });
    expect((await inEngine(installId)).workflows).toMatchObject([{ active: false }]);
    await expect(startRun(runDeps(), actor, { installId })).rejects.toMatchObject({ code: "conflict" });

    await configureApp(deps, actor, { installId, config: { addresses: `${echo.url}/other` } });
    expect((await row(installId)).config).toEqual({ addresses: `${echo.url}/other` });
    expect(await resumeApp(deps, actor, { installId })).toEqual({ state: "active" });
    expect(await startRun(runDeps(), actor, { installId })).toMatchObject({ outcome: "started" });
  });

  test("uninstall leaves nothing in the engine, ends the run and keeps history; a reinstall starts afresh", async () => {
    const installId = await installed(importInput());
    const before = await inEngine(installId);
    const run = await startRun(runDeps(), actor, { installId });
    const receipt = await uninstallApp(deps, actor, { installId });
    const [history] = await db.sql`
      select count(*)::int as runs from integration_job_runs where tenant_installed_app_id = ${installId}`;
    expect(history?.runs).toBeGreaterThan(0);
    expect(receipt).toMatchObject({ outcome: "uninstalled", receipt: { kept: { runs: history?.runs } } });
    expect(await inEngine(installId)).toEqual({ workflows: [], credentials: [] });
    expect(await row(installId)).toMatchObject({ state: "uninstalled", n8n_workflow_id: null, enabled: false });
    const [ended] = await db.sql`select status from integration_job_runs where id = ${run.runId ?? ""}`;
    expect(ended?.status).not.toBe("running");

    expect(await installed(importInput())).toBe(installId);
    const after = await inEngine(installId);
    const ids = (objects: { id: string }[]) => objects.map(({ id }) => id);
    expect(after.credentials).toHaveLength(3);
    for (const id of ids(before.credentials)) expect(ids(after.credentials)).not.toContain(id);
    expect(ids(after.workflows)).not.toEqual(ids(before.workflows));
  });
});

describe("an engine that cannot be used", () => {
  afterEach(removeAll);
  const with_ = (health: Awaited<ReturnType<InstallDeps["health"]>>): InstallDeps => ({
    ...deps,
    health: async () => health,
  });

  test("is named by what has to be done, and nothing is begun", async () => {
    const refused = async (broken: InstallDeps, words: RegExp) => {
      const error = await installApp(broken, actor, websiteInput()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "engine_unavailable", message: expect.stringMatching(words) });
      expect(String(error)).not.toMatch(/n8n/i);
    };
    await refused({ ...deps, engine: null }, /not connected/);
    const wrongKey = { baseUrl: liveEngine.baseUrl, apiKey: "x".repeat(40) };
    await refused({ ...deps, health: () => engineHealth(wrongKey) }, /no longer accepts our access key/);
    const narrowKey = { baseUrl: liveEngine.baseUrl, apiKey: await liveEngine.createKey(["workflow:read"]) };
    await refused({ ...deps, health: () => engineHealth(narrowKey) }, /lacks a permission/);
    await refused(with_({ state: "starting" }), /just starting/);
    const [found] = await db.sql`
      select count(*)::int as installs from tenant_installed_apps
      where tenant_id = ${actor.tenantId} and state <> 'uninstalled'`;
    expect(found?.installs).toBe(0);
  });

  test("is not needed by an app that has no workflow", async () => {
    const without = { ...deps, engine: null };
    const result = await installApp(without, actor, { appId: bundleApp, config: {}, credentials: {} });
    expect(result.outcome).toBe("installed");
    expect((await uninstallApp(without, actor, { installId: result.installId })).outcome).toBe("uninstalled");
  });
});

test("a sweep deletes what no install claims, after its quarantine, and nothing else", async () => {
  const installId = await installed(websiteInput());
  const deployment = await deps.installs.deployment();
  const stranger = randomUUID();
  const engine = liveEngine.client();
  const credential = (owner: string, id: string) => ({
    id,
    name: `pb:${owner}:${stranger}:${"x".repeat(22)}`,
    type: "httpHeaderAuth",
    data: { name: "X", value: "y" },
  });
  await engine.putCredential(credential(deployment, "orphan-of-ours"));
  await engine.putCredential(credential("ffffffffffff", "foreign"));

  expect(await sweepOrphans(deps)).toMatchObject({ found: 1, deleted: 0 });
  expect(await sweepOrphans(deps, {}, { cap: 0, quarantineSeconds: 0 })).toMatchObject({ deleted: 0 });
  expect(await sweepOrphans(deps, {}, { quarantineSeconds: 0 })).toMatchObject({ found: 1, deleted: 1 });
  const ids = (await engine.listCredentials()).map(({ id }) => id);
  expect(ids).not.toContain("orphan-of-ours");
  expect(ids).toContain("foreign");
  expect((await inEngine(installId)).workflows).toHaveLength(1);
  await engine.deleteCredential("foreign");
  await removeAll();
});
