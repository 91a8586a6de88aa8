/**
 * The rules for one value of a configuration, without zod, so that a form can check while somebody types. The server
 * applies the same functions: see compile.ts.
 */
import {
  allFields,
  type CredentialInput,
  type Field,
  isValueField,
  type Manifest,
  type MultiselectField,
  type TextField,
  type ValueField,
  type VisibleWhen,
} from "@/lib/automata/config-manifest/types";

export const defaultMaxLength = { text: 500, textarea: 10_000, email: 254, url: 2_000, credential: 20_000 } as const;
const maxPairs = 200;
const maxPairTextLength = 500;

/** Nothing was entered. `false` and 0 are values. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * What is wrong with the value, as a sentence for the person who entered it, or null.
 *
 * The engine evaluates a text whose first character is `=`; configuration never reaches it in a place where it would,
 * and is refused all the same.
 */
export function validateField(field: ValueField, value: unknown): string | null {
  if (isEmpty(value)) return "required" in field && field.required ? "This is needed." : null;
  if (startsWithEquals(value)) return "This cannot start with =.";
  return checks[field.type](field as never, value);
}

/** The same for one input of a credential. Its value may start with `=`: it is stored so that it arrives as typed. */
export function validateCredentialInput(input: CredentialInput, value: unknown): string | null {
  if (value === undefined || value === "") return input.required === false ? null : "This is needed.";
  if (typeof value !== "string") return "This must be a text.";
  const max = input.max_length ?? defaultMaxLength.credential;
  return value.length > max ? `This can have at most ${max} characters.` : null;
}

function startsWithEquals(value: unknown): boolean {
  if (typeof value === "string") return value.trimStart().startsWith("=");
  if (Array.isArray(value)) return value.some(startsWithEquals);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, entry]) => startsWithEquals(key) || startsWithEquals(entry));
}

type Check<Kind extends ValueField["type"]> = (
  field: Extract<ValueField, { type: Kind }>,
  value: unknown,
) => string | null;

const checks: { [Kind in ValueField["type"]]: Check<Kind> } = {
  text: checkText,
  textarea: checkText,
  email: checkText,
  url: checkText,
  number: checkNumber,
  integer: (field, value) =>
    typeof value === "number" && !Number.isSafeInteger(value)
      ? "This must be a whole number."
      : checkNumber(field, value),
  boolean: (_, value) => (typeof value === "boolean" ? null : "This must be yes or no."),
  date: checkDate,
  select: (field, value) => (isOption(field.options, value) ? null : "Choose one of the options."),
  multiselect: checkMultiselect,
  timezone: (_, value) => (isTimezone(value) ? null : "This is not a time zone such as Asia/Singapore."),
  key_value: checkKeyValue,
};

function checkText(field: TextField, value: unknown): string | null {
  if (typeof value !== "string") return "This must be a text.";
  if (value.includes("\0") || !value.isWellFormed()) return "This holds characters that cannot be stored.";
  const max = field.max_length ?? defaultMaxLength[field.type];
  if (value.length > max) return `This can have at most ${max} characters.`;
  if (field.min_length !== undefined && value.length < field.min_length) {
    return `This needs at least ${field.min_length} characters.`;
  }
  if (field.type !== "textarea" && /[\r\n]/.test(value)) return "This must be on one line.";
  if (field.type === "email" && !isEmail(value)) return "This is not an e-mail address.";
  if (field.type === "url" && !isWebAddress(value))
    return "This must be an address that begins with https:// or http://.";
  if (field.pattern !== undefined && !new RegExp(field.pattern, "u").test(value))
    return "This does not have the expected form.";
  return null;
}

// As <input type="email"> has it, and with a dot in the domain.
const isEmail = (value: string) =>
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i.test(
    value,
  );

export function isWebAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || /\s/.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  // A password in an address would be stored and shown: it belongs into a credential.
  return username === "" && password === "";
}

function checkNumber(field: { min?: number; max?: number }, value: unknown): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return "This must be a number.";
  if (field.min !== undefined && value < field.min) return `This must be ${field.min} or more.`;
  if (field.max !== undefined && value > field.max) return `This must be ${field.max} or less.`;
  return null;
}

/** A day that exists, written 2024-02-29. */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function checkDate(field: { min?: string; max?: string }, value: unknown): string | null {
  if (!isDay(value)) return "This is not a day such as 2024-02-29.";
  if (field.min !== undefined && value < field.min) return `This must be ${field.min} or later.`;
  if (field.max !== undefined && value > field.max) return `This must be ${field.max} or earlier.`;
  return null;
}

const isOption = (options: { value: string }[], value: unknown) => options.some((option) => option.value === value);

function checkMultiselect(field: MultiselectField, value: unknown): string | null {
  if (!Array.isArray(value) || value.some((entry) => !isOption(field.options, entry)))
    return "Choose from the options.";
  if (new Set(value).size !== value.length) return "An option is chosen twice.";
  if (field.min !== undefined && value.length < field.min) return `Choose at least ${field.min}.`;
  if (field.max !== undefined && value.length > field.max) return `Choose at most ${field.max}.`;
  return null;
}

export function isTimezone(value: unknown): value is string {
  if (typeof value !== "string" || value.length > 64 || !/^(?:UTC|[A-Za-z_]+\/[\w+/-]+)$/.test(value)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false; // Intl has no other way to say no
  }
}

function checkKeyValue(field: { max?: number }, value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "This must be a list of pairs.";
  const pairs = Object.entries(value);
  const max = field.max ?? maxPairs;
  if (pairs.length > max) return `This can have at most ${max} pairs.`;
  for (const [key, entry] of pairs) {
    if (typeof entry !== "string") return `The value of “${key}” must be a text.`;
    if (key.trim() === "") return "Each pair needs something on the left.";
    if (key === "__proto__") return "“__proto__” cannot stand on the left.";
    if (Math.max(key.length, entry.length) > maxPairTextLength)
      return `A text can have at most ${maxPairTextLength} characters.`;
    if ([key, entry].some((text) => text.includes("\0") || !text.isWellFormed()))
      return "This holds characters that cannot be stored.";
  }
  return null;
}

// Visibility -------------------------------------------------------------------------------------------------------------

function holds(condition: VisibleWhen, value: unknown): boolean {
  return "equals" in condition ? value === condition.equals : condition.in.some((choice) => choice === value);
}

/**
 * The fields that are shown, given what was entered so far. A field that depends on a hidden one is hidden too.
 *
 * @param values raw input; a field nobody touched counts with its default
 */
export function visibleFields(manifest: Manifest, values: Readonly<Record<string, unknown>>): Field[] {
  const shown = new Map<string, unknown>();
  // A condition names an earlier field only, so one pass is enough.
  return allFields(manifest).filter((field) => {
    const condition = field.visible_when;
    if (condition && !(shown.has(condition.field) && holds(condition, shown.get(condition.field)))) return false;
    if (isValueField(field)) shown.set(field.key, Object.hasOwn(values, field.key) ? values[field.key] : field.default);
    return true;
  });
}
