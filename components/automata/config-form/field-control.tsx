"use client";

import { KeyValueControl } from "@/components/automata/config-form/key-value-control";
import { NumberControl } from "@/components/automata/config-form/number-control";
import { OptionChecks } from "@/components/automata/config-form/option-checks";
import { TimezoneControl } from "@/components/automata/config-form/timezone-control";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, type FieldControl as Wiring } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { ValueField } from "@/lib/automata/config-manifest/types";

interface Props {
  field: ValueField;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
  onLeave: () => void;
}

/** One field of a configuration, with the control that its type asks for. */
export function FieldControl({ field, value, error, onChange, onLeave }: Props) {
  if (field.type === "boolean") {
    return (
      <Checkbox
        label={field.label}
        help={field.help}
        name={field.key}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  }
  if (field.type === "multiselect") {
    return <OptionChecks field={field} value={asList(value)} error={error} onChange={onChange} onLeave={onLeave} />;
  }
  if (field.type === "key_value") {
    return <KeyValueControl field={field} value={asPairs(value)} error={error} onChange={onChange} onLeave={onLeave} />;
  }
  return (
    <Field label={field.label} help={field.help} error={error} required={field.required ?? false}>
      {(wiring) => <OneControl {...{ field, value, onChange, onLeave, wiring }} />}
    </Field>
  );
}

type OneField = Exclude<ValueField, { type: "boolean" | "multiselect" | "key_value" }>;

function OneControl({
  field,
  value,
  onChange,
  onLeave,
  wiring,
}: Omit<Props, "field" | "error"> & { field: OneField; wiring: Wiring }) {
  const common = { ...wiring, name: field.key, placeholder: field.placeholder, onBlur: onLeave };
  const text = typeof value === "string" ? value : "";
  switch (field.type) {
    case "textarea":
      return <Textarea {...common} rows={6} value={text} onChange={(event) => onChange(event.target.value)} />;
    case "number":
    case "integer":
      return <NumberControl {...common} whole={field.type === "integer"} value={value} onEnter={onChange} />;
    case "timezone":
      return <TimezoneControl {...common} value={text} onEnter={onChange} />;
    case "date":
      return (
        <Input
          {...common}
          type="date"
          min={field.min}
          max={field.max}
          className="sm:w-48"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "select": {
      const { placeholder, ...rest } = common;
      return (
        <Select {...rest} value={text} onChange={(event) => onChange(event.target.value)}>
          {(text === "" || !field.required) && <option value="">{placeholder ?? "Choose one"}</option>}
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      );
    }
    default:
      return (
        <Input
          {...common}
          type={field.type}
          spellCheck={field.type === "text"}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

const asList = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

const asPairs = (value: unknown): Record<string, string> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : {};
