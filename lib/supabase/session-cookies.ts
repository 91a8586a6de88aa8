import type { CookieOptionsWithName } from "@supabase/ssr";
import { env } from "../env";

/** Scripts never need the session, and other sites never need to send it. */
export function sessionCookieOptions(): CookieOptionsWithName {
  return { httpOnly: true, sameSite: "lax", secure: env().APP_URL.startsWith("https://"), path: "/" };
}

/** Whether the request carries a session cookie of Supabase Auth at all, valid or not. */
export function hasSessionCookie(cookies: readonly { name: string }[]): boolean {
  return cookies.some(({ name }) => /^sb-.+-auth-token(\.\d+)?$/.test(name));
}
