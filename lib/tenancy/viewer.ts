import "server-only";
import { cache } from "react";
import { adminClient } from "../supabase/admin";
import { isAuthOutage } from "../supabase/auth-outage";
import { createSessionClient } from "../supabase/server";
import type { Membership } from "./membership";

/** Who is asking. */
export interface Viewer {
  userId: string;
  email: string;
  /** Full name, or the e-mail address of someone who has given none. */
  name: string;
  memberships: Membership[];
}

/**
 * The signed-in person with their memberships of this moment, or null if nobody is signed in.
 *
 * @throws if the Auth server or the database does not answer: that is a failure, not a signed-out person.
 */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const session = await createSessionClient();
  const { data, error } = await session.auth.getClaims();
  if (isAuthOutage(error)) throw error;
  if (!data) return null;

  const userId = data.claims.sub;
  const [profile, memberships] = await Promise.all([
    session.from("profiles").select("email, full_name").eq("id", userId).maybeSingle(),
    adminClient().rpc("automata_memberships", { p_user_id: userId }),
  ]);
  if (profile.error) throw profile.error;
  if (memberships.error) throw memberships.error;

  const email = profile.data?.email ?? data.claims.email ?? "";
  return {
    userId,
    email,
    name: profile.data?.full_name || email,
    memberships: memberships.data.map((row) => ({
      tenantId: row.tenant_id,
      name: row.tenant_name,
      slug: row.tenant_slug,
      timezone: row.timezone,
      isDefault: row.is_default,
    })),
  };
});
