import "server-only";
import { z } from "zod";
import type { SessionClient } from "../supabase/server";
import type { TenantId } from "../tenancy/tenant-id";
import type { Page, RunDetails } from "./page-data";
import type { RunFilter } from "./run-filter";
import { type SummaryRow, toSummary } from "./run-summary";
import type { RecentRun } from "./types";

const columns =
  "id, tenant_installed_app_id, status, phase, triggered_at, completed_at, trigger, triggered_by_label, parent_run_id, outcome_reason, last_heard_at, processed_rows, expected_rows, total_rows, success_count, error_count, skipped_count" as const;

interface RunRow extends SummaryRow {
  tenant_installed_app_id: string;
  trigger: string;
  triggered_by_label: string | null;
  parent_run_id: string | null;
  outcome_reason: string | null;
  last_heard_at: string | null;
  processed_rows: number | null;
  expected_rows: number | null;
}

const triggerSchema = z.enum(["manual", "schedule", "retry"]);

function toRun(row: RunRow): RunDetails {
  return {
    ...toSummary(row),
    installId: row.tenant_installed_app_id,
    trigger: triggerSchema.parse(row.trigger),
    triggeredBy: row.triggered_by_label,
    parentRunId: row.parent_run_id,
    outcomeReason: row.outcome_reason,
    lastHeardAt: row.last_heard_at,
    processed: row.processed_rows,
    expected: row.expected_rows,
  };
}

// A cursor is what the person has in the address: anything but what this file wrote there begins at the first page.
const cursorSchema = z.tuple([z.iso.datetime({ offset: true }), z.guid()]);
const readCursor = (cursor: string | undefined) => cursorSchema.safeParse(cursor?.split("~")).data;

/** The runs of an install, newest first, from a cursor of an earlier page. */
export async function listRuns(
  db: SessionClient,
  tenantId: TenantId,
  installId: string,
  { filter, before, limit }: { filter: RunFilter; before?: string | undefined; limit: number },
): Promise<Page<RunDetails>> {
  let query = db
    .from("integration_job_runs")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("tenant_installed_app_id", installId)
    .order("triggered_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (filter.status !== null) query = query.eq("status", filter.status);
  if (filter.since !== null) query = query.gte("triggered_at", filter.since.toISOString());
  const cursor = readCursor(before);
  if (cursor) {
    const [at, id] = cursor;
    query = query.lte("triggered_at", at).or(`triggered_at.lt."${at}",id.lt.${id}`);
  }
  const { data, error } = await query;
  if (error) throw error;
  const items = data.slice(0, limit).map(toRun);
  const last = items.at(-1);
  return { items, next: last && data.length > limit ? `${last.triggeredAt}~${last.id}` : null };
}

/** The newest runs of a tenant over several installs, each with the app that it belongs to. */
export async function listRecentRuns(
  db: SessionClient,
  tenantId: TenantId,
  { installs, limit }: { installs: "all" | readonly string[]; limit: number },
): Promise<RecentRun[]> {
  let query = db
    .from("integration_job_runs")
    .select(
      `id, tenant_installed_app_id, status, phase, triggered_at, completed_at, total_rows, success_count, error_count,
       skipped_count, install:tenant_installed_apps!integration_job_runs_tenant_installed_app_id_fkey!inner(
         app:platform_apps!inner(name, icon))`,
    )
    .eq("tenant_id", tenantId)
    .order("triggered_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(limit);
  if (installs !== "all") query = query.in("tenant_installed_app_id", installs);
  const { data, error } = await query;
  if (error) throw error;
  return data.map((row) => ({ ...toSummary(row), installId: row.tenant_installed_app_id, app: row.install.app }));
}

/** RLS answers null as well if the caller may not view its logs. */
export async function findRun(db: SessionClient, tenantId: TenantId, runId: string): Promise<RunDetails | null> {
  const { data, error } = await db
    .from("integration_job_runs")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("id", runId)
    .maybeSingle();
  if (error) throw error;
  return data && toRun(data);
}

/** How many retries of one run a page names. */
const maxRetries = 20;

/** A run and those that repeated failed rows of it, oldest first. */
export async function findRunAndRetries(
  db: SessionClient,
  tenantId: TenantId,
  { id: runId, installId }: { id: string; installId: string },
): Promise<{ run: RunDetails; retries: RunDetails[] } | null> {
  const { data, error } = await db
    .from("integration_job_runs")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("tenant_installed_app_id", installId)
    .or(`id.eq.${runId},parent_run_id.eq.${runId}`)
    .order("triggered_at")
    .limit(maxRetries + 1);
  if (error) throw error;
  const runs = data.map(toRun);
  const run = runs.find(({ id }) => id === runId);
  return run ? { run, retries: runs.filter(({ id }) => id !== runId) } : null;
}
