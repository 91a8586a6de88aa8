import { routes } from "./routes";

/** The pages of section Integration in the order in which the sidebar draws them; `slug` as in get_accessible_pages(). */
export const integrationPages = [
  {
    slug: "apps",
    label: "API Access",
    href: routes.apiAccess,
    summary: "Keys and applications that may reach this tenant's data from outside.",
  },
  {
    slug: "studio.app-store",
    label: "App Store",
    href: routes.appStore,
    summary: "Ready-made automations that can be installed for this tenant.",
  },
  {
    slug: "studio.automata",
    label: "Automata",
    href: routes.automata,
    summary: "Installed automations: their state, their last run and the rows that need attention.",
  },
  {
    slug: "webhooks",
    label: "Webhooks",
    href: routes.webhooks,
    summary: "Addresses that are told when data of this tenant changes.",
  },
] as const;

export type IntegrationPage = (typeof integrationPages)[number];
export type IntegrationSlug = IntegrationPage["slug"];

/** True for the route itself and everything below it, not for a sibling that merely starts alike. */
export function isWithin(pathname: string, route: string): boolean {
  return pathname === route || pathname.startsWith(`${route}/`);
}

export function integrationPageAt(pathname: string): IntegrationPage | undefined {
  return integrationPages.find((page) => isWithin(pathname, page.href));
}

/**
 * The page slugs that the sidebar draws. The dashboard's own list is not scoped to a tenant (an admin in one who is a
 * member in another has the admin's pages in both), so each Integration entry follows the tenant-scoped answer that the
 * gate of its page gives: no entry leads to a refusal, and none that would open is missing.
 */
export function drawnPages(hostPages: readonly string[], mayOpen: (slug: IntegrationSlug) => boolean): string[] {
  const integration = new Set<string>(integrationPages.map((page) => page.slug));
  return [
    ...hostPages.filter((slug) => !integration.has(slug)),
    ...integrationPages.map((page) => page.slug).filter(mayOpen),
  ];
}
