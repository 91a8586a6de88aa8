"use client";

import { FieldControl } from "@/components/automata/config-form/field-control";
import type { ConfigForm } from "@/components/automata/config-form/use-config-form";
import { Notice } from "@/components/ui/notice";
import { isValueField, type Manifest } from "@/lib/automata/config-manifest/types";

/** The configuration fields of an app in their groups; credentials are drawn elsewhere. */
export function ConfigFields({ manifest, form }: { manifest: Manifest; form: ConfigForm }) {
  const groups = manifest.groups
    .map((group) => ({
      ...group,
      fields: group.fields.filter((field) => field.type !== "credential" && form.shown.includes(field)),
    }))
    .filter((group) => group.fields.length > 0);
  return (
    <div className="flex flex-col gap-7">
      {groups.map((group) => (
        <fieldset key={group.key} className="min-w-0">
          <legend className="mb-3 font-medium text-muted-foreground text-xs uppercase tracking-wide">
            {group.title}
          </legend>
          <div className="flex flex-col gap-5">
            {group.fields.map((field) => {
              if (field.type === "notice") return <Notice key={field.key} tone={field.tone} title={field.text} />;
              if (!isValueField(field)) return null;
              return (
                <FieldControl
                  key={field.key}
                  field={field}
                  value={Object.hasOwn(form.values, field.key) ? form.values[field.key] : field.default}
                  error={form.problemOf(field.key)}
                  onChange={(value) => form.set(field.key, value)}
                  onLeave={() => form.leave(field.key)}
                />
              );
            })}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
