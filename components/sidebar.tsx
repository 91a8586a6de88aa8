"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { SidebarDrawer } from "@/components/sidebar-drawer";
import { SidebarLink, SidebarSection } from "@/components/sidebar-section";
import {
  administrationSection,
  integrationSection,
  isAdministrationActive,
  isIntegrationActive,
  isStudioActive,
  type SidebarSectionData,
  studioSection,
} from "@/components/sidebar-sections";
import { routes } from "@/lib/routes";

interface SidebarProps {
  /** Page slugs the person may open in the current tenant. */
  accessiblePages: readonly string[];
  /** Draws Studio and Administration too. Their pages live in the host dashboard; here their links would lead nowhere. */
  hostPages?: boolean;
}

export function Sidebar(props: SidebarProps) {
  return (
    <>
      <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col border-border border-r bg-sidebar lg:flex">
        <SidebarContent {...props} />
      </aside>
      <SidebarDrawer>
        <SidebarContent {...props} />
      </SidebarDrawer>
    </>
  );
}

function SidebarContent({ accessiblePages, hostPages = false }: SidebarProps) {
  const pathname = usePathname();
  const studio = accessibleOf(studioSection, accessiblePages);
  const integration = accessibleOf(integrationSection, accessiblePages);
  const administration = accessibleOf(administrationSection, accessiblePages);
  const hasIntegrationAccess = integration.entries.length > 0;
  const integrationActive = isIntegrationActive(pathname);

  return (
    <>
      <div className="flex h-14 shrink-0 items-center px-4">
        <Brand />
      </div>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-1 overflow-y-auto px-3 pt-2 pb-6">
        {accessiblePages.includes("dashboard") && (
          <SidebarLink
            entry={{ slug: "dashboard", label: "Dashboard", href: routes.dashboard, icon: "layout-dashboard" }}
            // Every page lies below the dashboard's address, so only the exact one counts.
            current={pathname === routes.dashboard}
          />
        )}
        {hostPages && studio.entries.length > 0 && (
          <SidebarSection section={studio} active={isStudioActive(pathname)} pathname={pathname} />
        )}
        {hasIntegrationAccess && (
          <SidebarSection section={integration} active={integrationActive} pathname={pathname} />
        )}
        {hostPages && administration.entries.length > 0 && (
          <SidebarSection section={administration} active={isAdministrationActive(pathname)} pathname={pathname} />
        )}
      </nav>
    </>
  );
}

function accessibleOf(section: SidebarSectionData, accessiblePages: readonly string[]): SidebarSectionData {
  return { ...section, entries: section.entries.filter((entry) => accessiblePages.includes(entry.slug)) };
}

function Brand() {
  return (
    <Link href={routes.dashboard} className="flex items-center gap-2.5 rounded-md font-semibold text-[0.9375rem]">
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6">
        <rect width="24" height="24" rx="6" className="fill-primary" />
        <path
          d="M4.5 12.5h3.6l2.2-5.4 3.4 9.8 2.2-4.4h3.6"
          className="fill-none stroke-primary-foreground"
          strokeWidth="1.9"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      PulseBox
    </Link>
  );
}
