"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { AccessFields } from "@/components/automata/config-form/access-fields";
import { ConfigFields } from "@/components/automata/config-form/config-fields";
import { focusFirstProblem } from "@/components/automata/config-form/focus-first-problem";
import { type CredentialTexts, useConfigForm } from "@/components/automata/config-form/use-config-form";
import { CredentialsStep } from "@/components/automata/install-wizard/credentials-step";
import { dropDraft, readDraft, writeDraft } from "@/components/automata/install-wizard/draft";
import { ReviewStep } from "@/components/automata/install-wizard/review-step";
import { StepTrail } from "@/components/automata/install-wizard/step-trail";
import { type StepId, stepOf, wizardSteps } from "@/components/automata/install-wizard/wizard-steps";
import { SetupProgress } from "@/components/automata/setup-progress";
import { useVerb, type Verb } from "@/components/automata/use-verb";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import type { ConfigValues, Manifest } from "@/lib/automata/config-manifest/types";
import type { AccessPolicy, TenantRole } from "@/lib/automata/page-data";
import type { AppType } from "@/lib/automata/types";
import { installRoute } from "@/lib/routes";

export interface InstallInput {
  appId: string;
  config: ConfigValues;
  credentials: CredentialTexts;
  accessPolicy: AccessPolicy;
}

/** What became of it: `installing` finishes without anybody's help, `exists` was installed before. */
export interface InstallOutput {
  outcome: "installed" | "installing" | "exists";
  installId: string;
}

/** Everything that an install needs, a step at a time: configure, credentials, who may see, review. */
export function InstallWizard({
  app,
  tenantId,
  manifest,
  roles,
  install,
}: {
  app: { id: string; name: string; type: AppType };
  tenantId: string;
  manifest: Manifest;
  roles: readonly TenantRole[];
  install: Verb<InstallInput, InstallOutput>;
}) {
  const router = useRouter();
  const form = useConfigForm(manifest, {}, true);
  const [policy, setPolicy] = useState<AccessPolicy>({ view_logs: [], view_definition: [] });
  const [arrival, setArrival] = useState<{ step: StepId; focus: "heading" | "problem" } | null>(null);
  const steps = wizardSteps(app.type, manifest, form);
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === arrival?.step),
  );
  const step = steps[at] ?? steps[0];
  const isLast = at === steps.length - 1;
  const element = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const draftKey = `automata-install:${tenantId}:${app.id}`;
  const restored = useRestoredDraft(draftKey, (draft) => {
    form.restore(draft.values);
    setPolicy(draft.policy);
  });
  useEffect(() => {
    if (restored) writeDraft(draftKey, { values: form.values, policy });
  }, [restored, draftKey, form.values, policy]);

  const { run, pending, failure } = useVerb(install, {
    onDone({ outcome, installId }) {
      dropDraft(draftKey);
      router.push(installRoute(installId, "runs", outcome === "installed" ? { welcome: "1" } : {}));
    },
    onFailure: ({ fields }) => {
      form.showProblems(fields);
      const [first] = Object.keys(fields ?? {});
      if (first !== undefined) go(stepOf(first), "problem");
    },
  });

  const go = (to: StepId, focus: "heading" | "problem" = "heading") => setArrival({ step: to, focus });
  // Once the step is drawn: somebody who listens, or types, goes on where the step begins or where something is wrong.
  useEffect(() => {
    if (arrival?.focus === "heading") heading.current?.focus();
    if (arrival?.focus === "problem") focusFirstProblem(element.current);
  }, [arrival]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending || !step) return;
    const standing = Object.keys(form.problems).filter((name) => isLast || stepOf(name) === step.id);
    form.leaveAll(standing);
    const [first] = standing;
    const next = steps[at + 1];
    if (first !== undefined) go(stepOf(first), "problem");
    else if (next) go(next.id);
    else run({ appId: app.id, ...form.result(), accessPolicy: policy });
  }

  if (!step) return null;
  return (
    <form ref={element} noValidate onSubmit={submit} aria-label={`Install ${app.name}`}>
      {steps.length > 1 && !pending && <StepTrail steps={steps} current={step.id} onGo={go} />}
      <Card>
        <CardBody>
          <h2 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
            {pending ? `Installing ${app.name}` : step.title}
          </h2>
          <p className="mt-0.5 mb-5 text-muted-foreground">
            {pending ? "This takes up to half a minute. You may leave: it goes on, and Automata shows it." : step.text}
          </p>
          {pending && app.type === "n8n_workflow" && <SetupProgress appId={app.id} />}
          {!pending && step.id === "configure" && <ConfigFields manifest={manifest} form={form} />}
          {!pending && step.id === "credentials" && <CredentialsStep form={form} />}
          {!pending && step.id === "access" && <AccessFields roles={roles} policy={policy} onChange={setPolicy} />}
          {!pending && step.id === "review" && (
            <ReviewStep {...{ form, policy, roles }} steps={steps.map(({ id }) => id)} onGo={go} />
          )}
        </CardBody>
        <CardFooter className="flex-col items-stretch gap-0 has-[p]:gap-3">
          <FormMessage error={failure?.message} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" pending={pending} className="max-sm:flex-1">
              {pending ? "Installing" : isLast ? `Install ${app.name}` : "Continue"}
            </Button>
            {at > 0 && !pending && (
              <Button variant="ghost" onClick={() => go((steps[at - 1] ?? step).id)}>
                Back
              </Button>
            )}
          </div>
        </CardFooter>
      </Card>
    </form>
  );
}

/** Takes up a draft once, in the browser. True from then on, so that nothing is written before it was read. */
function useRestoredDraft(key: string, restore: (draft: NonNullable<ReturnType<typeof readDraft>>) => void): boolean {
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    if (restored) return;
    const draft = readDraft(key);
    if (draft) restore(draft);
    setRestored(true);
  }, [key, restore, restored]);
  return restored;
}
