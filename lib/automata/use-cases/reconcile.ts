import type { RunDeps } from "../run-deps";
import { eraseSourceData } from "./erase-source-data";
import { settleSilentRuns } from "./settle-silent-runs";

/**
 * What the clock asks for, over and over: brings back to order what was left half-way. Each part claims its own work, so
 * calls may overlap, and each may die at any point and be repeated. A part that fails does not keep the others from theirs:
 * it is counted in `failed`, and logged.
 */
export async function reconcile(deps: RunDeps, clock: object = {}, _input: object = {}): Promise<Reconciled> {
  const parts = { runs: settleSilentRuns(deps, clock), sourceData: eraseSourceData(deps, clock) };
  const [runs, sourceData] = await Promise.allSettled([parts.runs, parts.sourceData]);
  const failed = [runs, sourceData].filter((part) => part.status === "rejected");
  for (const { reason } of failed) console.error("[reconcile] a part failed", reason);
  return {
    engine: deps.engine ? "connected" : "not_connected",
    runs: runs.status === "fulfilled" ? runs.value : null,
    sourceData: sourceData.status === "fulfilled" ? sourceData.value : null,
    failed: failed.length,
  };
}

/** Counts; null: that part failed. */
export interface Reconciled {
  engine: "connected" | "not_connected";
  runs: Awaited<ReturnType<typeof settleSilentRuns>> | null;
  sourceData: Awaited<ReturnType<typeof eraseSourceData>> | null;
  failed: number;
}
