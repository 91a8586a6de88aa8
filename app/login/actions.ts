"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction } from "@/lib/action";
import { safeNextPath } from "@/lib/routes";
import { startSession } from "@/lib/tenancy/session";

const credentials = z.object({
  email: z.string().trim().pipe(z.email("Enter the e-mail address that you sign in with.")),
  password: z.string("Enter your password.").min(1, "Enter your password.").max(1000, "This password is too long."),
  next: z.string().optional(),
});

export const signIn = publicAction({
  input: credentials,
  keep: ["email"],
  async run({ email, password, next }): Promise<never> {
    await startSession({ email, password });
    redirect(safeNextPath(next));
  },
});
