import { AppError } from "../../errors";
import { allowedHosts, compileCredential, credentialFields } from "../config-manifest/credential";
import { manifestOf } from "../config-manifest/parse";
import { asAppError } from "../engine-sentences";
import { type InstallDeps, requireEngine } from "../install-deps";
import { deployed, referenceTo } from "../install-engine-objects";
import { leasing } from "../install-lease";
import type { Actor } from "../run-deps";

/**
 * Puts the values of a credential into the engine's vault, in place of those that are there; the next run uses them.
 *
 * The id follows from the install, so a repeat replaces and never adds. If this process dies, or the answer is lost, after
 * the vault took the values, the row has an older date or is missing: the person, who was told of no success, enters them
 * again, and an uninstall removes the credential whether it has a row or not.
 */
export async function setCredential(
  deps: InstallDeps,
  actor: Actor,
  input: { installId: string; key: string; values: Record<string, string> },
): Promise<{ outcome: "saved"; updatedAt: string }> {
  const connected = await requireEngine(deps);
  return leasing(deps, actor.tenantId, input.installId, async (install) => {
    if (install.state === "installing" || install.state === "uninstalling") {
      throw new AppError("conflict", "This app is being changed at this moment. Try again when that is done.");
    }
    const fields = credentialFields(manifestOf(install.app.configSchema));
    const field = fields.find(({ key }) => key === input.key);
    if (!field) throw new AppError("not_found", "This app has no such credential.");
    const parsed = compileCredential(field).safeParse(input.values);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => [String(path[0] ?? ""), message] as const);
      throw new AppError("invalid_input", "Please check what you entered.", Object.fromEntries(problems));
    }
    const reference = referenceTo(await deployed(deps, install), field.key);
    try {
      const allowedDomains = allowedHosts(field, install.config);
      await connected.engine.putCredential({ ...reference, ...parsed.data, allowedDomains });
    } catch (error) {
      throw asAppError(error);
    }
    const now = deps.now();
    await deps.installs.recordCredential(install, field.key, reference.id, now);
    return { outcome: "saved", updatedAt: now.toISOString() };
  });
}
