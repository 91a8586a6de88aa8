import { forbidden, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { DashboardHeader } from "@/components/dashboard-header";
import { Sidebar } from "@/components/sidebar";
import { takesFocus } from "@/components/ui/takes-focus";
import { drawnPages } from "@/lib/nav";
import { loginRoute, routes } from "@/lib/routes";
import { resolveTenant } from "@/lib/tenancy/current-tenant";
import { readHostPages } from "@/lib/tenancy/host-pages";
import { mayOpenPage } from "@/lib/tenancy/rights";
import { signOut, switchTenant } from "./actions";

/** Draws the shell and authorises nothing: a layout is not rendered again on every navigation, so each page has its gate. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const context = await resolveTenant();
  // Without a tenant there is no shell to draw; the page below asks the same question and gives the same answer.
  if (context === "signed_out") redirect(loginRoute(routes.dashboard));
  if (context === "no_membership") forbidden();

  const { viewer, tenant, rights, actingAs } = context;
  const pages = drawnPages(await readHostPages(), (slug) => mayOpenPage(rights, slug));
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-4 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar accessiblePages={pages} />
      <div className="flex min-w-0 flex-1 flex-col">
        <DashboardHeader
          tenant={{ id: tenant.id, name: tenant.name }}
          tenants={viewer.memberships.map(({ tenantId, name }) => ({ id: tenantId, name }))}
          actingAs={actingAs}
          user={{ name: viewer.name, email: viewer.email }}
          signOut={signOut}
          switchTenant={switchTenant}
        />
        <main
          id="content"
          {...takesFocus}
          className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
