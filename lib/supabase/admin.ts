import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { env } from "../env";
import type { Database } from "./database.types";

/** A client that row level security does not bind. Whoever uses it has checked a right first. */
export type AdminClient = SupabaseClient<Database>;

let client: AdminClient | undefined;

/** Built with the secret key and without cookies: a caller's session can never travel along, nor be written. */
export function adminClient(): AdminClient {
  client ??= createClient<Database>(env().NEXT_PUBLIC_SUPABASE_URL, env().SUPABASE_SECRET_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  return client;
}
