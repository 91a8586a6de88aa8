"use client";

import { type ComponentProps, useActionState } from "react";
import { Header } from "@/components/header";
import { Notice } from "@/components/ui/notice";
import type { ActionResult } from "@/lib/action";

type FormAction = (previous: ActionResult<never> | null, form: FormData) => Promise<ActionResult<never>>;

type Props = Omit<ComponentProps<typeof Header>, "signOut" | "switchTenant"> & {
  signOut: FormAction;
  switchTenant: FormAction;
};

/** The header with its two actions, and their answer if they were refused: on success both lead to another page. */
export function DashboardHeader({ signOut, switchTenant, ...rest }: Props) {
  const [signOutResult, submitSignOut] = useActionState(signOut, null);
  const [switchResult, submitSwitch] = useActionState(switchTenant, null);
  const failure = [signOutResult, switchResult].find((result) => result?.ok === false);

  return (
    <>
      <Header {...rest} signOut={submitSignOut} switchTenant={submitSwitch} />
      <div role="alert">
        {failure?.ok === false && <Notice tone="danger" title={failure.message} className="mx-4 mt-4 sm:mx-6" />}
      </div>
    </>
  );
}
