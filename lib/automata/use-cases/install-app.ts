import { AppError } from "../../errors";
import { allowedHosts, type CredentialPayload, credentialFields } from "../config-manifest/credential";
import { manifestOf } from "../config-manifest/parse";
import type { ConfigValues } from "../config-manifest/types";
import { engineSentence, mayHeal } from "../engine-sentences";
import { type ConnectedDeps, type InstallDeps, requireEngine } from "../install-deps";
import { deployed, putTriggerCredential, putWorkflow, referenceTo, removeEverything } from "../install-engine-objects";
import { type CredentialInputs, parseConfig, parseCredentials } from "../install-input";
import { holdingLease, leaseSeconds, newLease } from "../install-lease";
import { type AppBlueprint, LeaseLostError, type ServerInstall } from "../install-write-repository";
import type { AccessPolicy } from "../page-data";
import type { Actor } from "../run-deps";
import { assertRolesExist } from "./set-access-policy";

/**
 * Installs an app for a tenant, or brings back an uninstalled one with its history.
 *
 * The install is on record, in `installing`, before the engine is asked for anything; a unique index makes one install out
 * of any number of requests at the same moment. Credential values go to the engine's vault and nowhere else. What can be
 * left half-way, and how it heals:
 *
 * - This process or the engine dies: the install stays in `installing`, visibly. settle-installs goes on from wherever it
 *   stopped, or, if a needed value had not reached the vault, asks for it by moving the install to `needs_attention`.
 * - The answer to creating the workflow is lost: the workflow carries the install's marker, is in use by nobody because
 *   its id is not on record, and is deleted before another is created.
 * - The engine refuses for good: everything is removed again and the install is gone. If that removal fails, the install
 *   stays in `uninstalling`, and settle-installs repeats it.
 * - The lease is lost to another process: nothing more is written here; that process finishes.
 */
export async function installApp(
  deps: InstallDeps,
  actor: Actor,
  input: {
    appId: string;
    config: Record<string, unknown>;
    credentials: CredentialInputs;
    /** Who may see beside those who manage the tenant; nobody unless said otherwise. */
    accessPolicy?: AccessPolicy;
  },
): Promise<InstalledApp> {
  const app = await deps.installs.findApp(actor.tenantId, input.appId);
  if (!app) throw unavailable();
  const manifest = manifestOf(app.configSchema);
  const config = parseConfig(manifest, input.config);
  const secrets = parseCredentials(manifest, config, input.credentials);
  const { accessPolicy = { view_logs: [], view_definition: [] } } = input;
  await assertRolesExist(deps.installs, actor.tenantId, accessPolicy);
  const connected = app.type === "n8n_workflow" ? await requireEngine(deps) : null;
  return begin(deps, actor, { app, config, accessPolicy }, (install, leaseId) =>
    connected ? setUp(connected, install, leaseId, secrets) : activate(deps, install, leaseId),
  );
}

export interface InstalledApp {
  /**
   * `installing`: begun, and finished without anybody's help; the install's reason says what is being waited for.
   * `exists`: somebody installed it before, or at the same moment.
   */
  outcome: "installed" | "installing" | "exists";
  installId: string;
}

const unavailable = () => new AppError("not_found", "This app is not available here.");

async function begin(
  deps: InstallDeps,
  actor: Actor,
  { app, config, accessPolicy }: { app: AppBlueprint; config: ConfigValues; accessPolicy: AccessPolicy },
  finish: (install: ServerInstall, leaseId: string) => Promise<InstalledApp>,
): Promise<InstalledApp> {
  const leaseId = newLease();
  const begun = await deps.installs.begin(actor.tenantId, {
    appId: app.id,
    userId: actor.userId,
    config,
    accessPolicy,
    leaseId,
    leaseSeconds,
  });
  if (begun.outcome === "unavailable") throw unavailable();
  if (begun.outcome === "exists") return { outcome: "exists", installId: begun.install_id };
  return holdingLease(deps, { id: begun.install_id, tenantId: actor.tenantId }, leaseId, async () => {
    const install = await deps.installs.find(actor.tenantId, begun.install_id);
    if (!install) throw unavailable();
    await deps.onStep?.("begun", install.id);
    return finish(install, leaseId);
  });
}

async function activate(deps: InstallDeps, install: ServerInstall, leaseId: string): Promise<InstalledApp> {
  await deps.installs.moveTo(install, leaseId, "active", null, deps.now());
  return { outcome: "installed", installId: install.id };
}

async function setUp(
  deps: ConnectedDeps,
  install: ServerInstall,
  leaseId: string,
  secrets: Map<string, CredentialPayload>,
): Promise<InstalledApp> {
  try {
    await putTriggerCredential(deps, install);
    await storeSecrets(deps, install, secrets);
    await putWorkflow(deps, install, leaseId);
  } catch (error) {
    const sentence = engineSentence(error);
    if (sentence === null || error instanceof LeaseLostError) throw error;
    console.error(`[installs] setting up ${install.id} failed`, error);
    if (!mayHeal(error)) return undo(deps, install, leaseId, sentence, error);
    const message = `${sentence} Setting up continues as soon as it can.`;
    await deps.installs.moveTo(install, leaseId, "installing", message, deps.now());
    return { outcome: "installing", installId: install.id };
  }
  return activate(deps, install, leaseId);
}

async function storeSecrets(deps: ConnectedDeps, install: ServerInstall, secrets: Map<string, CredentialPayload>) {
  const key = await deployed(deps, install);
  for (const field of credentialFields(manifestOf(install.app.configSchema))) {
    const payload = secrets.get(field.key);
    if (!payload) continue;
    const reference = referenceTo(key, field.key);
    const allowedDomains = allowedHosts(field, install.config);
    await deps.engine.putCredential({ ...reference, ...payload, allowedDomains });
    // Only now: a row says that the vault has the value.
    await deps.installs.recordCredential(install, field.key, reference.id, deps.now());
  }
  await deps.onStep?.("credentials_stored", install.id);
}

async function undo(
  deps: ConnectedDeps,
  install: ServerInstall,
  leaseId: string,
  sentence: string,
  cause: unknown,
): Promise<never> {
  await deps.installs.moveTo(install, leaseId, "uninstalling", sentence, deps.now());
  try {
    await removeEverything(deps, (await deps.installs.reload(install)) ?? install);
    await deps.installs.forgetCredentials(install);
    await deps.installs.moveTo(install, leaseId, "uninstalled", sentence, deps.now());
  } catch (error) {
    if (engineSentence(error) === null) throw error;
    console.error(`[installs] what was set up for ${install.id} could not be removed yet`, error);
  }
  throw new AppError("engine_unavailable", `${sentence} The app was not installed.`, undefined, { cause });
}
