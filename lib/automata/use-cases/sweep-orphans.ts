import type { Engine } from "../../n8n/engine";
import { parseCredentialName, parseWorkflowName } from "../identifiers";
import type { InstallDeps } from "../install-deps";
import { deployed, possibleCredentialIds } from "../install-engine-objects";
import type { ServerInstall } from "../install-write-repository";

/**
 * Deletes what carries this deployment's marker in the engine and belongs to no install: left by a lost answer, or by an
 * erased tenant. What is not marked, or marked by another deployment, is never looked at twice.
 *
 * Installs are read after the engine's lists, and an install is on record before anything is made for it: so nothing that
 * is being set up at this moment can look unclaimed. An object must be unclaimed for a day before it goes, few go at once,
 * and if most of what is ours looks unclaimed the database is more likely to be wrong than the engine: then nothing goes.
 * Deleting is repeatable, so a sweep that dies is continued by the next.
 */
export async function sweepOrphans(
  deps: InstallDeps,
  _clock: object = {},
  limits: { quarantineSeconds?: number; cap?: number } = {},
): Promise<SweptOrphans> {
  const { engine, installs } = deps;
  if (!engine) return { found: 0, deleted: 0, suspicious: false };
  const { quarantineSeconds = 24 * 60 * 60, cap = 10 } = limits;
  const objects = await listOurs(engine, await installs.deployment());
  const owned = await listOwned(deps);
  const orphans = objects.filter((object) => !isOwned(object, owned));
  const found = orphans.length;
  if (found > cap && found > objects.length / 2) {
    console.error(
      `[sweep] ${found} of ${objects.length} objects in the engine belong to no install: nothing is deleted`,
    );
    return { found, deleted: 0, suspicious: true };
  }

  let deleted = 0;
  for (const kind of ["workflow", "credential"] as const) {
    const ids = orphans.filter((orphan) => orphan.kind === kind).map(({ id }) => id);
    const due = await installs.quarantine(kind, ids, quarantineSeconds);
    for (const id of due.slice(0, cap - deleted)) {
      if (kind === "workflow") await engine.deleteWorkflow(id);
      else await engine.deleteCredential(id);
      console.warn(`[sweep] deleted a ${kind} that no install claims: ${id}`);
      deleted += 1;
    }
  }
  return { found, deleted, suspicious: false };
}

/** Counts. `suspicious`: too many to be true, so none was deleted and somebody should look. */
export interface SweptOrphans {
  found: number;
  deleted: number;
  suspicious: boolean;
}

interface EngineObject {
  kind: "workflow" | "credential";
  id: string;
  installId: string;
}

async function listOurs(engine: Engine, deployment: string): Promise<EngineObject[]> {
  const workflows = (await engine.findWorkflowsByName(`[pb:${deployment}:`)).map(({ id, name }) => ({
    kind: "workflow" as const,
    id,
    owner: parseWorkflowName(name),
  }));
  const credentials = (await engine.listCredentials()).map(({ id, name }) => ({
    kind: "credential" as const,
    id,
    owner: parseCredentialName(name),
  }));
  return [...workflows, ...credentials].flatMap(({ kind, id, owner }) =>
    owner?.deployment === deployment ? [{ kind, id, installId: owner.installId }] : [],
  );
}

/** By install: the ids of what it has, or "all" while it is being changed. */
type Owned = Map<string, ReadonlySet<string> | "all">;

async function listOwned(deps: InstallDeps): Promise<Owned> {
  const owned: Owned = new Map();
  for (const install of await deps.installs.listOwners()) owned.set(install.id, await idsOf(deps, install));
  return owned;
}

async function idsOf(deps: InstallDeps, install: ServerInstall): Promise<ReadonlySet<string> | "all"> {
  // A resume that is under way has made its workflow before that is on record, so what is not active is left alone, too.
  if (install.state !== "active") return "all";
  const ids = new Set(possibleCredentialIds(install, await deployed(deps, install)));
  if (install.workflowId) ids.add(install.workflowId);
  return ids;
}

function isOwned({ id, installId }: EngineObject, owned: Owned): boolean {
  const ids = owned.get(installId);
  return ids === "all" || ids?.has(id) === true;
}
