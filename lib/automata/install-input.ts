import { AppError, type FieldErrors } from "../errors";
import { compileConfig } from "./config-manifest/compile";
import { type CredentialPayload, compileCredential, credentialFields } from "./config-manifest/credential";
import type { ConfigValues, CredentialField, Manifest } from "./config-manifest/types";
import { visibleFields } from "./config-manifest/validate-field";

export type CredentialInputs = Record<string, Record<string, string>>;

/** @throws {AppError} invalid_input, by field key */
export function parseConfig(manifest: Manifest, input: Record<string, unknown>): ConfigValues {
  const parsed = compileConfig(manifest).schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw incomplete(fieldErrors(parsed.error.issues));
}

/** @throws {AppError} invalid_input, by `<credential>.<input>`; messages never repeat a value */
export function parseCredentials(
  manifest: Manifest,
  config: ConfigValues,
  inputs: CredentialInputs,
): Map<string, CredentialPayload> {
  const fields = credentialFields(manifest);
  const problems: FieldErrors = {};
  const payloads = new Map<string, CredentialPayload>();
  for (const key of Object.keys(inputs)) {
    if (!fields.some((field) => field.key === key)) problems[key] = "This app has no such credential.";
  }
  const needed = new Set(requiredCredentials(manifest, config).map(({ key }) => key));
  for (const field of fields) {
    const input = Object.hasOwn(inputs, field.key) ? inputs[field.key] : undefined;
    const untouched = !input || Object.values(input).every((value) => value === "");
    if (untouched && !needed.has(field.key)) continue;
    const parsed = compileCredential(field).safeParse(input ?? {});
    if (parsed.success) payloads.set(field.key, parsed.data);
    else Object.assign(problems, fieldErrors(parsed.error.issues, `${field.key}.`));
  }
  if (Object.keys(problems).length > 0) throw incomplete(problems);
  return payloads;
}

/** A workflow binds every credential field it names, so one is needed unless the app says that it is optional. */
export function requiredCredentials(manifest: Manifest, config: ConfigValues): CredentialField[] {
  return visibleFields(manifest, config)
    .filter((field) => field.type === "credential")
    .filter((field) => field.required !== false);
}

function fieldErrors(issues: readonly { path: PropertyKey[]; message: string }[], prefix = ""): FieldErrors {
  const fields: FieldErrors = {};
  for (const { path, message } of issues) fields[prefix + String(path[0] ?? "")] ??= message;
  return fields;
}

const incomplete = (fields: FieldErrors) => new AppError("invalid_input", "Please check what you entered.", fields);
