import { AppError } from "../../errors";
import { allowedHosts, credentialFields } from "../config-manifest/credential";
import { manifestOf } from "../config-manifest/parse";
import type { ConfigValues, Manifest } from "../config-manifest/types";
import { asAppError } from "../engine-sentences";
import { type InstallDeps, requireEngine } from "../install-deps";
import { deployed, referenceTo } from "../install-engine-objects";
import { parseConfig } from "../install-input";
import { leasing } from "../install-lease";
import type { ServerInstall } from "../install-write-repository";
import type { Actor } from "../run-deps";

/**
 * Saves a configuration. It travels with each start as data, so the next run uses it; a run that is under way keeps the one
 * that it began with. The engine is asked only where a credential is bound to the hosts of addresses, and these change.
 *
 * Then the credential is first allowed at the hosts of both, the old and the new configuration, and the new one is saved
 * after that. If anything dies in between, the old one holds and works, and saving again does the same again. The old hosts
 * stay allowed, for the run that may be under way, until the next change or until the credential is entered anew.
 */
export async function configureApp(
  deps: InstallDeps,
  actor: Actor,
  input: { installId: string; config: Record<string, unknown> },
): Promise<{ outcome: "saved" }> {
  return leasing(deps, actor.tenantId, input.installId, async (install, leaseId) => {
    if (install.state === "uninstalling") throw new AppError("conflict", "This app is being uninstalled.");
    const manifest = manifestOf(install.app.configSchema);
    const config = parseConfig(manifest, input.config);
    await allowHosts(deps, install, manifest, config);
    await deps.installs.saveConfig(install, leaseId, config);
    return { outcome: "saved" };
  });
}

async function allowHosts(deps: InstallDeps, install: ServerInstall, manifest: Manifest, config: ConfigValues) {
  for (const field of credentialFields(manifest)) {
    const both = allowedHosts(field, install.config, config);
    const unchanged = String(both) === String(allowedHosts(field, install.config));
    const entered = install.credentials.some(({ key }) => key === field.key);
    if (!both || unchanged || !entered) continue;
    const { engine } = await requireEngine(deps);
    try {
      await engine.restrictCredential(referenceTo(await deployed(deps, install), field.key).id, both);
    } catch (error) {
      throw asAppError(error);
    }
  }
}
