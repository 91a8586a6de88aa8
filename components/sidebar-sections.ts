import type { Route } from "next";
import type { IconName } from "@/components/icons";
import { integrationPages, isWithin } from "@/lib/nav";
import { hostPageRoute, studioRoot } from "@/lib/routes";

/** `slug` is the page's name in get_accessible_pages(). */
export interface SidebarEntry {
  slug: string;
  label: string;
  href: Route;
  icon: IconName;
}

export interface SidebarSectionData {
  label: string;
  entries: readonly SidebarEntry[];
}

const integrationIcons: Record<(typeof integrationPages)[number]["slug"], IconName> = {
  apps: "key-round",
  "studio.app-store": "store",
  "studio.automata": "workflow",
  webhooks: "webhook",
};

export const integrationSection: SidebarSectionData = {
  label: "Integration",
  entries: integrationPages.map((page) => ({ ...page, icon: integrationIcons[page.slug] })),
};

function studioEntry(page: string, label: string, icon: IconName): SidebarEntry {
  const slug = `studio.${page}`;
  return { slug, label, href: hostPageRoute(slug), icon };
}

function administrationEntry(page: string, label: string, icon: IconName): SidebarEntry {
  return { slug: page, label, href: hostPageRoute(page), icon };
}

export const studioSection: SidebarSectionData = {
  label: "Studio",
  entries: [
    studioEntry("system-collections", "System Collections", "database"),
    studioEntry("content-catalog", "Content Catalog", "library"),
    studioEntry("tenant-collections", "Tenant Collections", "folder-tree"),
    studioEntry("navigations", "Navigations", "compass"),
    studioEntry("queries", "Queries", "scan-search"),
    studioEntry("logs", "Logs", "scroll-text"),
  ],
};

export const administrationSection: SidebarSectionData = {
  label: "Administration",
  entries: [
    administrationEntry("users", "Users", "users"),
    administrationEntry("tenants", "Tenants", "building-2"),
    administrationEntry("roles", "Roles", "shield-check"),
    administrationEntry("policies", "Policies", "file-lock-2"),
  ],
};

export function isIntegrationActive(pathname: string): boolean {
  return integrationSection.entries.some((entry) => isWithin(pathname, entry.href));
}

/** Two of Integration's pages live below Studio's address and must not light Studio up. */
export function isStudioActive(pathname: string): boolean {
  return isWithin(pathname, studioRoot) && !isIntegrationActive(pathname);
}

export function isAdministrationActive(pathname: string): boolean {
  return administrationSection.entries.some((entry) => isWithin(pathname, entry.href));
}
