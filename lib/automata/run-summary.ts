import { runPhaseSchema, runStatusSchema } from "./schema";
import type { RunSummary } from "./types";

/** What the database has of a run's summary. */
export interface SummaryRow {
  id: string;
  status: string;
  phase: string | null;
  triggered_at: string;
  completed_at: string | null;
  total_rows: number | null;
  success_count: number | null;
  error_count: number | null;
  skipped_count: number | null;
}

export function toSummary(row: SummaryRow): RunSummary {
  return {
    id: row.id,
    status: runStatusSchema.parse(row.status),
    phase: runPhaseSchema.nullable().parse(row.phase),
    triggeredAt: row.triggered_at,
    completedAt: row.completed_at,
    counters:
      row.total_rows === null
        ? null
        : {
            total: row.total_rows,
            success: row.success_count ?? 0,
            error: row.error_count ?? 0,
            skipped: row.skipped_count ?? 0,
          },
  };
}
