import { AppError } from "../../errors";
import { manifestOf } from "../config-manifest/parse";
import { engineSentence, mayHeal } from "../engine-sentences";
import { type InstallDeps, requireEngine } from "../install-deps";
import { putTriggerCredential, putWorkflow } from "../install-engine-objects";
import { parseConfig, requiredCredentials } from "../install-input";
import { leasing } from "../install-lease";
import type { ServerInstall } from "../install-write-repository";
import type { Actor } from "../run-deps";

/**
 * Makes a paused app, or one that needs attention, ready to run: the workflow is written anew as the app has it now, made if
 * there is none, and published. Active is what can be started, so the state changes last. If anything dies before that, the
 * app is as it was, with a workflow that nothing starts; resuming again goes through the same steps.
 */
export async function resumeApp(
  deps: InstallDeps,
  actor: Actor,
  input: { installId: string },
): Promise<{ state: "active" }> {
  return leasing(deps, actor.tenantId, input.installId, async (install, leaseId) => {
    if (install.state === "active") return { state: "active" };
    if (install.state !== "paused" && install.state !== "needs_attention") {
      throw new AppError("conflict", "This app is being changed at this moment. Try again when that is done.");
    }
    if (install.app.type === "n8n_workflow") {
      assertComplete(install);
      await setUp(deps, install, leaseId);
    }
    await deps.installs.moveTo(install, leaseId, "active", null, deps.now());
    return { state: "active" };
  });
}

function assertComplete(install: ServerInstall): void {
  const manifest = manifestOf(install.app.configSchema);
  parseConfig(manifest, install.config);
  const missing = missingCredentials(install);
  if (missing.length > 0) throw new AppError("conflict", enterFirst(missing));
}

export function missingCredentials(install: ServerInstall): string[] {
  return requiredCredentials(manifestOf(install.app.configSchema), install.config)
    .filter(({ key }) => !install.credentials.some((credential) => credential.key === key))
    .map(({ label }) => label);
}

export const enterFirst = (labels: string[]) => `Enter these credentials first, then resume: ${labels.join(", ")}.`;

async function setUp(deps: InstallDeps, install: ServerInstall, leaseId: string): Promise<void> {
  const connected = await requireEngine(deps);
  try {
    await putTriggerCredential(connected, install);
    await putWorkflow(connected, install, leaseId);
  } catch (error) {
    const sentence = engineSentence(error);
    if (sentence === null) throw error;
    const state = mayHeal(error) ? install.state : "needs_attention";
    await deps.installs.moveTo(install, leaseId, state, sentence, deps.now());
    throw new AppError("engine_unavailable", sentence, undefined, { cause: error });
  }
}
