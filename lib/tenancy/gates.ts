import "server-only";
import { forbidden, redirect } from "next/navigation";
import { type IntegrationSlug, integrationPages } from "../nav";
import { loginRoute, routes } from "../routes";
import { resolveTenant, type TenantContext } from "./current-tenant";
import { mayOpenPage } from "./rights";

/**
 * For pages that every member may open. Signed out: the sign-in page, then back to `wanted`. No active membership: 403.
 */
export async function requireTenant(wanted: string = routes.dashboard): Promise<TenantContext> {
  const context = await resolveTenant();
  if (context === "signed_out") redirect(loginRoute(wanted));
  if (context === "no_membership") forbidden();
  return context;
}

/**
 * For the pages of section Integration: 403 unless the current tenant grants the page.
 *
 * @param wanted where to return to after signing in, for pages below the section's own
 */
export async function requirePage(slug: IntegrationSlug, wanted?: string): Promise<TenantContext> {
  const page = integrationPages.find((candidate) => candidate.slug === slug);
  const context = await requireTenant(wanted ?? page?.href);
  if (!mayOpenPage(context.rights, slug)) forbidden();
  return context;
}
