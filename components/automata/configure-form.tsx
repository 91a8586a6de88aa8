"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { ConfigFields } from "@/components/automata/config-form/config-fields";
import { focusFirstProblem } from "@/components/automata/config-form/focus-first-problem";
import { useConfigForm } from "@/components/automata/config-form/use-config-form";
import { useVerb, type Verb } from "@/components/automata/use-verb";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import type { ConfigValues, Manifest } from "@/lib/automata/config-manifest/types";
import type { InstallDetails } from "@/lib/automata/page-data";

export interface ConfigureInput {
  installId: string;
  config: ConfigValues;
}

/** The configuration of an install, with the fields of its installation. */
export function ConfigureForm({
  install,
  manifest,
  configure,
}: {
  install: Pick<InstallDetails, "id" | "config">;
  manifest: Manifest;
  configure: Verb<ConfigureInput, unknown>;
}) {
  const router = useRouter();
  const form = useConfigForm(manifest, install.config, false);
  const [saved, setSaved] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const { run, pending, failure } = useVerb(configure, {
    onDone: () => {
      setSaved(true);
      router.refresh();
    },
    onFailure: ({ fields }) => {
      form.showProblems(fields);
      if (fields) focusFirstProblem(element.current);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setSaved(false);
    form.showProblems();
    if (form.valid) run({ installId: install.id, config: form.result().config });
    else focusFirstProblem(element.current);
  }

  return (
    <form ref={element} noValidate onSubmit={submit} aria-label="Configuration" onChange={() => setSaved(false)}>
      <Card>
        <CardHeader title="Configuration" description="Changes take effect on the next run." />
        <CardBody className="pt-5">
          <ConfigFields manifest={manifest} form={form} />
        </CardBody>
        <CardFooter className="flex-col items-stretch gap-0 has-[p]:gap-3">
          <FormMessage error={failure?.message} success={saved ? "Saved." : null} />
          <Button type="submit" pending={pending} className="self-start max-sm:w-full">
            {pending ? "Saving" : "Save changes"}
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
