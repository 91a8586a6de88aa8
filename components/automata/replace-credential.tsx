"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState } from "react";
import { CredentialInputs } from "@/components/automata/config-form/credential-inputs";
import { focusFirstProblem } from "@/components/automata/config-form/focus-first-problem";
import { credentialInputName } from "@/components/automata/config-form/use-config-form";
import { useVerb } from "@/components/automata/use-verb";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { NativeDialog } from "@/components/ui/native-dialog";
import { setCredential } from "@/lib/automata/actions";
import type { CredentialField } from "@/lib/automata/config-manifest/types";
import { validateCredentialInput } from "@/lib/automata/config-manifest/validate-field";

/** Hands over new values of a credential. The old ones are never shown, and are gone once the new ones are saved. */
export function ReplaceCredential({
  installId,
  field,
  isSet,
}: {
  installId: string;
  field: CredentialField;
  isSet: boolean;
}) {
  const router = useRouter();
  const formId = useId();
  const element = useRef<HTMLFormElement>(null);
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState<Record<string, string>>({});
  const [complaining, setComplaining] = useState(false);
  const { run, pending, failure, forget } = useVerb(setCredential, {
    onDone: () => {
      close();
      router.refresh();
    },
    onFailure: () => focusFirstProblem(element.current),
  });

  // What was typed is a secret: it does not outlive the dialog.
  function close() {
    setOpen(false);
    setValues({});
    setComplaining(false);
    forget();
  }

  const problems = Object.fromEntries(
    field.fields.flatMap((input) => {
      const refused = failure?.fields?.[input.key] ?? failure?.fields?.[credentialInputName(field.key, input.key)];
      const message = refused ?? (complaining ? validateCredentialInput(input, values[input.key]) : null);
      return message ? [[credentialInputName(field.key, input.key), message]] : [];
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setComplaining(true);
    if (field.fields.some((input) => validateCredentialInput(input, values[input.key]))) {
      focusFirstProblem(element.current);
    } else run({ installId, key: field.key, values });
  }

  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        {isSet ? "Replace" : "Set"} <span className="sr-only">{field.label}</span>
      </Button>
      <NativeDialog
        open={open}
        onClose={close}
        title={`${isSet ? "Replace" : "Set"} ${field.label}`}
        description={
          isSet ? "The new values are used from the next run on. The old ones cannot be brought back." : field.help
        }
        footer={
          <>
            <Button variant="ghost" onClick={close}>
              Keep as it is
            </Button>
            <Button type="submit" form={formId} pending={pending}>
              {pending ? "Saving" : "Save"}
            </Button>
          </>
        }
      >
        <form ref={element} id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
          <CredentialInputs
            credential={field}
            values={values}
            problemOf={(name) => problems[name]}
            onChange={(input, text) => {
              setValues((before) => ({ ...before, [input]: text }));
              forget();
            }}
            onLeave={() => {}}
          />
          <FormMessage error={failure?.message} />
        </form>
      </NativeDialog>
    </>
  );
}
