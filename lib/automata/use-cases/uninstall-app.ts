import { isEngineError } from "../../n8n/errors";
import { engineSentence } from "../engine-sentences";
import type { ConnectedDeps, InstallDeps } from "../install-deps";
import { removeEverything } from "../install-engine-objects";
import { leasing } from "../install-lease";
import type { ServerInstall } from "../install-write-repository";
import type { Actor } from "../run-deps";
import { findExecution } from "./cancel-run";

/**
 * Removes an app from a tenant: its run ends, its workflow and its credentials leave the engine; runs and errors stay.
 *
 * `uninstalling` comes first and refuses runs; `uninstalled` comes last, when the engine confirmed that nothing is left.
 * Every step in between may be repeated and finds done what was done, so whatever dies, settle-installs goes through all of
 * them again. The ids that are looked for follow from the install and from its marker, not only from what is on record.
 */
export async function uninstallApp(
  deps: InstallDeps,
  actor: Actor,
  input: { installId: string },
): Promise<UninstalledApp> {
  return leasing(deps, actor.tenantId, input.installId, async (install, leaseId) => {
    await deps.installs.moveTo(install, leaseId, "uninstalling", null, deps.now());
    await deps.onStep?.("uninstalling", install.id);
    return finishUninstall(deps, { ...install, state: "uninstalling" }, leaseId, { setUp: !isBare(install) });
  });
}

export type UninstalledApp =
  | { outcome: "uninstalled"; receipt: UninstallReceipt }
  /** goes on without anybody's help; `message` says what is being waited for */
  | { outcome: "uninstalling"; message: string };

export interface UninstallReceipt {
  /** Each in words; nothing that was not there is listed. */
  removed: string[];
  kept: { runs: number; openErrors: number };
}

/** Nothing of it can be in the engine: no engine has part in such an app, or it was never set up. */
function isBare({ app, state, workflowId, credentials }: ServerInstall): boolean {
  return app.type === "collection_bundle" || (state === "paused" && !workflowId && credentials.length === 0);
}

/** The part that settle-installs repeats. */
export async function finishUninstall(
  deps: InstallDeps,
  install: ServerInstall,
  leaseId: string,
  { setUp }: { setUp: boolean },
): Promise<UninstalledApp> {
  const removed: string[] = [];
  try {
    if (await endRun(deps, install)) removed.push("The run that was under way was stopped.");
    if (setUp) removed.push(...(await emptyEngine(deps, install)));
  } catch (error) {
    const sentence = error instanceof EngineMissing ? notConnected : engineSentence(error);
    if (sentence === null) throw error;
    console.error(`[installs] uninstalling ${install.id} could not be finished`, error);
    const message = `${sentence} Uninstalling continues as soon as it can.`;
    await deps.installs.moveTo(install, leaseId, "uninstalling", message, deps.now());
    return { outcome: "uninstalling", message };
  }
  await deps.installs.forgetCredentials(install);
  await deps.installs.moveTo(install, leaseId, "uninstalled", null, deps.now());
  return { outcome: "uninstalled", receipt: { removed, kept: await deps.installs.countHistory(install) } };
}

class EngineMissing extends Error {}
const notConnected = "The automation engine is not connected.";

async function emptyEngine(deps: InstallDeps, install: ServerInstall): Promise<string[]> {
  const { engine } = deps;
  if (!engine) throw new EngineMissing(notConnected);
  const { workflows, credentials } = await removeEverything({ ...deps, engine } satisfies ConnectedDeps, install);
  const entered = Math.min(install.credentials.length, credentials);
  return [
    ...(workflows > 0 ? ["The workflow was deleted from the automation engine."] : []),
    ...(entered > 0
      ? [`${entered === 1 ? "1 credential was" : `${entered} credentials were`} deleted from the vault.`]
      : []),
  ];
}

/** Stopped first: settled before, the run could go on writing into the tenant's systems unseen. */
async function endRun({ installs, runs, engine }: InstallDeps, install: ServerInstall): Promise<boolean> {
  const run = await installs.findActiveRun(install);
  if (!run) return false;
  if (engine) {
    try {
      // Not on record while the answer to the start is under way, or when it was lost.
      const executionId = run.executionId ?? (await findExecution(engine, { ...run, workflowId: install.workflowId }));
      if (executionId) await engine.stopExecution(executionId);
    } catch (error) {
      if (!isEngineError(error, "not_found")) throw error;
    }
  }
  return runs.settleWithoutReport(run.id, "aborted", "The app was uninstalled.");
}
