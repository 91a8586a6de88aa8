import "server-only";
import { z } from "zod";
import type { AdminClient } from "../supabase/admin";
import type { Json } from "../supabase/database.types";
import type { TenantId } from "../tenancy/tenant-id";
import type { ConfigValues } from "./config-manifest/types";
import type { ErrorsReport, ProgressReport, ResultReport, RowToRetry } from "./report";
import { installStateSchema, runPhaseSchema, runStatusSchema } from "./schema";
import type { InstallState, RunPhase, RunStatus } from "./types";

const startOutcome = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("started"), run_id: z.guid() }),
  // Null if the other run ended between the two looks at it.
  z.object({ outcome: z.literal("already_running"), run_id: z.guid().nullable() }),
  z.object({ outcome: z.literal("not_active"), state: installStateSchema }),
  z.object({ outcome: z.literal("nothing_to_retry") }),
  z.object({ outcome: z.literal("unknown_run") }),
  z.object({ outcome: z.literal("unknown_install") }),
]);
export type StartOutcome = z.output<typeof startOutcome>;

const batchOutcome = z.enum(["recorded", "duplicate", "already_settled", "other_execution", "unknown_run"]);
const settlement = z.object({
  outcome: z.enum(["settled", "already_settled", "other_execution", "unknown_run"]),
  status: runStatusSchema.optional(),
});
/** What the database made of a report. */
export type ReportOutcome = z.output<typeof batchOutcome> | z.output<typeof settlement>["outcome"];

/** What a start needs to know of its install; never for a browser. */
export interface RunnableInstall {
  id: string;
  generation: number;
  state: InstallState;
  workflowId: string | null;
  config: ConfigValues;
  /** IANA name. */
  timezone: string;
}

/** A run as the server sees it; never for a browser. */
export interface ServerRun {
  id: string;
  installId: string;
  parentRunId: string | null;
  status: RunStatus;
  phase: RunPhase | null;
  triggeredAt: Date;
  workflowId: string | null;
  executionId: string | null;
  /** Who cancelled it, in a sentence; null unless it is being cancelled. */
  cancelReason: string | null;
}

/** A run that one reconcile looks after for a while. */
export interface SilentRun
  extends Pick<ServerRun, "id" | "installId" | "workflowId" | "executionId" | "triggeredAt" | "cancelReason"> {
  phase: RunPhase;
  overdue: boolean;
}

const cancelled = "Cancelled.";

/** Hosted APIs return at most this many rows at once. */
const pageSize = 1000;
/** A retry of a retry of a retry: nobody goes further, and a query each is what it costs. */
const maxAttempts = 50;

export type RunRepository = ReturnType<typeof createRunRepository>;

/** Everything the server writes about runs. Two callers at the same moment are settled by the SQL functions behind it. */
export function createRunRepository(db: AdminClient) {
  async function findRun(tenantId: TenantId, runId: string): Promise<ServerRun | null> {
    const { data, error } = await db
      .from("integration_job_runs")
      .select(
        "id, tenant_installed_app_id, parent_run_id, status, phase, triggered_at, n8n_execution_id, outcome_reason",
      )
      .eq("tenant_id", tenantId)
      .eq("id", runId)
      .maybeSingle();
    if (error) throw error;
    if (!data) return null;
    const install = await db
      .from("tenant_installed_apps")
      .select("n8n_workflow_id")
      .eq("tenant_id", tenantId)
      .eq("id", data.tenant_installed_app_id)
      .maybeSingle();
    if (install.error) throw install.error;
    return {
      id: data.id,
      installId: data.tenant_installed_app_id,
      parentRunId: data.parent_run_id,
      status: runStatusSchema.parse(data.status),
      phase: runPhaseSchema.nullable().parse(data.phase),
      triggeredAt: new Date(data.triggered_at),
      workflowId: install.data?.n8n_workflow_id ?? null,
      executionId: data.n8n_execution_id,
      cancelReason: data.phase === "cancelling" ? (data.outcome_reason ?? cancelled) : null,
    };
  }

  async function cancelReasons(runIds: string[]): Promise<Map<string, string>> {
    if (runIds.length === 0) return new Map();
    const { data, error } = await db.from("integration_job_runs").select("id, outcome_reason").in("id", runIds);
    if (error) throw error;
    return new Map(data.map((run) => [run.id, run.outcome_reason ?? cancelled]));
  }

  return {
    findRun,

    async findInstall(tenantId: TenantId, installId: string): Promise<RunnableInstall | null> {
      const [install, tenant] = await Promise.all([
        db
          .from("tenant_installed_apps")
          .select("id, generation, state, n8n_workflow_id, config")
          .eq("tenant_id", tenantId)
          .eq("id", installId)
          .maybeSingle(),
        db.from("tenants").select("timezone").eq("id", tenantId).maybeSingle(),
      ]);
      if (install.error) throw install.error;
      if (tenant.error) throw tenant.error;
      if (!install.data || !tenant.data) return null;
      const { id, generation, state, n8n_workflow_id: workflowId, config } = install.data;
      return {
        id,
        generation,
        state: installStateSchema.parse(state),
        workflowId,
        config: config as ConfigValues,
        timezone: tenant.data.timezone,
      };
    },

    async start(
      tenantId: TenantId,
      start: { installId: string; userId: string; deadlineSeconds: number; parentRunId?: string; errorIds?: string[] },
    ): Promise<StartOutcome> {
      const { data, error } = await db.rpc("automata_start_run", {
        p_tenant_id: tenantId,
        p_install_id: start.installId,
        p_user_id: start.userId,
        p_seconds: start.deadlineSeconds,
        ...(start.parentRunId && { p_parent_run_id: start.parentRunId }),
        ...(start.errorIds && { p_error_ids: start.errorIds }),
      });
      if (error) throw error;
      return startOutcome.parse(data);
    },

    /** All of them, however many the API returns at once. */
    async rowsToRetry(runId: string): Promise<RowToRetry[]> {
      const rows: RowToRetry[] = [];
      for (;;) {
        const { data, error } = await db
          .rpc("automata_rows_to_retry", { p_run_id: runId })
          .order("row_number")
          .order("row_key")
          .range(rows.length, rows.length + pageSize - 1);
        if (error) throw error;
        rows.push(...data);
        if (data.length < pageSize) return rows;
      }
    },

    /** 1 for a first run, one more for every retry. */
    async attempt(tenantId: TenantId, parentRunId: string | undefined): Promise<number> {
      let attempt = 1;
      for (let parent = parentRunId ?? null; parent && attempt < maxAttempts; attempt++) {
        const { data, error } = await db
          .from("integration_job_runs")
          .select("parent_run_id")
          .eq("tenant_id", tenantId)
          .eq("id", parent)
          .maybeSingle();
        if (error) throw error;
        parent = data?.parent_run_id ?? null;
      }
      return attempt;
    },

    /** False: the run is tied to another execution, or gone. */
    async bindExecution(runId: string, executionId: string): Promise<boolean> {
      const { data, error } = await db.rpc("automata_bind_execution", {
        p_run_id: runId,
        p_execution_id: executionId,
      });
      if (error) throw error;
      return data;
    },

    /** Moves a run that still runs, and is in this phase if one is named; notes why. False: it is not. */
    async moveTo(runId: string, phase: RunPhase, { from, reason }: { from?: RunPhase; reason?: string } = {}) {
      const update = db
        .from("integration_job_runs")
        .update({ phase, ...(reason && { outcome_reason: reason }) })
        .eq("id", runId)
        .eq("status", "running");
      const { data, error } = await (from ? update.eq("phase", from) : update).select("id");
      if (error) throw error;
      return data.length > 0;
    },

    /** The engine says that it runs: silence counts anew from here. */
    async markHeard(runId: string, at: Date): Promise<void> {
      const { error } = await db
        .from("integration_job_runs")
        .update({ last_heard_at: at.toISOString() })
        .eq("id", runId)
        .eq("status", "running");
      if (error) throw error;
    },

    /** False: it was settled already, and stays as it is. */
    async settleWithoutReport(runId: string, status: "failed" | "aborted", reason: string): Promise<boolean> {
      const { data, error } = await db.rpc("automata_settle_without_report", {
        p_run_id: runId,
        p_status: status,
        p_reason: reason,
      });
      if (error) throw error;
      return data;
    },

    /** An install whose engine side refuses us: only an active one is touched, so that a pause at this moment wins. */
    async needsAttention(tenantId: TenantId, installId: string, reason: string): Promise<void> {
      const { error } = await db
        .from("tenant_installed_apps")
        .update({
          state: "needs_attention",
          enabled: false,
          state_reason: reason,
          state_changed_at: new Date().toISOString(),
        })
        .eq("tenant_id", tenantId)
        .eq("id", installId)
        .eq("state", "active");
      if (error) throw error;
    },

    async claimSilent(limits: { silentSeconds: number; claimSeconds: number; limit: number }): Promise<SilentRun[]> {
      const { data, error } = await db.rpc("automata_claim_silent_runs", {
        p_silent_seconds: limits.silentSeconds,
        p_claim_seconds: limits.claimSeconds,
        p_limit: limits.limit,
      });
      if (error) throw error;
      const cancelling = data.filter(({ phase }) => phase === "cancelling");
      const reasons = await cancelReasons(cancelling.map((row) => row.run_id));
      return data.map((row) => ({
        id: row.run_id,
        installId: row.install_id,
        workflowId: row.n8n_workflow_id,
        executionId: row.n8n_execution_id,
        phase: runPhaseSchema.parse(row.phase),
        triggeredAt: new Date(row.triggered_at),
        overdue: row.overdue,
        cancelReason: reasons.get(row.run_id) ?? null,
      }));
    },

    async recordProgress(runId: string, report: ProgressReport): Promise<ReportOutcome> {
      const { data, error } = await db.rpc("automata_record_progress", {
        p_run_id: runId,
        p_execution_id: report.execution_id,
        p_processed: report.processed,
        ...(typeof report.total === "number" && { p_expected: report.total }),
      });
      if (error) throw error;
      return batchOutcome.parse(data);
    },

    async recordErrors(runId: string, report: ErrorsReport): Promise<ReportOutcome> {
      const { data, error } = await db.rpc("automata_record_errors", {
        p_run_id: runId,
        p_execution_id: report.execution_id,
        p_batch_no: report.batch_no,
        p_errors: report.errors as Json,
      });
      if (error) throw error;
      return batchOutcome.parse(data);
    },

    async settle(runId: string, report: ResultReport): Promise<ReportOutcome> {
      const { execution_id, ...numbers } = report;
      const { data, error } = await db.rpc("automata_settle_run", {
        p_run_id: runId,
        p_execution_id: execution_id,
        p_report: numbers as Json,
      });
      if (error) throw error;
      return settlement.parse(data).outcome;
    },
  };
}
