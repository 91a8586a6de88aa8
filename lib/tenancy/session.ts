import "server-only";
import { AppError } from "../errors";
import { isAuthOutage } from "../supabase/auth-outage";
import { createSessionClient } from "../supabase/server";
import { forgetTenant } from "./current-tenant";

/** @throws {AppError} with a sentence that does not tell whether the address has an account */
export async function startSession(credentials: { email: string; password: string }): Promise<void> {
  const session = await createSessionClient();
  const { error } = await session.auth.signInWithPassword(credentials);
  if (!error) return;
  if (error.status === 429) {
    throw new AppError("unavailable", "There were too many attempts. Wait a minute, then try again.");
  }
  if (isAuthOutage(error)) {
    console.error("[session] the Auth server did not answer a sign-in", error);
    throw new AppError("unavailable", "Signing in is not possible at the moment. Try again in a minute.");
  }
  throw new AppError("invalid_input", "This e-mail address and password do not match.");
}

/** Ends the session of this device only: signing out here must not end the same person's work elsewhere. */
export async function endSession(): Promise<void> {
  const session = await createSessionClient();
  const { error } = await session.auth.signOut({ scope: "local" });
  if (error) throw error;
  await forgetTenant();
}
