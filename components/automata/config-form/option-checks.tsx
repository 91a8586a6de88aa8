"use client";

import { useId } from "react";
import { FieldGroup } from "@/components/automata/config-form/field-group";
import { Checkbox } from "@/components/ui/checkbox";
import type { MultiselectField } from "@/lib/automata/config-manifest/types";

export function OptionChecks({
  field,
  value,
  error,
  onChange,
  onLeave,
}: {
  field: MultiselectField;
  value: readonly string[];
  error: string | undefined;
  onChange: (value: string[]) => void;
  onLeave: () => void;
}) {
  const id = useId();
  return (
    <FieldGroup label={field.label} help={field.help} error={error} required={field.required ?? false}>
      <div className="grid gap-2 sm:grid-cols-2">
        {field.options.map((option) => (
          <Checkbox
            key={option.value}
            id={`${id}-${option.value}`}
            label={<span className="font-normal">{option.label}</span>}
            name={field.key}
            checked={value.includes(option.value)}
            onBlur={onLeave}
            onChange={({ target }) =>
              // In the order of the options, so that the order of clicks makes no difference.
              onChange(
                field.options
                  .map((candidate) => candidate.value)
                  .filter((candidate) => (candidate === option.value ? target.checked : value.includes(candidate))),
              )
            }
          />
        ))}
      </div>
    </FieldGroup>
  );
}
