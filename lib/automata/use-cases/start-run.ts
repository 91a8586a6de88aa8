import { AppError } from "../../errors";
import type { Engine } from "../../n8n/engine";
import { isEngineError } from "../../n8n/errors";
import type { Triggered } from "../../n8n/webhooks";
import { type InstallKey, mintReportToken, mintTriggerToken, traceparent, webhookPath } from "../identifiers";
import { maxRowsToRetry, type TriggerBody } from "../report";
import type { Actor, RunDeps } from "../run-deps";
import type { RunnableInstall } from "../run-repository";
import { fixedSettings } from "../workflow-template";

/**
 * Starts a run, by hand or to repeat the failed rows of an earlier one.
 *
 * The run is on record before the engine is called, and at most one call of the engine can start it: its token names the
 * run and is worthless after 15 seconds. What can be left half-way, and how it heals:
 *
 * - This process dies before or during the call: the run stays in `starting`. settle-silent-runs looks for an execution
 *   with the run's trace id; it ties the run to it, or ends the run when there is none.
 * - The answer is lost, half of it arrives, or the engine answers 5xx: the run goes to `unknown` and the call is never
 *   repeated, because it may have been carried out. The first report, or settle-silent-runs, says what became of it.
 * - The engine certainly did not start it (not reachable, not published): the workflow is published again, which is
 *   harmless, and the call is repeated once. Failing that the run ends as failed, with the reason.
 * - The engine refuses the call: the run ends as failed and the install needs attention.
 * - Somebody cancels in the moment between the call and its answer: the answer finds the run being cancelled, and the
 *   execution is stopped here.
 * - The first report overtakes the answer: both tie the run to the same execution, in either order.
 */
export async function startRun(
  deps: RunDeps,
  actor: Actor,
  input: { installId: string; retryOf?: { runId: string; errorIds?: string[] | undefined } | undefined },
): Promise<StartedRun> {
  const { engine } = deps;
  if (!engine) throw noEngine();
  const install = await deps.runs.findInstall(actor.tenantId, input.installId);
  if (!install) throw new AppError("not_found", "This app is not installed here.");

  const retryOf = input.retryOf?.runId;
  const begun = await deps.runs.start(actor.tenantId, {
    installId: install.id,
    userId: actor.userId,
    deadlineSeconds,
    ...(retryOf && { parentRunId: retryOf }),
    ...(input.retryOf?.errorIds && { errorIds: input.retryOf.errorIds }),
  });
  switch (begun.outcome) {
    case "already_running":
      return { outcome: "already_running", runId: begun.run_id };
    case "not_active":
      throw new AppError("conflict", notActive[begun.state]);
    case "nothing_to_retry":
      throw new AppError("conflict", "No failed row of this run is open any more, so there is nothing to retry.");
    case "unknown_run":
      throw new AppError("not_found", "There is no such run of this app.");
    case "unknown_install":
      throw new AppError("not_found", "This app is not installed here.");
    case "started":
      await deps.onRunStep?.("run_recorded", begun.run_id);
      return await launch({ ...deps, engine }, actor, install, begun.run_id, retryOf);
  }
}

export type StartedRun =
  /** `unconfirmed`: the engine's answer was lost; whether it runs will be known within a minute or two. */
  | { outcome: "started"; runId: string; unconfirmed: boolean }
  /** Another run of this install is under way; null if it ended at this moment. */
  | { outcome: "already_running"; runId: string | null };

/** The engine ends an execution by itself before that; what is left is for its last report. */
const deadlineSeconds = fixedSettings.executionTimeout + 5 * 60;
const triggerTimeoutMs = 20_000;
const liveWithinMs = 15_000;
const startingEngine = "The automation engine could not be reached, so the run did not start. Try again in a minute.";

const notActive = {
  installing: "This app is still being set up. Try again when it is active.",
  active: "This app has just changed its state. Try again.",
  paused: "This app is paused. Resume it to start a run.",
  needs_attention: "This app needs attention before it can run: see its overview.",
  uninstalling: "This app is being uninstalled.",
  uninstalled: "This app is not installed here.",
};

export const noEngine = () =>
  new AppError("engine_unavailable", "The automation engine is not connected, so nothing can be run at the moment.");

type ConnectedDeps = RunDeps & { engine: Engine };

async function launch(
  deps: ConnectedDeps,
  actor: Actor,
  install: RunnableInstall,
  runId: string,
  retryOf: string | undefined,
): Promise<StartedRun> {
  const { runs, signingSecret } = deps;
  const key: InstallKey = { secret: signingSecret, installId: install.id, generation: install.generation };
  let body: TriggerBody;
  try {
    body = await triggerBody(deps, actor, install, runId, retryOf);
  } catch (error) {
    // Nothing was sent yet. Without this the install would be busy until somebody looks.
    const reason = error instanceof AppError ? error.message : "The run could not be prepared.";
    await runs.settleWithoutReport(runId, "failed", reason);
    throw error;
  }
  const triggered = await triggerOnce(deps, key, install.workflowId, runId, body);
  switch (triggered.kind) {
    case "started":
      await deps.onRunStep?.("execution_started", runId);
      await adopt(deps, actor, runId, triggered.executionId);
      await deps.onRunStep?.("execution_recorded", runId);
      return { outcome: "started", runId, unconfirmed: false };
    case "unknown":
      await runs.moveTo(runId, "unknown", { from: "starting" });
      return { outcome: "started", runId, unconfirmed: true };
    case "not_live":
      await runs.settleWithoutReport(runId, "failed", startingEngine);
      throw new AppError("engine_unavailable", startingEngine);
    case "refused": {
      const reason = "The automation engine refused to start this app.";
      await runs.settleWithoutReport(runId, "failed", reason);
      await runs.needsAttention(actor.tenantId, install.id, `${reason} Pause and resume it to set it up anew.`);
      throw new AppError("conflict", `${reason} It now needs attention.`);
    }
  }
}

async function triggerBody(
  { runs, signingSecret, now }: RunDeps,
  { tenantId }: Actor,
  { config, timezone }: RunnableInstall,
  runId: string,
  retryOf: string | undefined,
): Promise<TriggerBody> {
  const rows = retryOf ? await runs.rowsToRetry(runId) : null;
  if (rows && rows.length > maxRowsToRetry) {
    throw new AppError(
      "invalid_input",
      `${rows.length} failed rows are more than a retry can take (${maxRowsToRetry}). Select some of them, or run the app again.`,
    );
  }
  const expiresAt = new Date(now().getTime() + deadlineSeconds * 1000);
  return {
    run_id: runId,
    attempt: await runs.attempt(tenantId, retryOf),
    timezone,
    config,
    rows_to_retry: rows,
    callback: { token: mintReportToken(signingSecret, runId, expiresAt) },
  };
}

/** Repeats the call only where the first one certainly started nothing. */
async function triggerOnce(
  { engine, now }: ConnectedDeps,
  key: InstallKey,
  workflowId: string | null,
  runId: string,
  body: TriggerBody,
): Promise<Triggered> {
  const path = webhookPath(key);
  const call = () =>
    engine.trigger({
      path,
      token: mintTriggerToken(key, runId, now()),
      traceparent: traceparent(runId),
      body,
      timeoutMs: triggerTimeoutMs,
    });
  const first = await call();
  if (first.kind !== "not_live" || !workflowId) return first;
  try {
    await engine.publishWorkflow(workflowId);
    await engine.waitUntilLive(path, { deadlineMs: liveWithinMs });
  } catch (error) {
    if (isEngineError(error)) return first;
    throw error;
  }
  return await call();
}

async function adopt({ runs, engine }: ConnectedDeps, actor: Actor, runId: string, executionId: string): Promise<void> {
  await runs.bindExecution(runId, executionId);
  const run = await runs.findRun(actor.tenantId, runId);
  // A report may have settled it already; then the execution has ended by itself, and stopping it changes nothing.
  if (run?.status === "running" && run.phase !== "cancelling") return;
  if (run && run.status !== "aborted" && run.status !== "running") return;
  try {
    await engine.stopExecution(executionId);
  } catch (error) {
    // settle-silent-runs stops it when it is still cancelling; an aborted run takes no report in any case.
    if (isEngineError(error)) return;
    throw error;
  }
  if (run?.cancelReason) await runs.settleWithoutReport(runId, "aborted", run.cancelReason);
}
