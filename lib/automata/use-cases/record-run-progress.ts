import type { ProgressReport } from "../report";
import type { RunDeps } from "../run-deps";
import type { ReportOutcome } from "../run-repository";

/**
 * Notes how far a run is. Progress never goes back, and a late report changes nothing: there is no half-state.
 *
 * @param run whose token the caller has shown
 */
export async function recordRunProgress(
  { runs }: Pick<RunDeps, "runs">,
  run: { runId: string },
  report: ProgressReport,
): Promise<ReportOutcome> {
  return runs.recordProgress(run.runId, report);
}
