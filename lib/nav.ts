import { routes } from "./routes";

/** The pages of section Integration in the order in which the sidebar draws them; `slug` as in get_accessible_pages(). */
export const integrationPages = [
  { slug: "apps", label: "API Access", href: routes.apiAccess },
  { slug: "studio.app-store", label: "App Store", href: routes.appStore },
  { slug: "studio.automata", label: "Automata", href: routes.automata },
  { slug: "webhooks", label: "Webhooks", href: routes.webhooks },
] as const;

export type IntegrationSlug = (typeof integrationPages)[number]["slug"];

/** True for the route itself and everything below it, not for a sibling that merely starts alike. */
export function isWithin(pathname: string, route: string): boolean {
  return pathname === route || pathname.startsWith(`${route}/`);
}
