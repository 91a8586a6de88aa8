import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { env } from "../env";
import { adminClient } from "../supabase/admin";
import { chooseMembership } from "./membership";
import { type Rights, rightsSchema } from "./rights";
import { mintTenantId, type TenantId } from "./tenant-id";
import { getViewer, type Viewer } from "./viewer";

const tenantCookie = "pb-tenant";
const yearInSeconds = 365 * 24 * 60 * 60;

export interface Tenant {
  id: TenantId;
  name: string;
  slug: string;
  timezone: string;
}

/** Who is asking, for which tenant, with what right. */
export interface TenantContext {
  viewer: Viewer;
  tenant: Tenant;
  rights: Rights;
  /** A super admin in a tenant of which they are no member. */
  actingAs: boolean;
}

/** Why there is no tenant for this request. */
export type NoTenant = "signed_out" | "no_membership";

/** Membership and rights are read anew for every request: a revoked one gives nothing at once, whatever the cookie says. */
export const resolveTenant = cache(async (): Promise<TenantContext | NoTenant> => {
  const viewer = await getViewer();
  if (!viewer) return "signed_out";

  const membership = chooseMembership(viewer.memberships, (await cookies()).get(tenantCookie)?.value);
  if (!membership) return "no_membership";

  const rights = await readRights(viewer.userId, membership.tenantId);
  // Revoked between the two reads.
  if (rights.tenantId !== membership.tenantId) return "no_membership";

  const { name, slug, timezone } = membership;
  return {
    viewer,
    tenant: { id: mintTenantId(membership.tenantId), name, slug, timezone },
    rights,
    actingAs: !rights.isMember,
  };
});

async function readRights(userId: string, tenantId: string): Promise<Rights> {
  const { data, error } = await adminClient().rpc("automata_viewer_rights", {
    p_user_id: userId,
    p_tenant_id: tenantId,
  });
  if (error) throw error;
  return rightsSchema.parse(data);
}

/** Remembers the wish. Whether it holds is decided by every later request. */
export async function rememberTenant(tenantId: string): Promise<void> {
  (await cookies()).set(tenantCookie, tenantId, {
    httpOnly: true,
    sameSite: "lax",
    secure: env().APP_URL.startsWith("https://"),
    path: "/",
    maxAge: yearInSeconds,
  });
}

export async function forgetTenant(): Promise<void> {
  (await cookies()).delete(tenantCookie);
}
