import "server-only";
import { z } from "zod";
import type { AdminClient } from "../supabase/admin";
import type { Json } from "../supabase/database.types";
import type { TenantId } from "../tenancy/tenant-id";
import { createAccessPolicyRepository } from "./access-policy-repository";
import type { ConfigValues } from "./config-manifest/types";
import { createInstallLeases } from "./install-lease-repository";
import type { InstallStep } from "./install-steps";
import type { AccessPolicy } from "./page-data";
import { appTypeSchema, installStateSchema } from "./schema";
import type { AppType, InstallState } from "./types";

/** What an install is made from; never for a browser. */
export interface AppBlueprint {
  id: string;
  name: string;
  type: AppType;
  configSchema: unknown;
  workflowJson: unknown;
  templateWorkflowId: string | null;
}

/** An install as the server sees it; never for a browser. Only this repository makes one, from a tenant that was checked. */
export interface ServerInstall {
  id: string;
  tenantId: string;
  state: InstallState;
  stateChangedAt: Date;
  generation: number;
  config: ConfigValues;
  workflowId: string | null;
  /** IANA name, of the tenant. */
  timezone: string;
  app: AppBlueprint;
  /** Credentials that were entered; their values are in the engine's vault alone. */
  credentials: { key: string; engineId: string }[];
}

const begunSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("begun"), install_id: z.guid(), generation: z.int() }),
  z.object({ outcome: z.literal("exists"), install_id: z.guid(), state: installStateSchema }),
  z.object({ outcome: z.literal("unavailable") }),
]);

/** Somebody else took the install over: whatever this writer still wanted to write is out of date. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

type Change = {
  state?: InstallState;
  state_reason?: string | null;
  state_changed_at?: string;
  enabled?: boolean;
  uninstalled_at?: string | null;
  n8n_workflow_id?: string | null;
  app_version?: string;
  config?: ConfigValues;
  setup_step?: null;
};

const blueprintColumns = "id, name, type, config_schema, n8n_workflow_json, n8n_template_workflow_id" as const;

function toBlueprint(row: {
  id: string;
  name: string;
  type: string;
  config_schema: Json;
  n8n_workflow_json: Json | null;
  n8n_template_workflow_id: string | null;
}): AppBlueprint {
  return {
    id: row.id,
    name: row.name,
    type: appTypeSchema.parse(row.type),
    configSchema: row.config_schema,
    workflowJson: row.n8n_workflow_json,
    templateWorkflowId: row.n8n_template_workflow_id,
  };
}

export type InstallWriteRepository = ReturnType<typeof createInstallWriteRepository>;

/** Everything the server writes about installs. A write counts only for the holder of the lease. */
export function createInstallWriteRepository(db: AdminClient) {
  async function load(tenantId: string, installId: string): Promise<ServerInstall | null> {
    const [install, tenant] = await Promise.all([
      db
        .from("tenant_installed_apps")
        .select(
          `id, tenant_id, state, state_changed_at, generation, config, n8n_workflow_id, app:platform_apps!inner(${blueprintColumns}), credentials:tenant_app_credentials(credential_key, n8n_credential_id)`,
        )
        .eq("tenant_id", tenantId)
        .eq("id", installId)
        .maybeSingle(),
      db.from("tenants").select("timezone").eq("id", tenantId).maybeSingle(),
    ]);
    if (install.error) throw install.error;
    if (tenant.error) throw tenant.error;
    if (!install.data || !tenant.data) return null;
    const row = install.data;
    return {
      id: row.id,
      tenantId: row.tenant_id,
      state: installStateSchema.parse(row.state),
      stateChangedAt: new Date(row.state_changed_at),
      generation: row.generation,
      config: row.config as ConfigValues,
      workflowId: row.n8n_workflow_id,
      timezone: tenant.data.timezone,
      app: toBlueprint(row.app),
      credentials: row.credentials.map((entry) => ({ key: entry.credential_key, engineId: entry.n8n_credential_id })),
    };
  }

  async function change({ tenantId, id }: ServerInstall, leaseId: string, values: Change): Promise<void> {
    const { data, error } = await db
      .from("tenant_installed_apps")
      .update(values)
      .eq("tenant_id", tenantId)
      .eq("id", id)
      .eq("lease_id", leaseId)
      .select("id");
    if (error) throw error;
    if (data.length === 0) throw new LeaseLostError(`Install ${id} has another writer by now.`);
  }

  const leases = createInstallLeases(db);
  return {
    find: (tenantId: TenantId, installId: string) => load(tenantId, installId),
    reload: ({ tenantId, id }: ServerInstall) => load(tenantId, id),

    /** A published app that the tenant may install. */
    async findApp(tenantId: TenantId, appId: string): Promise<AppBlueprint | null> {
      const { data, error } = await db
        .from("platform_apps")
        .select(`${blueprintColumns}, visibility, allowed_tenant_ids`)
        .eq("id", appId)
        .not("published_at", "is", null)
        .maybeSingle();
      if (error) throw error;
      const mayInstall = data?.visibility === "public" || data?.allowed_tenant_ids?.includes(tenantId);
      return data && mayInstall ? toBlueprint(data) : null;
    },

    async deployment(): Promise<string> {
      const { data, error } = await db.rpc("automata_deployment");
      if (error) throw error;
      return data;
    },

    async begin(
      tenantId: TenantId,
      begin: {
        appId: string;
        userId: string;
        config: ConfigValues;
        accessPolicy: AccessPolicy;
        leaseId: string;
        leaseSeconds: number;
      },
    ) {
      const { data, error } = await db.rpc("automata_begin_install", {
        p_tenant_id: tenantId,
        p_app_id: begin.appId,
        p_user_id: begin.userId,
        p_config: begin.config,
        p_access_policy: { ...begin.accessPolicy },
        p_lease_id: begin.leaseId,
        p_seconds: begin.leaseSeconds,
      });
      if (error) throw error;
      return begunSchema.parse(data);
    },

    roleSlugs: createAccessPolicyRepository(db).roleSlugs,
    lease: leases.lease,
    release: leases.release,

    /** Installs that an operation left half-way, leased to the caller. */
    async claimUnsettled(leaseId: string, seconds: number, limit: number): Promise<ServerInstall[]> {
      const claimed = await leases.claimUnsettled(leaseId, seconds, limit);
      const loaded = await Promise.all(claimed.map(({ tenantId, installId }) => load(tenantId, installId)));
      return loaded.filter((install) => install !== null);
    },

    /** The reason is one sentence for the tenant; null takes it away. */
    async moveTo(install: ServerInstall, leaseId: string, state: InstallState, reason: string | null, now: Date) {
      await change(install, leaseId, {
        state,
        state_reason: reason,
        enabled: state === "active",
        ...(state !== "installing" && { setup_step: null }),
        ...(state !== install.state && { state_changed_at: now.toISOString() }),
        ...(state === "uninstalled" && { uninstalled_at: now.toISOString(), n8n_workflow_id: null }),
      });
    },

    /** How far an installation has come, for those who wait for it. Says nothing about one that is not under way. */
    async recordStep(installId: string, step: InstallStep): Promise<void> {
      const { error } = await db
        .from("tenant_installed_apps")
        .update({ setup_step: step })
        .eq("id", installId)
        .eq("state", "installing");
      if (error) throw error;
    },

    recordWorkflow: (install: ServerInstall, leaseId: string, workflowId: string) =>
      change(install, leaseId, { n8n_workflow_id: workflowId }),

    saveConfig: (install: ServerInstall, leaseId: string, config: ConfigValues) => change(install, leaseId, { config }),

    /** Notes that a value is in the vault; the value never comes here. */
    async recordCredential(install: ServerInstall, key: string, engineId: string, now: Date): Promise<void> {
      const { error } = await db.from("tenant_app_credentials").upsert(
        {
          tenant_installed_app_id: install.id,
          credential_key: key,
          n8n_credential_id: engineId,
          last_updated_at: now.toISOString(),
        },
        { onConflict: "tenant_installed_app_id,credential_key" },
      );
      if (error) throw error;
    },

    async forgetCredentials(install: ServerInstall): Promise<void> {
      const { error } = await db.from("tenant_app_credentials").delete().eq("tenant_installed_app_id", install.id);
      if (error) throw error;
    },

    /** The run that is under way; there is at most one. */
    async findActiveRun(
      install: ServerInstall,
    ): Promise<{ id: string; executionId: string | null; triggeredAt: Date } | null> {
      const { data, error } = await db
        .from("integration_job_runs")
        .select("id, n8n_execution_id, triggered_at")
        .eq("tenant_id", install.tenantId)
        .eq("tenant_installed_app_id", install.id)
        .eq("status", "running")
        .maybeSingle();
      if (error) throw error;
      return data && { id: data.id, executionId: data.n8n_execution_id, triggeredAt: new Date(data.triggered_at) };
    },

    /** What an uninstall leaves behind on purpose. */
    async countHistory(install: ServerInstall): Promise<{ runs: number; openErrors: number }> {
      const runs = db
        .from("integration_job_runs")
        .select("id", { count: "exact", head: true })
        .eq("tenant_id", install.tenantId)
        .eq("tenant_installed_app_id", install.id);
      const errors = db
        .from("integration_job_errors")
        .select("id", { count: "exact", head: true })
        .eq("tenant_id", install.tenantId)
        .eq("tenant_installed_app_id", install.id)
        .is("resolved_at", null)
        .is("retried_by_run_id", null);
      const [ran, failed] = await Promise.all([runs, errors]);
      if (ran.error) throw ran.error;
      if (failed.error) throw failed.error;
      return { runs: ran.count ?? 0, openErrors: failed.count ?? 0 };
    },

    /** Every install that may own something in the engine, of all tenants. */
    async listOwners(): Promise<ServerInstall[]> {
      const owners: ServerInstall[] = [];
      const pageSize = 200;
      for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
        const { data, error } = await db
          .from("tenant_installed_apps")
          .select("id, tenant_id")
          .neq("state", "uninstalled")
          .gt("id", after)
          .order("id")
          .limit(pageSize);
        if (error) throw error;
        const loaded = await Promise.all(data.map((row) => load(row.tenant_id, row.id)));
        owners.push(...loaded.filter((install) => install !== null));
        const last = data.at(-1);
        if (!last || data.length < pageSize) return owners;
        after = last.id;
      }
    },

    async quarantine(kind: "workflow" | "credential", engineIds: string[], seconds: number): Promise<string[]> {
      const { data, error } = await db.rpc("automata_quarantine", {
        p_kind: kind,
        p_engine_ids: engineIds,
        p_seconds: seconds,
      });
      if (error) throw error;
      return data;
    },
  };
}
