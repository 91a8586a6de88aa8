import "server-only";
import { z } from "zod";
import type { AdminClient } from "../supabase/admin";
import type { SessionClient } from "../supabase/server";
import type { TenantId } from "../tenancy/tenant-id";
import type { ErrorCause, ErrorState, Page, RowErrorDetails } from "./page-data";

/** Which row errors of a run a list shows. */
export interface ErrorFilter {
  state: "open" | "resolved" | "all";
  /** A cause; undefined for all. */
  code?: string | undefined;
}

const actionSchema = z.enum(["resolved", "reopened", "noted", "retried", "gone"]);
const sourceSchema = z.record(z.string(), z.unknown()).nullable();

// Rows without a number come last. Anything else in the address than what this file wrote begins at the first page.
const cursorSchema = z.tuple([z.union([z.literal("none"), z.coerce.number().int().min(0)]), z.guid()]);
const readCursor = (cursor: string | undefined) => cursorSchema.safeParse(cursor?.split("~")).data;

/** The row errors of a run in the order of its rows, from a cursor of an earlier page, each with its history. */
export async function listErrors(
  db: SessionClient,
  tenantId: TenantId,
  { id: runId, installId }: { id: string; installId: string },
  { filter, after, limit }: { filter: ErrorFilter; after?: string | undefined; limit: number },
): Promise<Page<RowErrorDetails>> {
  let query = db
    .from("integration_job_errors")
    .select(
      `id, row_number, row_key, error_code, error_message, field, expected, received, source_data, resolved_at,
       resolved_by_label, resolved_by_run_id, retried_by_run_id, resolution_note,
       history:integration_job_error_events(id, action, note, actor_label, run_id, happened_at)`,
    )
    .eq("tenant_id", tenantId)
    .eq("tenant_installed_app_id", installId)
    .eq("run_id", runId)
    .order("row_number", { ascending: true, nullsFirst: false })
    .order("id")
    .limit(limit + 1);
  if (filter.code !== undefined) query = query.eq("error_code", filter.code);
  if (filter.state === "open") query = query.is("resolved_at", null).is("retried_by_run_id", null);
  if (filter.state === "resolved") query = query.not("resolved_at", "is", null);
  const cursor = readCursor(after);
  if (cursor) {
    const [row, id] = cursor;
    query =
      row === "none"
        ? query.is("row_number", null).gt("id", id)
        : query.or(`row_number.gt.${row},and(row_number.eq.${row},id.gt.${id}),row_number.is.null`);
  }

  const { data, error } = await query;
  if (error) throw error;
  const items = data.slice(0, limit).map(
    (row): RowErrorDetails => ({
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
    }),
  );
  const last = items.at(-1);
  return { items, next: last && data.length > limit ? `${last.rowNumber ?? "none"}~${last.id}` : null };
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
