import "server-only";
import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { cache } from "react";
import { env } from "../env";
import type { Database } from "./database.types";
import { sessionCookieOptions } from "./session-cookies";

/** A client that acts as the caller: every read goes through row level security. */
export type SessionClient = SupabaseClient<Database>;

/** The caller's own client, from the session cookies of this request. */
export const createSessionClient = cache(async (): Promise<SessionClient> => {
  const store = await cookies();
  return createServerClient<Database>(env().NEXT_PUBLIC_SUPABASE_URL, env().NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: sessionCookieOptions(),
    cookies: {
      getAll: () => store.getAll(),
      setAll(changed) {
        try {
          for (const { name, value, options } of changed) store.set(name, value, options);
        } catch {
          // While a page renders its headers are already on their way and cookies are read-only. Nothing is lost:
          // proxy.ts refreshed the session before the page began, and actions and routes may write.
        }
      },
    },
  });
});
