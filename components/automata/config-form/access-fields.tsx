"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { AccessPolicy, TenantRole } from "@/lib/automata/page-data";

const kinds = [
  { kind: "view_logs", title: "Runs and row errors", text: "See every run, the rows that failed and why." },
  { kind: "view_definition", title: "What it does, step by step", text: "See the steps of the automation." },
] as const;

/** Which roles may see what. */
export function AccessFields({
  roles,
  policy,
  onChange,
}: {
  roles: readonly TenantRole[];
  policy: AccessPolicy;
  onChange: (policy: AccessPolicy) => void;
}) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      {kinds.map(({ kind, title, text }) => {
        const chosen = policy[kind];
        return (
          <fieldset key={kind} className="min-w-0">
            <legend className="font-medium">{title}</legend>
            <p className="mt-0.5 mb-3 text-[0.8125rem] text-muted-foreground">{text}</p>
            <div className="flex flex-col gap-2">
              <Checkbox label={<span className="font-normal">Tenant admins (always)</span>} checked disabled readOnly />
              {roles.map((role) => (
                <Checkbox
                  key={role.slug}
                  label={<span className="font-normal">{role.name}</span>}
                  checked={chosen.includes(role.slug)}
                  onChange={({ target }) =>
                    onChange({
                      ...policy,
                      [kind]: target.checked ? [...chosen, role.slug] : chosen.filter((slug) => slug !== role.slug),
                    })
                  }
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
