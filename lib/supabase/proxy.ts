import { type CookieOptions, createServerClient } from "@supabase/ssr";
import type { NextRequest, NextResponse } from "next/server";
import { env } from "../env";
import { isAuthOutage } from "./auth-outage";
import { hasSessionCookie, sessionCookieOptions } from "./session-cookies";

/**
 * `ended`: there was a session and it is over. `unknown`: the Auth server did not answer, which must not sign anybody
 * out; the page asks again and shows the failure.
 */
export type SessionState = "signed_in" | "signed_out" | "ended" | "unknown";

export interface RefreshedSession {
  state: SessionState;
  /** Puts the refreshed cookies, and the headers that keep them out of caches, on whatever answer is sent. */
  applyTo: (response: NextResponse) => void;
}

/**
 * Refreshes the caller's session where it is due. The request's own cookies are updated too, so that the page of this
 * same request reads the new session and not the spent one.
 */
export async function refreshSession(request: NextRequest): Promise<RefreshedSession> {
  const cookies = new Map<string, { value: string; options: CookieOptions }>();
  const headers = new Map<string, string>();
  const hadSession = hasSessionCookie(request.cookies.getAll());

  const client = createServerClient(env().NEXT_PUBLIC_SUPABASE_URL, env().NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: sessionCookieOptions(),
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll(changed, cacheHeaders) {
        for (const { name, value, options } of changed) {
          if (value) request.cookies.set(name, value);
          else request.cookies.delete(name);
          cookies.set(name, { value, options });
        }
        for (const [name, value] of Object.entries(cacheHeaders)) headers.set(name, value);
      },
    },
  });
  // Directly after the client is built: anything in between could answer before a refreshed session is written.
  const { data, error } = await client.auth.getClaims();

  return {
    state: stateOf({ signedIn: data !== null, unreachable: isAuthOutage(error), hadSession }),
    applyTo(response) {
      for (const [name, { value, options }] of cookies) response.cookies.set(name, value, options);
      for (const [name, value] of headers) response.headers.set(name, value);
    },
  };
}

function stateOf(facts: { signedIn: boolean; unreachable: boolean; hadSession: boolean }): SessionState {
  if (facts.signedIn) return "signed_in";
  if (facts.unreachable) return "unknown";
  return facts.hadSession ? "ended" : "signed_out";
}
