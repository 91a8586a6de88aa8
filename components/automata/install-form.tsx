"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { AccessFields } from "@/components/automata/config-form/access-fields";
import { ConfigFields } from "@/components/automata/config-form/config-fields";
import { CredentialInputs } from "@/components/automata/config-form/credential-inputs";
import { focusFirstProblem } from "@/components/automata/config-form/focus-first-problem";
import { type CredentialTexts, useConfigForm } from "@/components/automata/config-form/use-config-form";
import { useVerb, type Verb } from "@/components/automata/use-verb";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { type ConfigValues, isValueField, type Manifest } from "@/lib/automata/config-manifest/types";
import type { AccessPolicy, TenantRole } from "@/lib/automata/page-data";
import { installRoute } from "@/lib/routes";

export interface InstallInput {
  appId: string;
  config: ConfigValues;
  credentials: CredentialTexts;
}

/** What became of it: `installing` finishes without anybody's help, `exists` was installed before. */
export interface InstallOutput {
  outcome: "installed" | "installing" | "exists";
  installId: string;
}

const waiting = {
  n8n_workflow: "Setting up in the automation engine. This takes up to half a minute; stay on this page.",
  collection_bundle: "Recording your request.",
};

/** Everything that an install needs, on one page: configure, credentials, who may see. */
export function InstallForm({
  app,
  manifest,
  roles,
  install,
  share,
}: {
  app: { id: string; name: string; type: keyof typeof waiting };
  manifest: Manifest;
  roles: readonly TenantRole[];
  install: Verb<InstallInput, InstallOutput>;
  /** Names the roles that may see the new install. */
  share: Verb<{ installId: string; accessPolicy: AccessPolicy }, unknown>;
}) {
  const router = useRouter();
  const form = useConfigForm(manifest, {}, true);
  const [policy, setPolicy] = useState<AccessPolicy>({ view_logs: [], view_definition: [] });
  const element = useRef<HTMLFormElement>(null);
  const { run, pending, failure } = useVerb(install, {
    async onDone({ outcome, installId }) {
      const isShared = policy.view_logs.length + policy.view_definition.length > 0;
      // The install stands either way; a policy that could not be saved is for its settings page to show and to mend.
      if (outcome !== "exists" && isShared) {
        const shared = await share({ installId, accessPolicy: policy });
        if (!shared.ok) return router.push(installRoute(installId, "settings"));
      }
      router.push(installRoute(installId));
    },
    onFailure: ({ fields }) => {
      form.showProblems(fields);
      if (fields) focusFirstProblem(element.current);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    form.showProblems();
    if (form.valid) run({ appId: app.id, ...form.result() });
    else focusFirstProblem(element.current);
  }

  const credentials = form.shown.filter((field) => field.type === "credential");
  return (
    <form ref={element} noValidate onSubmit={submit} aria-label={`Install ${app.name}`}>
      <Card>
        {manifest.groups.some(({ fields }) => fields.some(isValueField)) && (
          <Section title="Configure" text="You can change all of this later.">
            <ConfigFields manifest={manifest} form={form} />
          </Section>
        )}
        {credentials.length > 0 && (
          <Section
            title="Credentials"
            text="They go straight to the vault of the automation engine. Nobody can read them back, here or there; you can only replace them."
          >
            <div className="flex flex-col gap-6">
              {credentials.map((credential) => (
                <fieldset key={credential.key} className="min-w-0">
                  <legend className="font-medium">{credential.label}</legend>
                  {credential.help && (
                    <p className="mt-0.5 text-[0.8125rem] text-muted-foreground">{credential.help}</p>
                  )}
                  <div className="mt-3">
                    <CredentialInputs
                      credential={credential}
                      values={form.credentials[credential.key] ?? {}}
                      problemOf={form.problemOf}
                      onChange={(input, text) => form.setCredential(credential.key, input, text)}
                      onLeave={form.leave}
                    />
                  </div>
                </fieldset>
              ))}
            </div>
          </Section>
        )}
        {app.type === "n8n_workflow" && (
          <Section
            title="Who may see"
            text="Roles that may look, beside those who manage this tenant. None can run it."
          >
            <AccessFields roles={roles} policy={policy} onChange={setPolicy} />
          </Section>
        )}
        <CardFooter className="flex-col items-stretch gap-0 has-[p]:gap-3 sm:px-5">
          <FormMessage error={failure?.message} success={pending ? waiting[app.type] : null} />
          <Button type="submit" size="lg" pending={pending} className="self-start max-sm:w-full">
            {pending ? "Installing" : `Install ${app.name}`}
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="border-border border-t first:border-t-0">
      <CardHeader title={title} description={text} />
      <CardBody className="pt-5">{children}</CardBody>
    </section>
  );
}
