import { type RunStatus, runStatuses } from "./types";

/** How far back a list of runs may be asked to go, in days. */
export const runPeriods = ["1", "7", "30"] as const;
export type RunPeriod = (typeof runPeriods)[number];

/** What a list of runs can be narrowed down to. */
export interface RunFilter {
  /** Null: any. */
  status: RunStatus | null;
  /** Null: ever. */
  period: RunPeriod | null;
  /** Where the period begins. */
  since: Date | null;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Reads the filter from an address; what is not there or makes no sense narrows nothing down. */
export function readRunFilter({ status, days }: { status?: unknown; days?: unknown }, now: Date): RunFilter {
  const period = runPeriods.find((known) => known === days) ?? null;
  return {
    status: runStatuses.find((known) => known === status) ?? null,
    period,
    since: period && new Date(now.getTime() - Number(period) * dayMs),
  };
}

/** The filter as it stands in an address. */
export function runFilterQuery({ status, period }: Pick<RunFilter, "status" | "period">): Record<string, string> {
  return { ...(status && { status }), ...(period && { days: period }) };
}

export const isNarrowed = ({ status, period }: RunFilter): boolean => status !== null || period !== null;
