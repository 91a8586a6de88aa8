/** Life of an install, as tenant_installed_apps.state holds it. */
export const installStates = [
  "installing",
  "active",
  "paused",
  "needs_attention",
  "uninstalling",
  "uninstalled",
] as const;
export type InstallState = (typeof installStates)[number];

/** Outcome of a run, as integration_job_runs.status holds it. `partial` is neither a success nor a failure. */
export const runStatuses = ["running", "success", "partial", "failed", "aborted"] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Where a running run is; settled runs have none. `unknown`: the trigger's answer was lost, so the engine is asked. */
export const runPhases = ["starting", "unknown", "running", "cancelling"] as const;
export type RunPhase = (typeof runPhases)[number];

export const appTypes = ["n8n_workflow", "collection_bundle"] as const;
export type AppType = (typeof appTypes)[number];

/** What a screen may know of a run. Instants are ISO 8601 with an offset. */
export interface RunSummary {
  id: string;
  status: RunStatus;
  phase: RunPhase | null;
  triggeredAt: string;
  completedAt: string | null;
  /** Null until the run has reported its numbers. Rows, not error records: total = success + error + skipped. */
  counters: RunCounters | null;
}

export interface RunCounters {
  total: number;
  success: number;
  error: number;
  skipped: number;
}

/** An app in a tenant, as the hub lists it. */
export interface InstallSummary {
  id: string;
  state: InstallState;
  stateReason: string | null;
  installedAt: string | null;
  app: { name: string; publisher: string | null; icon: string | null; type: AppType };
  /** Not visible: the viewer may not read this install's logs, which is not the same as no run. */
  activity: ({ visible: true } & Activity) | { visible: false };
}

/** What the logs of an install say at a glance. */
export interface Activity {
  lastRun: RunSummary | null;
  openErrors: number;
  /** Runs that ended in the hub's period, and those of them without a failed row. */
  settled: number;
  succeeded: number;
}

/** How many runs of one day ended how. `day` is a date such as 2026-11-27 in the time zone that the hub names. */
export interface DayOutcomes extends Record<SettledStatus, number> {
  day: string;
}
export type SettledStatus = Exclude<RunStatus, "running">;

/** A run in the list of what happened lately, over all installs. */
export interface RecentRun extends RunSummary {
  installId: string;
  app: { name: string; icon: string | null };
}

/** An app in the store. `installState` is that of the current tenant. */
export interface StoreApp {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  icon: string | null;
  publisher: string | null;
  version: string;
  type: AppType;
  installState: InstallState | null;
}
