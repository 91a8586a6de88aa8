import type { ReactNode } from "react";
import type { ConfigForm } from "@/components/automata/config-form/use-config-form";
import { credentialsOf } from "@/components/automata/install-wizard/credentials-step";
import type { StepId } from "@/components/automata/install-wizard/wizard-steps";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format";
import { type ConfigValue, isValueField, type ValueField } from "@/lib/automata/config-manifest/types";
import type { AccessPolicy, TenantRole } from "@/lib/automata/page-data";

/** Everything once more, before anything happens. Of a credential only that it was entered. */
export function ReviewStep({
  form,
  steps,
  policy,
  roles,
  onGo,
}: {
  form: ConfigForm;
  steps: readonly StepId[];
  policy: AccessPolicy;
  roles: readonly TenantRole[];
  onGo: (step: StepId) => void;
}) {
  const { config, credentials } = form.result();
  const roleNames = (slugs: readonly string[]) =>
    ["Tenant admins", ...roles.filter(({ slug }) => slugs.includes(slug)).map(({ name }) => name)].join(", ");
  return (
    <div className="flex flex-col gap-6">
      {steps.includes("configure") && (
        <Part title="Configuration" onChange={() => onGo("configure")}>
          {form.shown.filter(isValueField).map((field) => (
            <Fact key={field.key} label={field.label}>
              {inWords(field, config[field.key])}
            </Fact>
          ))}
        </Part>
      )}
      {steps.includes("credentials") && (
        <Part title="Credentials" onChange={() => onGo("credentials")}>
          {credentialsOf(form).map(({ key, label }) => (
            <Fact key={key} label={label}>
              {credentials[key] ? "Entered" : "Left out"}
            </Fact>
          ))}
        </Part>
      )}
      {steps.includes("access") && (
        <Part title="Who may see" onChange={() => onGo("access")}>
          <Fact label="Runs and row errors">{roleNames(policy.view_logs)}</Fact>
          <Fact label="What it does, step by step">{roleNames(policy.view_definition)}</Fact>
        </Part>
      )}
    </div>
  );
}

function Part({ title, onChange, children }: { title: string; onChange: () => void; children: ReactNode }) {
  return (
    <section>
      <div className="flex items-center justify-between gap-3 border-border border-b pb-2">
        <h3 className="font-medium">{title}</h3>
        <Button variant="ghost" size="sm" onClick={onChange}>
          Change <span className="sr-only">{title}</span>
        </Button>
      </div>
      <dl className="divide-y divide-border">{children}</dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 py-2 sm:grid-cols-[14rem_1fr]">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 whitespace-pre-line break-words">{children}</dd>
    </div>
  );
}

function inWords(field: ValueField, value: ConfigValue | undefined): string {
  if (value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return formatNumber(value);
  const label = (chosen: string) =>
    "options" in field ? (field.options.find((option) => option.value === chosen)?.label ?? chosen) : chosen;
  if (typeof value === "string") return label(value);
  if (Array.isArray(value)) return value.map(label).join(", ");
  return Object.entries(value)
    .map(([key, text]) => `${key}: ${text}`)
    .join("\n");
}
