import "server-only";
import { type AdminClient, adminClient } from "../supabase/admin";
import type { TenantId } from "../tenancy/tenant-id";
import type { AccessPolicy } from "./page-data";

export type AccessPolicyRepository = ReturnType<typeof createAccessPolicyRepository>;

/** The real one: for callers who have checked the right to manage the tenant. */
export const accessPolicies = () => createAccessPolicyRepository(adminClient());

export function createAccessPolicyRepository(db: AdminClient) {
  return {
    async roleSlugs(tenantId: TenantId): Promise<string[]> {
      const { data, error } = await db.from("roles").select("slug").eq("tenant_id", tenantId);
      if (error) throw error;
      return data.map(({ slug }) => slug);
    },

    /** False: the tenant has no such install, or no longer. */
    async save(tenantId: TenantId, installId: string, policy: AccessPolicy): Promise<boolean> {
      const { data, error } = await db
        .from("tenant_installed_apps")
        .update({ access_policy: { ...policy } })
        .eq("tenant_id", tenantId)
        .eq("id", installId)
        .neq("state", "uninstalled")
        .select("id");
      if (error) throw error;
      return data.length > 0;
    },
  };
}
