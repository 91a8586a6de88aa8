"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionResult } from "@/lib/action";

interface Props {
  signOut: (previous: ActionResult<never> | null, form: FormData) => Promise<ActionResult<never>>;
}

/** For pages without the header, where signing in as someone else is the way out. */
export function SignOutForm({ signOut }: Props) {
  const [result, submit] = useActionState(signOut, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-3">
      <FormMessage error={result?.ok === false ? result.message : null} />
      <SubmitButton variant="secondary" pendingLabel="Signing out">
        Sign out
      </SubmitButton>
    </form>
  );
}
