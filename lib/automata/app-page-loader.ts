import "server-only";
import { adminClient } from "../supabase/admin";
import { createSessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { findPublishedApp, listRoles } from "./app-reads-repository";
import { offeredAppIds } from "./app-repository";
import { findInstallOfApp } from "./install-reads-repository";
import type { AppDetails, TenantRole } from "./page-data";
import type { InstallState } from "./types";

export interface AppPageData {
  app: AppDetails;
  /** Null if it was never installed here. */
  install: { id: string; state: InstallState; stateReason: string | null } | null;
  /** Empty for viewers who may not install. */
  roles: TenantRole[];
}

/** One app of the store with its state in the current tenant; null if the viewer may not know of it. */
export async function loadAppPage({ tenant, rights }: TenantContext, slug: string): Promise<AppPageData | null> {
  const db = await createSessionClient();
  const [app, install, roles, offered] = await Promise.all([
    findPublishedApp(db, slug),
    findInstallOfApp(db, tenant.id, slug),
    rights.canManage ? listRoles(db, tenant.id) : [],
    offeredAppIds(adminClient(), tenant.id),
  ]);
  if (!app || (!offered.has(app.id) && install === null)) return null;
  return { app, install, roles };
}
