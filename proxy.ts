import { type NextRequest, NextResponse } from "next/server";
import { env, isDevelopment } from "@/lib/env";
import { isWithin } from "@/lib/nav";
import { loginRoute, routes } from "@/lib/routes";
import { refreshSession, type SessionState } from "@/lib/supabase/proxy";

// Machines knock at /api/automata with tokens of their own: a redirect to the sign-in page would be no answer, and passing
// through here would cut their bodies at 10 MB. Static files need neither session nor nonce.
export const config = {
  matcher: ["/((?!api/automata(?:/|$)|_next/static|_next/image|favicon\\.ico).*)"],
};

/** Refreshes the session and sets the policy of the page. It is no guard: pages, actions and routes check again. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce);
  const session = await refreshSession(request);
  const response = signInRedirect(request, session.state) ?? pageResponse(request, nonce, policy);

  session.applyTo(response);
  response.headers.set("Content-Security-Policy", policy);
  if (servedOverHttps()) response.headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return response;
}

function pageResponse(request: NextRequest, nonce: string, policy: string): NextResponse {
  // After the refresh, so that the page reads the new cookies; Next takes the nonce for its own scripts from this header.
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set("x-nonce", nonce);
  return NextResponse.next({ request: { headers } });
}

/** Only for someone opening a page: an action answers for itself, and a redirected POST would be posted again. */
function signInRedirect(request: NextRequest, state: SessionState): NextResponse | null {
  const opensPage = request.method === "GET" || request.method === "HEAD";
  const signedOut = state === "signed_out" || state === "ended";
  if (!opensPage || !signedOut || !isWithin(request.nextUrl.pathname, routes.dashboard)) return null;

  const wanted = new URL(request.nextUrl);
  wanted.searchParams.delete("_rsc");
  const target = loginRoute(wanted.pathname + wanted.search, state === "ended" ? "ended" : undefined);
  return NextResponse.redirect(new URL(target, request.nextUrl));
}

function servedOverHttps(): boolean {
  return env().APP_URL.startsWith("https://");
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    // React's development build rebuilds server stacks with eval; the production build needs none.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Charts and progress bars write style attributes, which no nonce can allow.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(servedOverHttps() ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
