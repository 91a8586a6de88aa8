// What the tests of whole use-cases on the real engine share: tenants, apps, the systems they talk to, and the clock.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createErrorRepository } from "@/lib/automata/error-repository";
import type { InstallDeps } from "@/lib/automata/install-deps";
import { createInstallWriteRepository } from "@/lib/automata/install-write-repository";
import type { Actor, RunDeps } from "@/lib/automata/run-deps";
import { createRunRepository } from "@/lib/automata/run-repository";
import type { installApp } from "@/lib/automata/use-cases/install-app";
import { settleInstalls } from "@/lib/automata/use-cases/settle-installs";
import { settleSilentRuns } from "@/lib/automata/use-cases/settle-silent-runs";
import { startRun } from "@/lib/automata/use-cases/start-run";
import { engineHealth } from "@/lib/n8n/health";
import type { AdminClient } from "@/lib/supabase/admin";
import { mintTenantId } from "@/lib/tenancy/tenant-id";
import { demoKeys, startLegacyHr } from "../../supabase/local/legacy-hr";
import { database, type TestDatabase } from "../../supabase/local/testing.ts";
import { liveEngine } from "./live-engine";
import { serveReports } from "./report-routes";

export type SiteDeps = RunDeps & InstallDeps;
type InstallInput = Parameters<typeof installApp>[2];

export interface Site {
  db: TestDatabase;
  deps: SiteDeps;
  /** A new tenant, and somebody who may do everything there. */
  newTenant(): Promise<Actor>;
  /** What the forms send; the import wants two credentials, the check wants none. */
  importApp: InstallInput;
  websiteApp: InstallInput;
  /** For the check's configuration: answers at once, or keeps every caller waiting. */
  fast: { addresses: string };
  slow: { addresses: string };
  /** What the clock does, over and over, until nothing is half-way; at a moment at which nobody else works. */
  settleEverything(): Promise<void>;
  /** Starts a run and waits for its end. */
  runToEnd(actor: Actor, installId: string): Promise<string>;
  close(): Promise<void>;
}

async function startWebsite(answers: boolean): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    if (answers) response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function openSite(): Promise<Site> {
  const db = await database();
  // All test databases are copies of one: without this, what another test file left in the engine would count as ours.
  await db.sql`update private.deployment set id = encode(extensions.gen_random_bytes(6), 'hex')`;
  const service = db.service() as AdminClient;
  const signingSecret = randomUUID() + randomUUID();
  const runs = createRunRepository(service);
  const now = () => new Date();
  const reports = await serveReports(() => ({ runs, secrets: [signingSecret], now }));
  const [fast, slow] = await Promise.all([startWebsite(true), startWebsite(false)]);
  const hr = await startLegacyHr({ port: 0, rows: 5, faults: "none" });
  const deps: SiteDeps = {
    installs: createInstallWriteRepository(service),
    runs,
    errors: createErrorRepository(service),
    engine: liveEngine.client(),
    health: () => engineHealth({ ...liveEngine, timeoutMs: 20_000 }),
    signingSecret,
    retentionDays: 90,
    callbackOrigin: reports.origin,
    now,
  };
  const header = (name: string, value: string) => ({ header_name: name, header_value: value });
  return {
    db,
    deps,
    fast: { addresses: fast.url },
    slow: { addresses: slow.url },
    importApp: {
      appId: await appId(db, "kfc.legacy-emp-import"),
      config: { source_url: hr.sourceUrl, target_url: hr.targetUrl },
      credentials: {
        hr_api: header("X-Api-Key", demoKeys.sourceKey),
        target_api: header("X-Target-Key", demoKeys.targetKey),
      },
    },
    websiteApp: {
      appId: await appId(db, "pulsebox.website-check"),
      config: { addresses: fast.url },
      credentials: {},
    },
    newTenant: () => newTenant(db),
    settleEverything: () => settleEverything(db, deps),
    runToEnd: (actor, installId) => runToEnd(db, deps, actor, installId),
    async close() {
      await Promise.all([reports.close(), fast.close(), slow.close(), hr.close()]);
      await db.close();
    },
  };
}

async function appId({ sql }: TestDatabase, slug: string): Promise<string> {
  const [app] = await sql<{ id: string }[]>`select id from platform_apps where slug = ${slug}`;
  if (!app) throw new Error(`${slug} is not in the seed`);
  return app.id;
}

async function newTenant({ sql }: TestDatabase): Promise<Actor> {
  const slug = `site-${randomUUID()}`;
  const [tenant] = await sql<{ id: string }[]>`insert into tenants (name, slug) values (${slug}, ${slug}) returning id`;
  const [person] = await sql<{ id: string }[]>`select id from auth.users where email = 'admin@lumen.test'`;
  if (!tenant || !person) throw new Error("supabase/demo.sql has changed");
  return { tenantId: mintTenantId(tenant.id), userId: person.id, label: "An admin" };
}

const settleWithinMs = 180_000;

async function settleEverything({ sql }: TestDatabase, deps: SiteDeps): Promise<void> {
  const asSoonAsPossible = { silentSeconds: 0, claimSeconds: 0, limit: 200, neverStartedAfterSeconds: 0 };
  for (const deadline = Date.now() + settleWithinMs; ; await sleep(500)) {
    await settleInstalls(deps, {}, { limit: 200 });
    await settleSilentRuns(deps, {}, asSoonAsPossible);
    const left = await sql`
      select id, state, state_reason as reason from tenant_installed_apps where state in ('installing', 'uninstalling')
      union all
      select id, phase, outcome_reason from integration_job_runs where status = 'running'`;
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`Still half-way: ${JSON.stringify(left)}`);
  }
}

async function runToEnd({ sql }: TestDatabase, deps: SiteDeps, actor: Actor, installId: string): Promise<string> {
  const started = await startRun(deps, actor, { installId });
  if (started.outcome !== "started") throw new Error(`Not started: ${started.outcome}`);
  for (const deadline = Date.now() + 60_000; ; await sleep(100)) {
    const [run] = await sql<{ status: string }[]>`select status from integration_job_runs where id = ${started.runId}`;
    if (run && run.status !== "running") return run.status;
    if (Date.now() > deadline) throw new Error(`Run ${started.runId} does not end.`);
  }
}
