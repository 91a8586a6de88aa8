import type { InstallDeps } from "../install-deps";
import type { RunDeps } from "../run-deps";
import { eraseSourceData } from "./erase-source-data";
import { settleInstalls } from "./settle-installs";
import { settleSilentRuns } from "./settle-silent-runs";
import { sweepOrphans } from "./sweep-orphans";

/**
 * What the clock asks for, over and over: brings back to order what was left half-way. Each part claims its own work, so
 * calls may overlap, and each may die at any point and be repeated. A part that fails does not keep the others from theirs:
 * it is counted in `failed`, and logged.
 */
export async function reconcile(
  deps: RunDeps & InstallDeps,
  clock: object = {},
  _input: object = {},
): Promise<Reconciled> {
  const parts = [
    settleSilentRuns(deps, clock),
    eraseSourceData(deps, clock),
    settleInstalls(deps, clock),
    // Lists everything that the engine has, and what it looks for must be a day old: once an hour is enough.
    deps.now().getUTCMinutes() === 0 ? sweepOrphans(deps, clock) : null,
  ] as const;
  const [runs, sourceData, installs, orphans] = await Promise.allSettled(parts);
  const failed = [runs, sourceData, installs, orphans].filter((part) => part.status === "rejected");
  for (const { reason } of failed) console.error("[reconcile] a part failed", reason);
  return {
    engine: deps.engine ? "connected" : "not_connected",
    runs: runs.status === "fulfilled" ? runs.value : null,
    sourceData: sourceData.status === "fulfilled" ? sourceData.value : null,
    installs: installs.status === "fulfilled" ? installs.value : null,
    orphans: orphans.status === "fulfilled" ? orphans.value : null,
    failed: failed.length,
  };
}

/** Counts; null: that part failed, or, for orphans, it was not their turn. */
export interface Reconciled {
  engine: "connected" | "not_connected";
  runs: Awaited<ReturnType<typeof settleSilentRuns>> | null;
  sourceData: Awaited<ReturnType<typeof eraseSourceData>> | null;
  installs: Awaited<ReturnType<typeof settleInstalls>> | null;
  orphans: Awaited<ReturnType<typeof sweepOrphans>> | null;
  failed: number;
}
