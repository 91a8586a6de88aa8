import { z } from "zod";
import {
  allFields,
  type ConfigValue,
  type ConfigValues,
  isValueField,
  type Manifest,
} from "@/lib/automata/config-manifest/types";
import { isEmpty, validateField, visibleFields } from "@/lib/automata/config-manifest/validate-field";

/** A whole configuration may have this many characters as JSON: it travels with every run. */
const maxConfigLength = 100_000;

export interface CompiledConfig {
  /**
   * Parses what a form sends into what is stored. Issues carry the field's key as their path; one for a key that the app
   * does not have carries that key.
   */
  schema: z.ZodType<ConfigValues>;
  /** Fills in defaults of fields that were not sent, drops hidden and empty ones, trims one-line texts. Checks nothing. */
  normalise(input: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** One compiler for the form, every save, and publishing. Credentials are separate: see credential.ts. */
export function compileConfig(manifest: Manifest): CompiledConfig {
  const known = new Set(
    allFields(manifest)
      .filter(isValueField)
      .map(({ key }) => key),
  );
  const normalise = (input: Readonly<Record<string, unknown>>) => normaliseValues(manifest, input);

  const schema = z
    .record(z.string(), z.unknown())
    .superRefine((input, context) => {
      for (const key of Object.keys(input)) {
        if (!known.has(key)) context.addIssue({ code: "custom", path: [key], message: "This app has no such field." });
      }
      const values = normalise(input);
      for (const field of visibleFields(manifest, values).filter(isValueField)) {
        const message = validateField(field, values[field.key]);
        if (message) context.addIssue({ code: "custom", path: [field.key], message });
      }
      if (JSON.stringify(values).length > maxConfigLength) {
        context.addIssue({ code: "custom", path: [], message: "The configuration as a whole is too long." });
      }
    })
    .transform((input) => normalise(input) as Record<string, ConfigValue>);

  return { schema, normalise };
}

function normaliseValues(manifest: Manifest, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const tidy: Record<string, unknown> = {};
  for (const field of allFields(manifest).filter(isValueField)) {
    const value = Object.hasOwn(input, field.key) ? input[field.key] : field.default;
    const oneLine = typeof value === "string" && field.type !== "textarea";
    const entered = oneLine ? value.trim() : value;
    if (!isEmpty(entered)) tidy[field.key] = entered;
  }
  // An emptied field must stay empty here, or its default would come back and show what depends on it.
  const touched = { ...Object.fromEntries(Object.keys(input).map((key) => [key, undefined])), ...tidy };
  const shown = new Set(visibleFields(manifest, touched).map(({ key }) => key));
  return Object.fromEntries(Object.entries(tidy).filter(([key]) => shown.has(key)));
}
