import { AppError } from "../../errors";
import { isEngineError } from "../../n8n/errors";
import { traceparent } from "../identifiers";
import type { Actor, RunDeps } from "../run-deps";
import type { ServerRun } from "../run-repository";
import { noEngine } from "./start-run";

/**
 * Stops a run. Half-states:
 *
 * - This process dies, or the engine does not answer, after the run went to `cancelling`: settle-silent-runs stops the
 *   execution and settles the run.
 * - The final report arrives first: the run keeps the status it earned.
 * - The run was cancelled before the engine answered its start: start-run finds it cancelling and stops the execution.
 * - That answer was lost, and the engine shows no execution: it may still begin one, as long as the start is recent. So the
 *   run stays in `cancelling`, and settle-silent-runs stops the execution that appears, or settles the run once none can.
 *
 * Who cancelled is put on record with `cancelling`, so whoever settles the run can say so.
 */
export async function cancelRun(
  deps: RunDeps,
  actor: Actor,
  input: { runId: string },
): Promise<{ outcome: "cancelled" | "cancelling" | "already_ended" }> {
  const run = await deps.runs.findRun(actor.tenantId, input.runId);
  if (!run) throw new AppError("not_found", "There is no such run.");
  if (run.status !== "running") return { outcome: "already_ended" };
  if (!deps.engine) throw noEngine();
  const reason = `Cancelled by ${actor.label}.`;
  if (!(await deps.runs.moveTo(run.id, "cancelling", { reason }))) return { outcome: "already_ended" };
  await deps.onRunStep?.("cancelling", run.id);

  try {
    const executionId = run.executionId ?? (await findExecution(deps.engine, run));
    if (executionId) await deps.engine.stopExecution(executionId);
    else if (mayStillStart(run, deps.now())) return { outcome: "cancelling" };
    await deps.onRunStep?.("execution_stopped", run.id);
  } catch (error) {
    if (!isEngineError(error)) throw error;
    throw new AppError(
      "engine_unavailable",
      "The automation engine does not answer. The run is cancelled as soon as it does.",
      undefined,
      { cause: error },
    );
  }
  const settled = await deps.runs.settleWithoutReport(run.id, "aborted", reason);
  return { outcome: settled ? "cancelled" : "already_ended" };
}

/** A start's token is valid for 15 seconds: what has not begun by then never will. The rest is for a slow engine. */
export const neverStartedAfterSeconds = 2 * 60;

/** Whether the engine may begin the run although it shows no execution of it yet. */
export function mayStillStart(
  { triggeredAt }: Pick<ServerRun, "triggeredAt">,
  now: Date,
  afterSeconds = neverStartedAfterSeconds,
): boolean {
  return now.getTime() - triggeredAt.getTime() < afterSeconds * 1000;
}

/** Clocks differ a little: an execution may seem to begin before the run that it belongs to. */
const clockToleranceMs = 60_000;

/** The execution that a start brought about whose answer was lost. */
export async function findExecution(
  engine: NonNullable<RunDeps["engine"]>,
  { id, workflowId, triggeredAt }: Pick<ServerRun, "id" | "workflowId" | "triggeredAt">,
): Promise<string | null> {
  if (!workflowId) return null;
  const startedAfter = new Date(triggeredAt.getTime() - clockToleranceMs);
  return engine.findExecutionByTrace({ workflowId, traceId: traceparent(id).slice(3, 35), startedAfter });
}
