import type { Engine } from "../../n8n/engine";
import { isEngineError } from "../../n8n/errors";
import type { Execution } from "../../n8n/executions";
import type { RunDeps } from "../run-deps";
import type { SilentRun } from "../run-repository";
import { findExecution, mayStillStart, neverStartedAfterSeconds } from "./cancel-run";

/**
 * Asks the engine about runs that have been silent for 30 seconds or are past their deadline, and ends those that will not
 * report any more, with the reason.
 *
 * Each run is claimed for a minute, so overlapping calls never ask about the same one; a call that dies loses its claims by
 * time. Every step may be repeated. A report that arrives at the same moment wins or loses as a whole: the database settles
 * a run once. A run about which the engine does not answer stays as it is until its deadline, and so does one that the
 * engine may still begin, whether or not somebody cancelled it.
 */
export async function settleSilentRuns(
  deps: Pick<RunDeps, "runs" | "engine" | "now">,
  _clock: object,
  limits: Limits = defaultLimits,
): Promise<{ asked: number; settled: number; unanswered: number }> {
  const claimed = await deps.runs.claimSilent(limits);
  const count = { asked: claimed.length, settled: 0, unanswered: 0 };
  for (const run of claimed) {
    const verdict = await judge(deps, run, limits);
    if (verdict === "unanswered") count.unanswered += 1;
    else if (verdict === "running") await deps.runs.markHeard(run.id, deps.now());
    else if (verdict !== "wait" && (await deps.runs.settleWithoutReport(run.id, verdict.status, verdict.reason)))
      count.settled += 1;
  }
  return count;
}

interface Limits {
  silentSeconds: number;
  claimSeconds: number;
  limit: number;
  /** After this time without an execution there will be none. */
  neverStartedAfterSeconds?: number;
}

const defaultLimits: Limits = { silentSeconds: 30, claimSeconds: 60, limit: 50, neverStartedAfterSeconds };

type Verdict = { status: "failed" | "aborted"; reason: string };

const failed = (reason: string): Verdict => ({ status: "failed", reason });
const aborted = (reason: string): Verdict => ({ status: "aborted", reason });

async function judge(
  { engine, runs, now }: Pick<RunDeps, "runs" | "engine" | "now">,
  run: SilentRun,
  limits: Limits,
): Promise<Verdict | "running" | "wait" | "unanswered"> {
  try {
    if (engine) return await ask(engine, runs, run, !mayStillStart(run, now(), limits.neverStartedAfterSeconds));
  } catch (error) {
    if (!isEngineError(error)) throw error;
    // Ids of the engine are for the log only.
    console.error(`[runs] the engine did not tell what became of run ${run.id}: ${error.message}`);
  }
  if (!run.overdue) return "unanswered";
  return aborted("The run passed its time limit, and the automation engine could not be asked what became of it.");
}

async function ask(
  engine: Engine,
  runs: RunDeps["runs"],
  run: SilentRun,
  neverStarted: boolean,
): Promise<Verdict | "running" | "wait"> {
  const executionId = run.executionId ?? (await findExecution(engine, run));
  const cancelled = run.cancelReason === null ? null : aborted(run.cancelReason);
  if (!executionId) {
    if (!run.overdue && !neverStarted) return "wait";
    return (
      cancelled ?? aborted("The automation engine has no record of this run, so it was never started or left no trace.")
    );
  }
  if (!run.executionId && !(await runs.bindExecution(run.id, executionId))) return "wait";

  const execution = await engine.getExecution(executionId);
  const underWay = execution && ["new", "running", "waiting"].includes(execution.status);
  if (!underWay) return cancelled ?? endedWithoutReport(execution);
  if (!cancelled && !run.overdue) return "running";
  await engine.stopExecution(executionId);
  return cancelled ?? aborted("The run took longer than its time limit and was stopped.");
}

/** Null: the engine keeps no data of what succeeded, and reports are sent before an execution ends. */
function endedWithoutReport(execution: Execution | null): Verdict {
  switch (execution?.status) {
    case "canceled":
      return execution.errorName === "TimeoutExecutionCancelledError"
        ? aborted("The run took longer than its time limit and was stopped.")
        : aborted("The run was stopped in the automation engine.");
    case "crashed":
      return failed("The automation engine stopped while the run was under way.");
    case "error":
      return failed("The workflow broke off before it could report. The platform team can see why in the engine.");
    default:
      return failed("The workflow finished without reporting what it did.");
  }
}
