import { isEngineError } from "../n8n/errors";
import { credentialFields } from "./config-manifest/credential";
import { manifestOf } from "./config-manifest/parse";
import {
  credentialId,
  credentialName,
  type DeployedInstall,
  type InstallKey,
  triggerCredentialKey,
  triggerSecret,
  webhookPath,
  workflowName,
} from "./identifiers";
import type { ConnectedDeps, InstallDeps } from "./install-deps";
import type { ServerInstall } from "./install-write-repository";
import { runsUrl } from "./report";
import { workflowJson } from "./workflow-json";
import { lintWorkflow } from "./workflow-lint";
import { type CredentialReference, materialiseWorkflow, TemplateError, type WorkflowBody } from "./workflow-template";

/**
 * What an install has in the engine: a credential that guards its start, those that the tenant entered, and a workflow.
 * All ids but the workflow's follow from the install, so every step here may be repeated after any other died half-way.
 */

/** A publication that the engine lost sight of when it went down appears by itself only after about two minutes. */
const defaultLiveWithinMs = 150_000;
/** Thirty at once on a busy machine took 11 s; one takes a quarter of a second. */
const firstWaitMs = 12_000;

export async function deployed(deps: InstallDeps, install: ServerInstall): Promise<DeployedInstall> {
  const deployment = await deps.installs.deployment();
  return { secret: deps.signingSecret, installId: install.id, generation: install.generation, deployment };
}

export function referenceTo(key: DeployedInstall, credential: string): CredentialReference {
  return { id: credentialId(key, credential), name: credentialName(key, credential) };
}

/** The first step of a set-up. It holds no value of the tenant. */
export async function putTriggerCredential(deps: ConnectedDeps, install: ServerInstall): Promise<void> {
  const key = await deployed(deps, install);
  await deps.engine.putCredential({
    ...referenceTo(key, triggerCredentialKey),
    type: "jwtAuth",
    data: { keyType: "passphrase", secret: triggerSecret(key), algorithm: "HS256" },
  });
  await deps.onStep?.("trigger_credential_stored", install.id);
}

/** Makes the workflow as the app has it now, publishes it, and returns once it can be started. */
export async function putWorkflow(deps: ConnectedDeps, install: ServerInstall, leaseId: string): Promise<void> {
  const key = await deployed(deps, install);
  const body = await buildWorkflow(deps, install, key);
  const workflowId = await saveWorkflow(deps, install, leaseId, key, body);
  await deps.engine.publishWorkflow(workflowId);
  await deps.onStep?.("published", install.id);
  if (!(await isLiveWithin(deps, key, firstWaitMs))) {
    await publishAnew(deps, install, leaseId, body, workflowId);
    await deps.engine.waitUntilLive(webhookPath(key), { deadlineMs: deps.liveWithinMs ?? defaultLiveWithinMs });
  }
  await deps.onStep?.("live", install.id);
}

async function buildWorkflow(deps: ConnectedDeps, install: ServerInstall, key: DeployedInstall): Promise<WorkflowBody> {
  const fields = credentialFields(manifestOf(install.app.configSchema));
  const template = await readTemplate(deps, install);
  const [problem] = lintWorkflow(template, fields);
  if (problem) throw new TemplateError(`${problem.node ?? "The workflow"}: ${problem.message}`);
  return materialiseWorkflow({
    template,
    name: workflowName(install.app.name, key),
    webhookPath: webhookPath(key),
    timezone: install.timezone,
    runsUrl: runsUrl(deps.callbackOrigin),
    triggerCredential: referenceTo(key, triggerCredentialKey),
    credentials: Object.fromEntries(fields.map((field) => [field.key, referenceTo(key, field.key)])),
  });
}

/** The canonical JSON; only where an app has none, the workflow in the engine that it names. */
async function readTemplate({ engine }: ConnectedDeps, { app }: ServerInstall): Promise<unknown> {
  if (app.workflowJson !== null) return app.workflowJson;
  if (!app.templateWorkflowId) throw new TemplateError("The app has no workflow.");
  const parsed = workflowJson.safeParse(await engine.getWorkflow(app.templateWorkflowId));
  if (!parsed.success) throw new TemplateError("The app's workflow in the engine cannot be read.");
  return parsed.data;
}

async function saveWorkflow(
  deps: ConnectedDeps,
  install: ServerInstall,
  leaseId: string,
  key: DeployedInstall,
  body: WorkflowBody,
): Promise<string> {
  const { engine, installs } = deps;
  if (install.workflowId) {
    try {
      return (await engine.updateWorkflow(install.workflowId, body)).id;
    } catch (error) {
      // Deleted or archived by somebody in the engine. A fault of the body itself shows again below.
      if (!isEngineError(error, "not_found", "rejected")) throw error;
    }
  }
  // One whose creation was answered too late, or never: its id is not on record, so nothing can use it.
  await deleteWorkflows(deps, key, install.workflowId);
  const { id } = await engine.createWorkflow(body);
  await deps.onStep?.("workflow_created", install.id);
  await installs.recordWorkflow(install, leaseId, id);
  await deps.onStep?.("workflow_recorded", install.id);
  return id;
}

async function deleteWorkflows({ engine }: ConnectedDeps, key: DeployedInstall, recorded: string | null) {
  const found = await engine.findWorkflowsByName(`[pb:${key.deployment}:${key.installId}]`);
  const ids = new Set(found.map(({ id }) => id));
  if (recorded) ids.add(recorded);
  let deleted = 0;
  for (const id of ids) if ((await engine.deleteWorkflow(id)) === "deleted") deleted += 1;
  return deleted;
}

/** The engine says "published" before the start exists, and sometimes it forgets. */
async function isLiveWithin(
  { engine, liveWithinMs = defaultLiveWithinMs }: ConnectedDeps,
  key: InstallKey,
  ms: number,
) {
  try {
    await engine.waitUntilLive(webhookPath(key), { deadlineMs: Math.min(ms, liveWithinMs) });
    return true;
  } catch (error) {
    if (!isEngineError(error, "timeout")) throw error;
    return false;
  }
}

/**
 * An engine that goes down while it publishes leaves the publication claimed by a process that is gone. It then queues
 * everything that it is told about that workflow, publishing and unpublishing alike, until the claim lapses; another
 * workflow does not wait for it. So the workflow is replaced, and the claim goes with it. Where the engine refuses to delete
 * it for as long as the claim holds, that is waited for, as it would be without a replacement.
 *
 * Between deleting and recording, the install names a workflow that is gone: saveWorkflow makes another the next time.
 * While a run is under way its workflow is kept, because the traces of the run would go with it: then only time helps.
 */
async function publishAnew(
  deps: ConnectedDeps,
  install: ServerInstall,
  leaseId: string,
  body: WorkflowBody,
  workflowId: string,
): Promise<void> {
  const { engine, installs, liveWithinMs = defaultLiveWithinMs } = deps;
  if (await installs.findActiveRun(install)) {
    await engine.unpublishWorkflow(workflowId);
    return engine.publishWorkflow(workflowId);
  }
  await engine.deleteWorkflow(workflowId, { deadlineMs: liveWithinMs });
  const { id } = await engine.createWorkflow(body);
  await installs.recordWorkflow(install, leaseId, id);
  await engine.publishWorkflow(id);
}

/** Ids of every credential that the install can have in the vault, whether it is on record or not. */
export function possibleCredentialIds(install: ServerInstall, key: DeployedInstall): string[] {
  const keys = [
    triggerCredentialKey,
    ...credentialFields(manifestOf(install.app.configSchema)).map((field) => field.key),
  ];
  return [
    ...new Set([...keys.map((entry) => credentialId(key, entry)), ...install.credentials.map((c) => c.engineId)]),
  ];
}

/** Removes everything; the workflow first, because one without its credentials would still be started and fail. */
export async function removeEverything(
  deps: ConnectedDeps,
  install: ServerInstall,
): Promise<{ workflows: number; credentials: number }> {
  const key = await deployed(deps, install);
  const workflows = await deleteWorkflows(deps, key, install.workflowId);
  await deps.onStep?.("workflow_deleted", install.id);
  let credentials = 0;
  for (const id of possibleCredentialIds(install, key)) {
    if ((await deps.engine.deleteCredential(id)) === "deleted") credentials += 1;
  }
  await deps.onStep?.("credentials_deleted", install.id);
  return { workflows, credentials };
}
