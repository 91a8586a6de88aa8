import { engineSentence, mayHeal } from "../engine-sentences";
import type { ConnectedDeps, InstallDeps } from "../install-deps";
import { putTriggerCredential, putWorkflow } from "../install-engine-objects";
import { holdingLease, leaseSeconds, newLease } from "../install-lease";
import type { ServerInstall } from "../install-write-repository";
import { enterFirst, missingCredentials } from "./resume-app";
import { finishUninstall } from "./uninstall-app";

/**
 * Finishes what an installation or an uninstallation left half-way, because a process or the engine died.
 *
 * Installs are claimed one at a time, and only those that nobody works on, so calls may overlap; a call that dies loses its
 * claim by time. An installation goes on if the vault has every value that it needs, and else asks for them, since they are
 * stored nowhere else. One that has not succeeded for half an hour stops trying and says why. Uninstalling never gives up.
 */
export async function settleInstalls(
  deps: InstallDeps,
  _clock: object = {},
  { limit = 20 }: { limit?: number } = {},
): Promise<SettledInstalls> {
  const count: SettledInstalls = { active: 0, uninstalled: 0, needsAttention: 0, waiting: 0 };
  const seen = new Set<string>();
  while (seen.size < limit) {
    const leaseId = newLease();
    const [install] = await deps.installs.claimUnsettled(leaseId, leaseSeconds, 1);
    if (!install) break;
    const result = await holdingLease(deps, install, leaseId, async () =>
      seen.has(install.id) ? "seen" : settle(deps, install, leaseId),
    );
    // The oldest comes first, again and again: once each is enough for one call.
    if (result === "seen") break;
    seen.add(install.id);
    count[result] += 1;
  }
  return count;
}

export interface SettledInstalls {
  active: number;
  uninstalled: number;
  needsAttention: number;
  /** for the engine */
  waiting: number;
}

const giveUpAfterMs = 30 * 60_000;

async function settle(deps: InstallDeps, install: ServerInstall, leaseId: string): Promise<keyof SettledInstalls> {
  if (install.state === "uninstalling") {
    const setUp = install.app.type === "n8n_workflow";
    const { outcome } = await finishUninstall(deps, install, leaseId, { setUp });
    return outcome === "uninstalled" ? "uninstalled" : "waiting";
  }
  const needsAttention = async (reason: string) => {
    await deps.installs.moveTo(install, leaseId, "needs_attention", reason, deps.now());
    return "needsAttention" as const;
  };
  if (install.app.type === "n8n_workflow") {
    const missing = missingCredentials(install);
    if (missing.length > 0) return needsAttention(`Setting up was interrupted. ${enterFirst(missing)}`);
    const problem = await goOn(deps, install, leaseId);
    if (problem) {
      const tooLong = deps.now().getTime() - install.stateChangedAt.getTime() > giveUpAfterMs;
      if (!problem.mayHeal || tooLong) return needsAttention(`${problem.sentence} Resume the app to try again.`);
      const message = `${problem.sentence} Setting up continues as soon as it can.`;
      await deps.installs.moveTo(install, leaseId, "installing", message, deps.now());
      return "waiting";
    }
  }
  await deps.installs.moveTo(install, leaseId, "active", null, deps.now());
  return "active";
}

async function goOn(
  deps: InstallDeps,
  install: ServerInstall,
  leaseId: string,
): Promise<{ sentence: string; mayHeal: boolean } | null> {
  if (!deps.engine) return { sentence: "The automation engine is not connected.", mayHeal: true };
  const connected: ConnectedDeps = { ...deps, engine: deps.engine };
  try {
    await putTriggerCredential(connected, install);
    await putWorkflow(connected, install, leaseId);
    return null;
  } catch (error) {
    const sentence = engineSentence(error);
    if (sentence === null) throw error;
    console.error(`[installs] setting up ${install.id} could not be finished`, error);
    return { sentence, mayHeal: mayHeal(error) };
  }
}
