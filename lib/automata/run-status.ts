/** How a run ended, by its rows. The database computes the same when it settles a run; tests hold the two together. */
export type RowOutcome = "success" | "partial" | "failed";

export interface RowCounters {
  /** Rows the run had to deal with. */
  total: number;
  success: number;
  /** Distinct failing rows, however many faults each has. */
  error: number;
  skipped: number;
  /** The workflow says that it could not do its work. */
  stopped: boolean;
}

/**
 * No row and no reason is a success: there was nothing to do. A workflow that stopped never succeeded, even if no single
 * row failed.
 */
export function runStatus({ success, error, stopped }: RowCounters): RowOutcome {
  if (error === 0 && !stopped) return "success";
  return success > 0 ? "partial" : "failed";
}

/** Whether every row is accounted for. Counters that do not add up are recorded as such, never corrected. */
export function countersAddUp({ total, success, error, skipped }: RowCounters): boolean {
  return total === success + error + skipped;
}
