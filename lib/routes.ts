import type { Route } from "next";

/** Every address of the app, once. Elsewhere a route literal is refused by tests/structure.test.ts. */
export const routes = {
  login: "/login",
  dashboard: "/dashboard",
  apiAccess: "/dashboard/apps",
  appStore: "/dashboard/studio/app-store",
  automata: "/dashboard/studio/automata",
  webhooks: "/dashboard/webhooks",
} as const;

/** Where the dashboard keeps its own pages, such as "studio.queries" or "users". They exist there, not in this repository. */
export function hostPageRoute(slug: string): Route {
  return `${routes.dashboard}/${slug.replace(".", "/")}` as Route;
}

/** Studio's address; App Store and Automata lie below it without belonging to it. */
export const studioRoot = `${routes.dashboard}/studio`;

/** The store, searched or narrowed down. */
export const storeRoute = (query: Record<string, string> = {}): Route => withQuery(routes.appStore, query);

/** An app of the store, with its install wizard. */
export const appRoute = (slug: string): Route => `${routes.appStore}/${encodeURIComponent(slug)}` as Route;

/** The parts of an install's page. */
export type InstallView = "runs" | "settings" | "steps";

export function installRoute(installId: string, view: InstallView = "runs", query: Record<string, string> = {}): Route {
  return withQuery(`${routes.automata}/${installId}`, { ...(view !== "runs" && { view }), ...query });
}

export function runRoute(installId: string, runId: string, query: Record<string, string> = {}): Route {
  return withQuery(`${routes.automata}/${installId}/runs/${runId}`, query);
}

function withQuery(path: string, query: Record<string, string>): Route {
  const search = new URLSearchParams(query);
  return `${path}${search.size > 0 ? `?${search}` : ""}` as Route;
}

/** Where a page asks how a run is doing. */
export const liveRunRoute = (runId: string): string => `/api/live/runs/${runId}`;

/** Where a page asks how the install of an app is doing. */
export const liveInstallRoute = (appId: string): string => `/api/live/apps/${appId}`;

/** The row errors of a run as a CSV file. */
export function errorExportRoute(runId: string, query: Record<string, string>): string {
  return `/api/live/runs/${runId}/errors.csv?${new URLSearchParams(query)}`;
}

/** Longer addresses are nobody's bookmark, and would not fit a response header. */
const maxNextLength = 2048;

/**
 * The sign-in page, told where the person wanted to go. `ended` is for someone who had a session: they deserve to read
 * why they are asked again.
 */
export function loginRoute(next: string, reason?: "ended"): Route {
  const query = new URLSearchParams({ next });
  if (reason) query.set("reason", reason);
  return `${routes.login}?${query}` as Route;
}

/**
 * Where to go after signing in. Anything but a path on this origin becomes the dashboard: absolute and
 * protocol-relative addresses, backslashes (browsers read them as slashes), control characters (browsers drop them),
 * and the sign-in page itself.
 */
export function safeNextPath(next: unknown): Route {
  const fallback: Route = routes.dashboard;
  if (typeof next !== "string" || next.length > maxNextLength || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next))
    return fallback;

  const base = "http://same-origin.invalid";
  if (!URL.canParse(next, base)) return fallback;
  const url = new URL(next, base);
  // Dot segments are resolved first: "/.//evil.example" starts with one slash and ends up with two.
  if (url.origin !== base || url.pathname.startsWith("//") || url.pathname === routes.login) return fallback;
  return `${url.pathname}${url.search}${url.hash}` as Route;
}
