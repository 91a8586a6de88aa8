import "server-only";
import { createSessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { listPublishedApps } from "./app-repository";
import { installStatesByApp } from "./install-repository";
import type { StoreApp } from "./types";

/** The store: published apps, each with its state in the current tenant. */
export async function loadStore({ tenant }: TenantContext): Promise<StoreApp[]> {
  const db = await createSessionClient();
  const [apps, states] = await Promise.all([listPublishedApps(db), installStatesByApp(db, tenant.id)]);
  return apps.map((app) => ({ ...app, installState: states.get(app.id) ?? null }));
}
