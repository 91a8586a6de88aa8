import "server-only";
import { z } from "zod";
import type { SessionClient } from "../supabase/server";
import type { TenantId } from "../tenancy/tenant-id";
import { appColumns, toAppDetails } from "./app-reads-repository";
import type { ConfigValues } from "./config-manifest/types";
import { installSteps } from "./install-steps";
import type { LiveInstall } from "./live-install";
import type { InstallDetails } from "./page-data";
import { installStateSchema } from "./schema";
import type { InstallState } from "./types";

const accessPolicySchema = z.object({
  view_logs: z.array(z.string()).default([]),
  view_definition: z.array(z.string()).default([]),
});

const setupStepSchema = z.enum(installSteps).nullable();

/** One install with its app, whatever its state; null if the tenant has no such install. */
export async function findInstall(
  db: SessionClient,
  tenantId: TenantId,
  installId: string,
): Promise<InstallDetails | null> {
  const { data, error } = await db
    .from("tenant_installed_apps")
    .select(
      `id, state, state_reason, setup_step, installed_at, installed_by_label, app_version, config, access_policy,
       app:platform_apps!inner(${appColumns}), credentials:tenant_app_credentials(credential_key, last_updated_at)`,
    )
    .eq("tenant_id", tenantId)
    .eq("id", installId)
    .maybeSingle();
  if (error) throw error;
  if (!data) return null;
  return {
    id: data.id,
    state: installStateSchema.parse(data.state),
    stateReason: data.state_reason,
    setupStep: setupStepSchema.parse(data.setup_step),
    installedAt: data.installed_at,
    installedBy: data.installed_by_label,
    version: data.app_version,
    config: data.config as ConfigValues,
    accessPolicy: accessPolicySchema.parse(data.access_policy),
    credentials: data.credentials.map((row) => ({ key: row.credential_key, setAt: row.last_updated_at })),
    app: toAppDetails(data.app),
  };
}

/** The install of an app in the tenant; null if it was never installed. */
export async function findInstallOfApp(
  db: SessionClient,
  tenantId: TenantId,
  slug: string,
): Promise<{ id: string; state: InstallState; stateReason: string | null } | null> {
  const { data, error } = await db
    .from("tenant_installed_apps")
    .select("id, state, state_reason, app:platform_apps!inner(slug)")
    .eq("tenant_id", tenantId)
    .eq("app.slug", slug)
    .maybeSingle();
  if (error) throw error;
  return data && { id: data.id, state: installStateSchema.parse(data.state), stateReason: data.state_reason };
}

/** The install of an app in the tenant at this moment, without what its logs say; null if it was never installed. */
export async function findLiveInstall(
  db: SessionClient,
  tenantId: TenantId,
  appId: string,
): Promise<Omit<LiveInstall, "newestRunId"> | null> {
  const { data, error } = await db
    .from("tenant_installed_apps")
    .select("id, state, state_reason, setup_step")
    .eq("tenant_id", tenantId)
    .eq("app_id", appId)
    .maybeSingle();
  if (error) throw error;
  if (!data) return null;
  return {
    installId: data.id,
    state: installStateSchema.parse(data.state),
    stateReason: data.state_reason,
    setupStep: setupStepSchema.parse(data.setup_step),
  };
}
