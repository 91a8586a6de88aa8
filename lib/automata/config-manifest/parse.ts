import { z } from "zod";
import { credentialTypes } from "@/lib/automata/config-manifest/credential";
import { patternProblem } from "@/lib/automata/config-manifest/safe-pattern";
import { type Field, isValueField, type Manifest, type VisibleWhen } from "@/lib/automata/config-manifest/types";
import { isDay, validateField } from "@/lib/automata/config-manifest/validate-field";

export interface SchemaProblem {
  /** Where in the JSON, e.g. `groups[0].fields[2].default`. */
  path: string;
  message: string;
}

export type ParsedSchema = { ok: true; manifest: Manifest } | { ok: false; problems: SchemaProblem[] };

const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "A key is lower-case letters, digits and _, and begins with a letter.");
const shortText = z.string().trim().min(1).max(200);
const longText = z.string().trim().min(1).max(1000);

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const visibleWhen = z.union([
  z.strictObject({ field: key, equals: scalar }),
  z.strictObject({
    field: key,
    in: z
      .array(z.union([z.string().max(500), z.number()]))
      .min(1)
      .max(50),
  }),
]);

const base = { key, label: shortText, help: longText.optional(), visible_when: visibleWhen.optional() };
const input = { ...base, placeholder: shortText.optional(), required: z.boolean().optional() };
const length = z.int().min(0).max(10_000).optional();
const pattern = z.string().superRefine((value, context) => {
  const problem = patternProblem(value);
  if (problem) context.addIssue({ code: "custom", message: `The pattern ${problem}.` });
});
const day = z.string().refine(isDay, "A day is written 2024-02-29.");
const options = z
  .array(z.strictObject({ value: z.string().min(1).max(200), label: shortText }))
  .min(1)
  .max(200)
  .refine((list) => new Set(list.map(({ value }) => value)).size === list.length, "Two options have the same value.");
const amount = z.int().min(0).max(200).optional();

const text = {
  ...input,
  default: z.string().optional(),
  min_length: length,
  max_length: length,
  pattern: pattern.optional(),
};
const number = { ...input, default: z.number().optional(), min: z.number().optional(), max: z.number().optional() };

const credentialInput = z.strictObject({
  key,
  label: shortText,
  help: longText.optional(),
  placeholder: shortText.optional(),
  // A secret has no default: it would stand in every tenant's page.
  type: z.enum(["secret", "text"]),
  n8n_property: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,62}$/),
  required: z.boolean().optional(),
  max_length: z.int().min(1).max(20_000).optional(),
});

const credentialField = z
  .strictObject({
    ...base,
    type: z.literal("credential"),
    required: z.boolean().optional(),
    sent_to: z.array(key).min(1).max(10).optional(),
    credential_type: z.enum(["header", "basic", "sftp", "database"], {
      error:
        "Supported are header, basic, sftp and database. OAuth2 is not: somebody would have to sign in inside the engine.",
    }),
    fields: z.array(credentialInput).min(1).max(20),
  })
  .superRefine(({ credential_type, fields, sent_to }, context) => {
    const { properties, needed } = credentialTypes[credential_type];
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    for (const [index, field] of fields.entries()) {
      if (fields.findIndex((other) => other.key === field.key) !== index)
        issue(["fields", index, "key"], "Two inputs have this key.");
      if (fields.findIndex((other) => other.n8n_property === field.n8n_property) !== index) {
        issue(["fields", index, "n8n_property"], "Two inputs fill this property.");
      }
      if (!properties.includes(field.n8n_property)) {
        issue(["fields", index, "n8n_property"], `A ${credential_type} credential has ${properties.join(", ")}.`);
      }
    }
    const missing = needed.filter(
      (name) => !fields.some((field) => field.n8n_property === name && field.required !== false),
    );
    if (missing.length > 0) issue(["fields"], `A ${credential_type} credential needs ${missing.join(", ")}.`);
    if (sent_to && credential_type !== "header" && credential_type !== "basic") {
      issue(["sent_to"], "Only a header or basic credential is sent to an address.");
    }
  });

const field = z.discriminatedUnion("type", [
  z.strictObject({ ...text, type: z.literal("text") }),
  z.strictObject({ ...text, type: z.literal("textarea") }),
  z.strictObject({ ...text, type: z.literal("email") }),
  z.strictObject({ ...text, type: z.literal("url") }),
  z.strictObject({ ...number, type: z.literal("number") }),
  z.strictObject({ ...number, type: z.literal("integer") }),
  z.strictObject({ ...base, type: z.literal("boolean"), default: z.boolean().optional() }),
  z.strictObject({
    ...input,
    type: z.literal("date"),
    default: day.optional(),
    min: day.optional(),
    max: day.optional(),
  }),
  z.strictObject({ ...input, type: z.literal("select"), default: z.string().optional(), options }),
  z.strictObject({
    ...input,
    type: z.literal("multiselect"),
    default: z.array(z.string()).optional(),
    options,
    min: amount,
    max: amount,
  }),
  z.strictObject({ ...input, type: z.literal("timezone"), default: z.string().optional() }),
  z.strictObject({
    ...input,
    type: z.literal("key_value"),
    default: z.record(z.string(), z.string()).optional(),
    max: amount,
  }),
  z.strictObject({
    type: z.literal("notice"),
    key,
    text: longText,
    tone: z.enum(["info", "warning"]),
    visible_when: visibleWhen.optional(),
  }),
  credentialField,
]);

const fields = z.array(field).max(100);
const grouped = z.strictObject({
  format_version: z.literal(1),
  groups: z
    .array(z.strictObject({ key, title: shortText, fields }))
    .min(1)
    .max(20),
});
const bare = z.strictObject({ format_version: z.literal(1).optional(), fields });

/** Reads a config_schema. `{}` means that there is nothing to configure. Unknown keys are problems, never ignored. */
export function parseConfigSchema(json: unknown): ParsedSchema {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return invalid("", "A config_schema is a JSON object.");
  if (Object.keys(json).length === 0) return { ok: true, manifest: { format_version: 1, groups: [] } };

  const isBare = !("groups" in json);
  const parsed = isBare ? bare.safeParse(json) : grouped.safeParse(json);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(toProblem) };

  const manifest: Manifest =
    "groups" in parsed.data
      ? (parsed.data as Manifest)
      : { format_version: 1, groups: [{ key: "settings", title: "Settings", fields: parsed.data.fields as Field[] }] };
  const problems = [
    ...duplicateKeys(manifest),
    ...brokenConditions(manifest),
    ...unfitDefaults(manifest),
    ...emptyRanges(manifest),
    ...unknownAddresses(manifest),
  ];
  if (problems.length === 0) return { ok: true, manifest };
  return { ok: false, problems: isBare ? problems.map(withoutGroup) : problems };
}

const invalid = (path: string, message: string): ParsedSchema => ({ ok: false, problems: [{ path, message }] });

function toProblem({ path, message }: z.core.$ZodIssue): SchemaProblem {
  const place = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return { path: place.replace(/^\./, ""), message };
}

// What a bare list was wrapped in is not in the author's JSON.
const withoutGroup = ({ path, message }: SchemaProblem) => ({ path: path.replace("groups[0].", ""), message });

function* placed(manifest: Manifest): Generator<{ field: Field; path: string }> {
  for (const [groupIndex, group] of manifest.groups.entries()) {
    for (const [index, entry] of group.fields.entries()) {
      yield { field: entry, path: `groups[${groupIndex}].fields[${index}]` };
    }
  }
}

function duplicateKeys(manifest: Manifest): SchemaProblem[] {
  const groups = manifest.groups.map(({ key: groupKey }) => groupKey);
  const twins = groups.flatMap((groupKey, index) =>
    groups.indexOf(groupKey) === index ? [] : [{ path: `groups[${index}].key`, message: "Two groups have this key." }],
  );
  const seen = new Set<string>();
  for (const { field: entry, path } of placed(manifest)) {
    if (seen.has(entry.key)) twins.push({ path: `${path}.key`, message: "Two fields have this key." });
    seen.add(entry.key);
  }
  return twins;
}

function brokenConditions(manifest: Manifest): SchemaProblem[] {
  const earlier = new Map<string, Field>();
  const problems: SchemaProblem[] = [];
  for (const { field: entry, path } of placed(manifest)) {
    const condition = entry.visible_when;
    if (condition) {
      const message = conditionProblem(condition, earlier.get(condition.field));
      if (message) problems.push({ path: `${path}.visible_when`, message });
    }
    earlier.set(entry.key, entry);
  }
  return problems;
}

function conditionProblem(condition: VisibleWhen, source: Field | undefined): string | null {
  if (!source || !isValueField(source)) return `“${condition.field}” is not an earlier field that holds a value.`;
  const values = "equals" in condition ? [condition.equals] : condition.in;
  const possible = values.every((value) => {
    if (source.type === "boolean") return typeof value === "boolean";
    if (source.type === "number" || source.type === "integer") return typeof value === "number";
    if (source.type === "select") return source.options.some((option) => option.value === value);
    return typeof value === "string" && source.type !== "multiselect" && source.type !== "key_value";
  });
  return possible ? null : `“${condition.field}” can never have this value.`;
}

function unfitDefaults(manifest: Manifest): SchemaProblem[] {
  return [...placed(manifest)].flatMap(({ field: entry, path }) => {
    if (!isValueField(entry) || entry.default === undefined) return [];
    const message = validateField(entry, entry.default);
    return message ? [{ path: `${path}.default`, message: `The default would be refused: ${message}` }] : [];
  });
}

function emptyRanges(manifest: Manifest): SchemaProblem[] {
  return [...placed(manifest)].flatMap(({ field: entry, path }) => {
    const range = entry as { min?: number | string; max?: number | string; min_length?: number; max_length?: number };
    const reversed = (low?: number | string, high?: number | string) =>
      low !== undefined && high !== undefined && low > high;
    const message = "The smallest allowed value is larger than the largest.";
    if (reversed(range.min, range.max)) return [{ path: `${path}.min`, message }];
    return reversed(range.min_length, range.max_length) ? [{ path: `${path}.min_length`, message }] : [];
  });
}

function unknownAddresses(manifest: Manifest): SchemaProblem[] {
  const addresses = new Set(
    [...placed(manifest)].filter(({ field }) => field.type === "url").map(({ field }) => field.key),
  );
  return [...placed(manifest)].flatMap(({ field: entry, path }) =>
    entry.type === "credential" && entry.sent_to?.some((key) => !addresses.has(key))
      ? [
          {
            path: `${path}.sent_to`,
            message: "It is sent to the addresses in fields of type url, which are named here.",
          },
        ]
      : [],
  );
}

/** For code that knows the schema is sound, because it was parsed when the app was published. */
export function manifestOf(json: unknown): Manifest {
  const parsed = parseConfigSchema(json);
  if (parsed.ok) return parsed.manifest;
  const [first] = parsed.problems;
  throw new TypeError(`The config_schema is not valid: ${first?.path}: ${first?.message}`);
}
