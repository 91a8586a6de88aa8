import "server-only";
import { z } from "zod";
import { createSessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { holdsInstallRight, visibleInstalls } from "../tenancy/rights";
import { findLiveInstall } from "./install-reads-repository";
import { findLastRun } from "./install-repository";
import type { LiveInstall } from "./live-install";

/** The install of an app in the current tenant as it is at this moment, or null if there is none that the viewer may open. */
export async function loadLiveInstall({ tenant, rights }: TenantContext, appId: string): Promise<LiveInstall | null> {
  if (!z.guid().safeParse(appId).success) return null;
  const db = await createSessionClient();
  const install = await findLiveInstall(db, tenant.id, appId);
  const visible = visibleInstalls(rights);
  if (!install || (visible !== "all" && !visible.includes(install.installId))) return null;
  const readsLogs = holdsInstallRight(rights, "logs.view", install.installId);
  const newest = readsLogs ? await findLastRun(db, tenant.id, install.installId) : null;
  return { ...install, newestRunId: newest?.id ?? null };
}
