"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { routes } from "@/lib/routes";
import { rememberTenant } from "@/lib/tenancy/current-tenant";
import { endSession } from "@/lib/tenancy/session";
import { getViewer } from "@/lib/tenancy/viewer";

export const signOut = publicAction({
  input: z.unknown(),
  async run(): Promise<never> {
    await endSession();
    redirect(routes.login);
  },
});

export const switchTenant = publicAction({
  input: z.object({ tenantId: z.uuid("Choose one of the tenants in the list.") }),
  async run({ tenantId }): Promise<never> {
    const viewer = await getViewer();
    if (!viewer) throw new AppError("signed_out", "Your session has ended, please sign in again.");
    // The same answer for a tenant that does not exist and for one of other people.
    if (!viewer.memberships.some((membership) => membership.tenantId === tenantId)) {
      throw new AppError("forbidden", "You are not an active member of this tenant.");
    }
    await rememberTenant(tenantId);
    redirect(routes.dashboard);
  },
});
