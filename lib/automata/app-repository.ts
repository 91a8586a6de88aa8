import "server-only";
import type { AdminClient } from "../supabase/admin";
import type { SessionClient } from "../supabase/server";
import type { TenantId } from "../tenancy/tenant-id";
import { appTypeSchema } from "./schema";
import type { StoreApp } from "./types";

/** The published apps that the caller may read, by name. Which those are is the database's decision; drafts never are. */
export async function listPublishedApps(db: SessionClient): Promise<Omit<StoreApp, "installState">[]> {
  const { data, error } = await db
    .from("platform_apps")
    .select("id, slug, name, description, icon, publisher, version, type")
    .not("published_at", "is", null)
    .order("name");
  if (error) throw error;
  return data.map((row) => ({ ...row, type: appTypeSchema.parse(row.type) }));
}

/**
 * The apps that a tenant may install. A person may read more of them: a member of two tenants those of both, a super admin
 * all. Whom an app is for is nothing that a tenant reads, so the server asks.
 */
export async function offeredAppIds(db: AdminClient, tenantId: TenantId): Promise<Set<string>> {
  const { data, error } = await db
    .from("platform_apps")
    .select("id")
    .not("published_at", "is", null)
    .or(`visibility.eq.public,allowed_tenant_ids.cs.{${tenantId}}`);
  if (error) throw error;
  return new Set(data.map(({ id }) => id));
}
