import type { ErrorsReport } from "../report";
import type { RunDeps } from "../run-deps";
import type { ReportOutcome } from "../run-repository";

/**
 * Takes one batch of row errors, atomically. One that arrives twice counts once; one that the final report announced and
 * overtook is taken until the run's deadline. A batch that never arrives stays visible as a shortfall on the run.
 *
 * @param run whose token the caller has shown
 */
export async function recordRunErrors(
  { runs }: Pick<RunDeps, "runs">,
  run: { runId: string },
  report: ErrorsReport,
): Promise<ReportOutcome> {
  return runs.recordErrors(run.runId, report);
}
