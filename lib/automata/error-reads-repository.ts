import "server-only";
import { z } from "zod";
import type { AdminClient } from "../supabase/admin";
import type { SessionClient } from "../supabase/server";
import type { TenantId } from "../tenancy/tenant-id";
import type { ErrorCause, ErrorState, RecordFailure, RowErrorDetails, TwoWayPage } from "./page-data";

/** Which row errors of a run a list shows. */
export interface ErrorFilter {
  state: "open" | "resolved" | "all";
  /** A cause; undefined for all. */
  code?: string | undefined;
  /** The key of one record; undefined for all. */
  rowKey?: string | undefined;
}

/** Where a page of a list begins or ends: a cursor of another page of it. Neither: at the beginning. */
export interface ListPlace {
  after?: string | undefined;
  before?: string | undefined;
}

const actionSchema = z.enum(["resolved", "reopened", "noted", "retried", "gone"]);
const sourceSchema = z.record(z.string(), z.unknown()).nullable();

const columns =
  `id, row_number, row_key, error_code, error_message, field, expected, received, source_data, resolved_at,
  resolved_by_label, resolved_by_run_id, retried_by_run_id,
  history:integration_job_error_events(id, action, note, actor_label, run_id, happened_at)` as const;

interface ErrorRow {
  id: string;
  row_number: number | null;
  row_key: string | null;
  error_code: string | null;
  error_message: string | null;
  field: string | null;
  expected: string | null;
  received: string | null;
  source_data: unknown;
  resolved_at: string | null;
  resolved_by_label: string | null;
  resolved_by_run_id: string | null;
  retried_by_run_id: string | null;
  history: {
    id: number;
    action: string;
    note: string | null;
    actor_label: string | null;
    run_id: string | null;
    happened_at: string;
  }[];
}

function toRowError(row: ErrorRow): RowErrorDetails {
  return {
    id: row.id,
    state: stateOf(row),
    rowNumber: row.row_number,
    rowKey: row.row_key,
    code: row.error_code,
    message: row.error_message,
    field: row.field,
    expected: row.expected,
    received: row.received,
    source: sourceSchema.catch(null).parse(row.source_data),
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by_label,
    resolvedByRunId: row.resolved_by_run_id,
    retriedByRunId: row.retried_by_run_id,
    history: row.history
      .sort((a, b) => a.id - b.id)
      .map((event) => ({
        action: actionSchema.parse(event.action),
        note: event.note,
        actor: event.actor_label,
        runId: event.run_id,
        at: event.happened_at,
      })),
  };
}

// Anything else in the address than what this file wrote begins at the first page.
const cursorSchema = z.tuple([z.union([z.literal("none"), z.coerce.number().int().min(0)]), z.guid()]);
const readCursor = (cursor: string | undefined) => cursorSchema.safeParse(cursor?.split("~")).data;
const toCursor = ({ rowNumber, id }: RowErrorDetails) => `${rowNumber ?? "none"}~${id}`;

/** The row errors of a run in the order of its rows, those without a number last; each with its history. */
export async function listErrors(
  db: SessionClient,
  tenantId: TenantId,
  { id: runId, installId }: { id: string; installId: string },
  { filter, place, limit }: { filter: ErrorFilter; place: ListPlace; limit: number },
): Promise<TwoWayPage<RowErrorDetails>> {
  const before = readCursor(place.before);
  const after = before ? undefined : readCursor(place.after);
  let query = db
    .from("integration_job_errors")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("tenant_installed_app_id", installId)
    .eq("run_id", runId)
    .order("row_number", { ascending: !before, nullsFirst: before !== undefined })
    .order("id", { ascending: !before })
    .limit(limit + 1);
  if (filter.code !== undefined) query = query.eq("error_code", filter.code);
  if (filter.rowKey !== undefined) query = query.eq("row_key", filter.rowKey);
  if (filter.state === "open") query = query.is("resolved_at", null).is("retried_by_run_id", null);
  if (filter.state === "resolved") query = query.not("resolved_at", "is", null);
  if (after) query = query.or(following(...after));
  if (before) query = query.or(preceding(...before));

  const { data, error } = await query;
  if (error) throw error;
  const items = data.slice(0, limit).map(toRowError);
  if (before) items.reverse();
  const hasMore = data.length > limit;
  const [first, last] = [items[0], items.at(-1)];
  return {
    items,
    next: last && (before || hasMore) ? toCursor(last) : null,
    previous: first && (before ? hasMore : after !== undefined) ? toCursor(first) : null,
  };
}

const following = (row: number | "none", id: string) =>
  row === "none"
    ? `and(row_number.is.null,id.gt.${id})`
    : `row_number.gt.${row},and(row_number.eq.${row},id.gt.${id}),row_number.is.null`;

const preceding = (row: number | "none", id: string) =>
  row === "none" ? `row_number.not.is.null,id.lt.${id}` : `row_number.lt.${row},and(row_number.eq.${row},id.lt.${id})`;

/** Every failure of one record in the runs of an install, the newest first. */
export async function listRecordFailures(
  db: SessionClient,
  tenantId: TenantId,
  { installId, rowKey, limit }: { installId: string; rowKey: string; limit: number },
): Promise<RecordFailure[]> {
  const { data, error } = await db
    .from("integration_job_errors")
    .select(
      `id, run_id, error_code, error_message, resolved_at, retried_by_run_id,
       run:integration_job_runs!integration_job_errors_run_id_fkey!inner(triggered_at)`,
    )
    .eq("tenant_id", tenantId)
    .eq("tenant_installed_app_id", installId)
    .eq("row_key", rowKey)
    .order("created_at", { ascending: false })
    .limit(limit);
  if (error) throw error;
  return data.map((row) => ({
    errorId: row.id,
    runId: row.run_id,
    runStartedAt: row.run.triggered_at,
    state: stateOf(row),
    code: row.error_code,
    message: row.error_message,
  }));
}

function stateOf(row: { resolved_at: string | null; retried_by_run_id: string | null }): ErrorState {
  if (row.resolved_at) return "resolved";
  return row.retried_by_run_id ? "superseded" : "open";
}

/** How often each cause occurs in a run. For callers who have shown that the viewer may read the logs of the install. */
export async function listCauses(
  db: AdminClient,
  tenantId: TenantId,
  run: { id: string; installId: string },
): Promise<ErrorCause[]> {
  const { data, error } = await db.rpc("automata_error_causes", {
    p_tenant_id: tenantId,
    p_install_id: run.installId,
    p_run_id: run.id,
  });
  if (error) throw error;
  return data.map((row) => ({ code: row.error_code, total: row.total, open: row.open }));
}
