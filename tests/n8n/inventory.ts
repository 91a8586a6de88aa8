import { parseCredentialName, parseWorkflowName } from "@/lib/automata/identifiers";
import { deployed, possibleCredentialIds } from "@/lib/automata/install-engine-objects";
import { mintTenantId } from "@/lib/tenancy/tenant-id";
import { liveEngine } from "./live-engine";
import type { Site } from "./site";

export interface Inventory {
  /** Objects in the engine without an install that has them, in words. */
  orphans: string[];
  /** Installs that point at what is not in the engine, in words. */
  dangling: string[];
  /** Everything of this deployment in the engine. */
  objects: number;
}

/** Compares both sides, object by object, without the code that is to keep them alike. */
export async function takeInventory({ db, deps }: Site): Promise<Inventory> {
  const deployment = await deps.installs.deployment();
  const engine = liveEngine.client();
  const [workflows, credentials] = await Promise.all([
    engine.findWorkflowsByName(`[pb:${deployment}:`),
    engine.listCredentials(),
  ]);
  const objects = [
    ...workflows.map(({ id, name }) => ({ kind: "workflow", id, owner: parseWorkflowName(name) })),
    ...credentials.map(({ id, name }) => ({ kind: "credential", id, owner: parseCredentialName(name) })),
  ].filter(({ owner }) => owner?.deployment === deployment);
  const present = new Set(objects.map(({ id }) => id));
  const owned = new Set<string>();
  const dangling: string[] = [];

  const rows = await db.sql<{ id: string; tenant_id: string; state: string }[]>`
    select i.id, i.tenant_id, i.state from tenant_installed_apps i join tenants t on t.id = i.tenant_id
    where t.slug like 'site-%'`;
  for (const { id, tenant_id, state } of rows) {
    const install = await deps.installs.find(mintTenantId(tenant_id), id);
    if (!install) throw new Error(`Install ${id} cannot be read.`);
    const pointed = [
      ...(install.workflowId ? [install.workflowId] : []),
      ...install.credentials.map((c) => c.engineId),
    ];
    const missing = pointed.filter((object) => !present.has(object));
    dangling.push(...missing.map((object) => `install ${id} (${state}) points at ${object}`));
    if (state === "active" && !install.workflowId) dangling.push(`install ${id} is active without a workflow`);
    if (state === "uninstalled") continue;
    const possible = possibleCredentialIds(install, await deployed(deps, install));
    for (const object of [...pointed, ...possible]) owned.add(object);
  }
  const orphans = objects.filter(({ id }) => !owned.has(id));
  return {
    orphans: orphans.map(({ kind, id, owner }) => `${kind} ${id} of install ${owner?.installId}`),
    dangling,
    objects: objects.length,
  };
}
