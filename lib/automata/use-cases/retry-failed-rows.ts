import { AppError } from "../../errors";
import type { Actor, RunDeps } from "../run-deps";
import { type StartedRun, startRun } from "./start-run";

/**
 * Repeats the open failed rows of a run, all or those named, in a run of its own. Which rows those are is fixed when the
 * child run goes on record, in the same transaction. From there on it is a run like any other: see start-run. A child that
 * ends without a report leaves the rows that it did not mention as open as they were.
 */
export async function retryFailedRows(
  deps: RunDeps,
  actor: Actor,
  input: { runId: string; errorIds?: string[] | undefined },
): Promise<StartedRun> {
  const parent = await deps.runs.findRun(actor.tenantId, input.runId);
  if (!parent) throw new AppError("not_found", "There is no such run.");
  if (parent.status === "running") return { outcome: "already_running", runId: parent.id };
  return startRun(deps, actor, {
    installId: parent.installId,
    retryOf: { runId: parent.id, errorIds: input.errorIds },
  });
}
