import type { Route } from "next";

/** `slug` is the page's name in get_accessible_pages(); `icon` is a key of components/icons.ts. */
export interface NavEntry {
  slug: string;
  label: string;
  href: Route;
  icon: "dashboard" | "api-access" | "app-store" | "automata" | "webhooks" | "studio" | "administration";
}

/** `hostOnly` marks sections whose pages live in the host dashboard and not in this repository. */
export interface NavSection {
  label: string;
  icon: NavEntry["icon"];
  hostOnly: boolean;
  entries: readonly NavEntry[];
}

export const homeEntry: NavEntry = { slug: "dashboard", label: "Dashboard", href: "/dashboard", icon: "dashboard" };

export const integrationSection: NavSection = {
  label: "Integration",
  icon: "automata",
  hostOnly: false,
  entries: [
    { slug: "apps", label: "API Access", href: "/dashboard/apps" as Route, icon: "api-access" },
    { slug: "studio.app-store", label: "App Store", href: "/dashboard/studio/app-store" as Route, icon: "app-store" },
    { slug: "studio.automata", label: "Automata", href: "/dashboard/studio/automata" as Route, icon: "automata" },
    { slug: "webhooks", label: "Webhooks", href: "/dashboard/webhooks" as Route, icon: "webhooks" },
  ],
};

// The casts: these routes exist in the host only, so the typed routes of this repository do not know them.
const hostEntry = (slug: string, label: string, href: string, icon: NavEntry["icon"]): NavEntry => ({
  slug,
  label,
  href: href as Route,
  icon,
});

export const studioSection: NavSection = {
  label: "Studio",
  icon: "studio",
  hostOnly: true,
  entries: [
    hostEntry("studio.system-collections", "System Collections", "/dashboard/studio/system-collections", "studio"),
    hostEntry("studio.content-catalog", "Content Catalog", "/dashboard/studio/content-catalog", "studio"),
    hostEntry("studio.tenant-collections", "Tenant Collections", "/dashboard/studio/tenant-collections", "studio"),
    hostEntry("studio.navigations", "Navigations", "/dashboard/studio/navigations", "studio"),
    hostEntry("studio.queries", "Queries", "/dashboard/studio/queries", "studio"),
    hostEntry("studio.logs", "Logs", "/dashboard/studio/logs", "studio"),
  ],
};

export const administrationSection: NavSection = {
  label: "Administration",
  icon: "administration",
  hostOnly: true,
  entries: [
    hostEntry("users", "Users", "/dashboard/users", "administration"),
    hostEntry("tenants", "Tenants", "/dashboard/tenants", "administration"),
    hostEntry("roles", "Roles", "/dashboard/roles", "administration"),
    hostEntry("policies", "Policies", "/dashboard/policies", "administration"),
  ],
};

/** In the order in which the sidebar draws them. */
export const navSections: readonly NavSection[] = [studioSection, integrationSection, administrationSection];
