"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionResult } from "@/lib/action";

type SignIn = (previous: ActionResult<never> | null, form: FormData) => Promise<ActionResult<never>>;

/** Works before and without JavaScript: the form posts to the action, whose answer is drawn into the page. */
export function LoginForm({ signIn, next }: { signIn: SignIn; next: string }) {
  const [result, submit] = useActionState(signIn, null);
  const failure = result?.ok === false ? result : null;

  return (
    <form action={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail address" required error={failure?.fields?.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            // React empties a form after its action; the address just typed is the new default.
            defaultValue={failure?.values?.email}
            key={failure?.values?.email}
          />
        )}
      </Field>
      <Field label="Password" required error={failure?.fields?.password}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" />}
      </Field>
      <FormMessage error={failure?.message} />
      <SubmitButton size="lg" pendingLabel="Signing in">
        Sign in
      </SubmitButton>
    </form>
  );
}
