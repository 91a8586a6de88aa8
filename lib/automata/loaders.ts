import "server-only";
import { createSessionClient, type SessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { holdsInstallRight, visibleInstalls } from "../tenancy/rights";
import { listPublishedApps } from "./app-repository";
import { countOpenErrors, findLastRun, type InstallHead, installStatesByApp, listInstalls } from "./install-repository";
import type { InstallSummary, StoreApp } from "./types";

/** The hub: the installs that the viewer may see, with what their logs say where the viewer may view those. */
export async function loadHub(context: TenantContext): Promise<InstallSummary[]> {
  const db = await createSessionClient();
  const installs = await listInstalls(db, context.tenant.id, visibleInstalls(context.rights));
  return Promise.all(
    installs.map(async (install) => ({ ...install, activity: await loadActivity(db, context, install) })),
  );
}

async function loadActivity(
  db: SessionClient,
  { tenant, rights }: TenantContext,
  install: InstallHead,
): Promise<InstallSummary["activity"]> {
  if (!holdsInstallRight(rights, "logs.view", install.id)) return { visible: false };
  const [lastRun, openErrors] = await Promise.all([
    findLastRun(db, tenant.id, install.id),
    countOpenErrors(db, tenant.id, install.id),
  ]);
  return { visible: true, lastRun, openErrors };
}

/** The store: published apps, each with its state in the current tenant. */
export async function loadStore({ tenant }: TenantContext): Promise<StoreApp[]> {
  const db = await createSessionClient();
  const [apps, states] = await Promise.all([listPublishedApps(db), installStatesByApp(db, tenant.id)]);
  return apps.map((app) => ({ ...app, installState: states.get(app.id) ?? null }));
}
