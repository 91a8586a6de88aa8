import { AppError } from "../../errors";
import { manifestOf } from "../config-manifest/parse";
import type { InstallDeps } from "../install-deps";
import { parseConfig } from "../install-input";
import { leasing } from "../install-lease";
import type { Actor } from "../run-deps";

/**
 * Saves a configuration. It travels with each start as data, so the next run uses it and the engine is not asked; a run that
 * is under way keeps the one that it began with. One write, so there is no half-state.
 */
export async function configureApp(
  deps: InstallDeps,
  actor: Actor,
  input: { installId: string; config: Record<string, unknown> },
): Promise<{ outcome: "saved" }> {
  return leasing(deps, actor.tenantId, input.installId, async (install, leaseId) => {
    if (install.state === "uninstalling") throw new AppError("conflict", "This app is being uninstalled.");
    const config = parseConfig(manifestOf(install.app.configSchema), input.config);
    await deps.installs.saveConfig(install, leaseId, config);
    return { outcome: "saved" };
  });
}
