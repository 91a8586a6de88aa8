/**
 * config_schema, version 1, after parsing. Types only: a client component may import this file without zod.
 * docs/config-schema.md describes the JSON and has one example per field type.
 */

export type ConfigValue = string | number | boolean | string[] | Record<string, string>;
/** By field key, as tenant_installed_apps.config holds them. A field that is hidden, or optional and empty, is absent. */
export type ConfigValues = Record<string, ConfigValue>;

export interface Option {
  value: string;
  label: string;
}

export type VisibleWhen =
  | { field: string; equals: string | number | boolean }
  | { field: string; in: (string | number)[] };

interface FieldBase {
  key: string;
  label: string;
  help?: string;
  visible_when?: VisibleWhen;
}

interface InputBase extends FieldBase {
  placeholder?: string;
  required?: boolean;
}

export interface TextField extends InputBase {
  type: "text" | "textarea" | "email" | "url";
  default?: string;
  min_length?: number;
  max_length?: number;
  pattern?: string;
}

export interface NumberField extends InputBase {
  type: "number" | "integer";
  default?: number;
  min?: number;
  max?: number;
}

export interface BooleanField extends FieldBase {
  type: "boolean";
  default?: boolean;
}

export interface DateField extends InputBase {
  type: "date";
  /** As `min` and `max`: a day such as 2024-02-29. */
  default?: string;
  min?: string;
  max?: string;
}

export interface SelectField extends InputBase {
  type: "select";
  default?: string;
  options: Option[];
}

export interface MultiselectField extends InputBase {
  type: "multiselect";
  default?: string[];
  options: Option[];
  /** Number of choices. */
  min?: number;
  max?: number;
}

export interface TimezoneField extends InputBase {
  type: "timezone";
  default?: string;
}

export interface KeyValueField extends InputBase {
  type: "key_value";
  default?: Record<string, string>;
  /** Number of pairs. */
  max?: number;
}

export interface NoticeField {
  type: "notice";
  key: string;
  text: string;
  tone: "info" | "warning";
  visible_when?: VisibleWhen;
}

/** One input of a credential. `secret` values are write-only and go straight to the engine's vault. */
export interface CredentialInput {
  key: string;
  label: string;
  help?: string;
  placeholder?: string;
  type: "secret" | "text";
  n8n_property: string;
  /** True unless said otherwise. */
  required?: boolean;
  max_length?: number;
}

export type CredentialType = "header" | "basic" | "sftp" | "database";

export interface CredentialField extends FieldBase {
  type: "credential";
  credential_type: CredentialType;
  required?: boolean;
  /** Keys of the url fields whose hosts it may be sent to, and no others. Absent: wherever the workflow sends it. */
  sent_to?: string[];
  fields: CredentialInput[];
}

/** A field whose value is part of the configuration. */
export type ValueField =
  | TextField
  | NumberField
  | BooleanField
  | DateField
  | SelectField
  | MultiselectField
  | TimezoneField
  | KeyValueField;

export type Field = ValueField | NoticeField | CredentialField;

export interface FieldGroup {
  key: string;
  title: string;
  fields: Field[];
}

export interface Manifest {
  format_version: 1;
  groups: FieldGroup[];
}

export const isValueField = (field: Field): field is ValueField =>
  field.type !== "notice" && field.type !== "credential";

export const allFields = (manifest: Manifest): Field[] => manifest.groups.flatMap((group) => group.fields);
