import "server-only";
import type { SessionClient } from "../supabase/server";
import type { TenantId } from "../tenancy/tenant-id";
import { toSummary } from "./run-summary";
import { appTypeSchema, installStateSchema } from "./schema";
import type { InstallState, InstallSummary, RunSummary } from "./types";

/** An install without what its logs say. */
export type InstallHead = Omit<InstallSummary, "activity">;

/**
 * The tenant's installs by app name; uninstalled ones only live on in their history.
 *
 * @param only restricts the list to these installs; "all" is for people who see the whole tenant
 */
export async function listInstalls(
  db: SessionClient,
  tenantId: TenantId,
  only: "all" | readonly string[],
): Promise<InstallHead[]> {
  let query = db
    .from("tenant_installed_apps")
    .select("id, state, state_reason, installed_at, app:platform_apps!inner(name, publisher, icon, type)")
    .eq("tenant_id", tenantId)
    .neq("state", "uninstalled");
  if (only !== "all") query = query.in("id", only);

  const { data, error } = await query;
  if (error) throw error;
  return data
    .map((row) => ({
      id: row.id,
      state: installStateSchema.parse(row.state),
      stateReason: row.state_reason,
      installedAt: row.installed_at,
      app: { ...row.app, type: appTypeSchema.parse(row.app.type) },
    }))
    .sort((a, b) => a.app.name.localeCompare(b.app.name, "en"));
}

/** The state of each app in the tenant, by app id; an uninstalled one counts as absent. */
export async function installStatesByApp(db: SessionClient, tenantId: TenantId): Promise<Map<string, InstallState>> {
  const { data, error } = await db
    .from("tenant_installed_apps")
    .select("app_id, state")
    .eq("tenant_id", tenantId)
    .neq("state", "uninstalled");
  if (error) throw error;
  return new Map(data.map((row) => [row.app_id, installStateSchema.parse(row.state)]));
}

/** The newest run of an install. RLS answers null as well if the caller may not view its logs: ask for the right first. */
export async function findLastRun(
  db: SessionClient,
  tenantId: TenantId,
  installId: string,
): Promise<RunSummary | null> {
  const { data, error } = await db
    .from("integration_job_runs")
    .select("id, status, phase, triggered_at, completed_at, total_rows, success_count, error_count, skipped_count")
    .eq("tenant_id", tenantId)
    .eq("tenant_installed_app_id", installId)
    .order("triggered_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw error;
  return data && toSummary(data);
}

/** Row errors that nobody has resolved and no retry has superseded. */
export async function countOpenErrors(db: SessionClient, tenantId: TenantId, installId: string): Promise<number> {
  const { count, error } = await db
    .from("integration_job_errors")
    .select("id", { count: "exact", head: true })
    .eq("tenant_id", tenantId)
    .eq("tenant_installed_app_id", installId)
    .is("resolved_at", null)
    .is("retried_by_run_id", null);
  if (error) throw error;
  if (count === null) throw new Error("The database did not count the open row errors.");
  return count;
}
