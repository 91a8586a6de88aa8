import type { ResultReport } from "../report";
import type { RunDeps } from "../run-deps";
import type { ReportOutcome } from "../run-repository";

/**
 * Takes the final report and settles the run, atomically: the database computes the status from the numbers. A settled run
 * never changes its status. A workflow that breaks off before this report is settled by settle-silent-runs.
 *
 * @param run whose token the caller has shown
 */
export async function recordRunResult(
  { runs }: Pick<RunDeps, "runs">,
  run: { runId: string },
  report: ResultReport,
): Promise<ReportOutcome> {
  return runs.settle(run.runId, report);
}
