import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";

/** What an action is asked to act on. */
export interface Target {
  appId: string;
  installId: string;
  runId: string;
  errorId: string;
}

/** For every action that needs a right: an input that is well-formed, so that nothing but the right can refuse it. */
export const inputs = {
  installApp: ({ appId }: Target) => ({ appId, config: {}, credentials: {} }),
  configureApp: ({ installId }: Target) => ({ installId, config: { source_url: "http://127.0.0.1:1/changed" } }),
  setCredential: ({ installId }: Target) => ({
    installId,
    key: "hr_api",
    values: { header_name: "X-Api-Key", header_value: "changed" },
  }),
  testCredential: ({ installId }: Target) => ({ installId, key: "hr_api" }),
  pauseApp: ({ installId }: Target) => ({ installId }),
  resumeApp: ({ installId }: Target) => ({ installId }),
  uninstallApp: ({ installId }: Target) => ({ installId }),
  setAccessPolicy: ({ installId }: Target) => ({ installId, accessPolicy: { view_logs: [], view_definition: [] } }),
  runNow: ({ installId }: Target) => ({ installId }),
  cancelRun: ({ runId }: Target) => ({ runId }),
  retryFailedRows: ({ runId, errorId }: Target) => ({ runId, errorIds: [errorId] }),
  resolveErrors: ({ runId, errorId }: Target) => ({ runId, errorIds: [errorId], note: "changed" }),
  reopenErrors: ({ runId, errorId }: Target) => ({ runId, errorIds: [errorId], note: "changed" }),
} satisfies Record<string, (target: Target) => unknown>;

export type TenantActionName = keyof typeof inputs;

/** Those that need no right. */
export const publicActions = ["signIn", "signOut", "switchTenant"] as const;

export const nobodys: Target = {
  appId: randomUUID(),
  installId: randomUUID(),
  runId: randomUUID(),
  errorId: randomUUID(),
};

/** Of KFC Singapore: its demo import, a run of it with open row errors, and an app that only KFC may install. */
export async function kfcTarget(sql: Sql): Promise<Target> {
  const tenantId = "10000000-0000-4000-8000-000000000001";
  const installId = "50000000-0000-4000-8000-000000000001";
  await sql`
    insert into platform_apps (slug, name, type, visibility, allowed_tenant_ids, published_at)
    values ('kfc.private-bundle', 'A bundle for KFC alone', 'collection_bundle', 'tenant_specific', ${[tenantId]}, now())
    on conflict (slug) do nothing`;
  const [found] = await sql<[Target?]>`
    select apps.id as "appId", errors.tenant_installed_app_id as "installId", errors.run_id as "runId", errors.id as "errorId"
    from integration_job_errors errors, platform_apps apps
    where errors.tenant_installed_app_id = ${installId} and errors.resolved_at is null and apps.slug = 'kfc.private-bundle'
    limit 1`;
  if (!found) throw new Error("The demo has no open row error.");
  return found;
}

const tables = [
  "platform_apps",
  "tenant_installed_apps",
  "tenant_app_credentials",
  "integration_job_runs",
  "integration_job_errors",
  "integration_job_error_events",
];

/** How many rows each table of the slice has, and a hash of all that stands in them. */
export async function fingerprint(sql: Sql): Promise<Record<string, string>> {
  const entries = tables.map(async (table) => {
    const [row] = await sql<[{ rows: string; hash: string }]>`
      select count(*) as rows, md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as hash from ${sql(table)} t`;
    return [table, `${row.rows} rows, ${row.hash}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
