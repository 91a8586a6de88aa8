import { type AuthError, isAuthRetryableFetchError } from "@supabase/supabase-js";

/** Whether the Auth server failed to answer the question, as opposed to answering "no". */
export function isAuthOutage(error: AuthError | null): boolean {
  if (!error) return false;
  return isAuthRetryableFetchError(error) || error.status === 429 || (error.status ?? 0) >= 500;
}
