"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { safeNextPath } from "@/lib/routes";
import { isAuthOutage } from "@/lib/supabase/auth-outage";
import { createSessionClient } from "@/lib/supabase/server";

const credentials = z.object({
  email: z.string().trim().pipe(z.email("Enter the e-mail address that you sign in with.")),
  password: z.string("Enter your password.").min(1, "Enter your password.").max(1000, "This password is too long."),
  next: z.string().optional(),
});

export const signIn = publicAction({
  input: credentials,
  keep: ["email"],
  async run({ email, password, next }): Promise<never> {
    const session = await createSessionClient();
    const { error } = await session.auth.signInWithPassword({ email, password });
    if (error?.status === 429) {
      throw new AppError("unavailable", "There were too many attempts. Wait a minute, then try again.");
    }
    if (isAuthOutage(error)) {
      throw new AppError("unavailable", "Signing in is not possible at the moment. Try again in a minute.", undefined, {
        cause: error,
      });
    }
    // One sentence for a wrong password and for an unknown address: it must not tell who has an account.
    if (error) throw new AppError("invalid_input", "This e-mail address and password do not match.");
    redirect(safeNextPath(next));
  },
});
