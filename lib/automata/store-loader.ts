import "server-only";
import { adminClient } from "../supabase/admin";
import { createSessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { listPublishedApps, offeredAppIds } from "./app-repository";
import { installStatesByApp } from "./install-repository";
import { matchesStore, type StoreFilter } from "./store-filter";
import type { StoreApp } from "./types";

export interface Store {
  /** Those that match the filter. */
  apps: StoreApp[];
  /** How many there are without a filter. */
  total: number;
}

/** The apps that the current tenant may install or has installed, each with its state there. */
export async function loadStore({ tenant }: TenantContext, filter: StoreFilter): Promise<Store> {
  const db = await createSessionClient();
  const [published, states, offered] = await Promise.all([
    listPublishedApps(db),
    installStatesByApp(db, tenant.id),
    offeredAppIds(adminClient(), tenant.id),
  ]);
  const apps = published
    .filter(({ id }) => offered.has(id) || states.has(id))
    .map((app): StoreApp => ({ ...app, installState: states.get(app.id) ?? null }));
  return { apps: apps.filter((app) => matchesStore(app, filter)), total: apps.length };
}
