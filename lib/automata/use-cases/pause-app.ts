import { AppError } from "../../errors";
import { isEngineError } from "../../n8n/errors";
import type { InstallDeps } from "../install-deps";
import { leasing } from "../install-lease";
import type { Actor } from "../run-deps";

/**
 * Pauses an app: no run starts any more, one that is under way goes on.
 *
 * The database refuses runs from the first write on, and nobody but this server can start the workflow. So an engine that
 * is down, or a process that dies in between, only leaves a workflow published that nothing starts: resuming publishes it
 * again, uninstalling removes it.
 */
export async function pauseApp(
  deps: InstallDeps,
  actor: Actor,
  input: { installId: string },
): Promise<{ state: "paused" }> {
  return leasing(deps, actor.tenantId, input.installId, async (install, leaseId) => {
    if (install.state === "paused") return { state: "paused" };
    if (install.state !== "active") throw new AppError("conflict", "Only an active app can be paused.");
    await deps.installs.moveTo(install, leaseId, "paused", null, deps.now());
    if (deps.engine && install.workflowId) {
      try {
        await deps.engine.unpublishWorkflow(install.workflowId);
      } catch (error) {
        if (!isEngineError(error)) throw error;
        console.error(`[installs] ${install.id} is paused; its workflow could not be unpublished`, error);
      }
    }
    return { state: "paused" };
  });
}
