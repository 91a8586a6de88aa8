import { z } from "zod";
import {
  allFields,
  type ConfigValues,
  type CredentialField,
  type CredentialType,
  type Manifest,
} from "@/lib/automata/config-manifest/types";
import { validateCredentialInput } from "@/lib/automata/config-manifest/validate-field";

/** What each kind of credential is in n8n, with the properties that may be filled in and those that must be. */
export const credentialTypes: Record<
  CredentialType,
  { n8nType: string; properties: readonly string[]; needed: readonly string[]; numbers: readonly string[] }
> = {
  header: { n8nType: "httpHeaderAuth", properties: ["name", "value"], needed: ["name", "value"], numbers: [] },
  basic: { n8nType: "httpBasicAuth", properties: ["user", "password"], needed: ["user", "password"], numbers: [] },
  sftp: {
    n8nType: "sftp",
    properties: ["host", "port", "username", "password", "privateKey", "passphrase"],
    needed: ["host", "username"],
    numbers: ["port"],
  },
  database: {
    n8nType: "postgres",
    properties: ["host", "port", "database", "user", "password", "ssl"],
    needed: ["host", "database", "user", "password"],
    numbers: ["port"],
  },
};

export function credentialFields(manifest: Manifest): CredentialField[] {
  return allFields(manifest).filter((field) => field.type === "credential");
}

/**
 * Hosts that a credential may be sent to under any of these configurations; undefined: all. The vault itself holds to it, so
 * that a fault in the workflow or in what a source answers cannot carry a secret elsewhere.
 */
export function allowedHosts({ sent_to: keys }: CredentialField, ...configs: ConfigValues[]): string[] | undefined {
  if (!keys) return undefined;
  const addresses = configs.flatMap((config) => keys.map((key) => config[key]));
  const hosts = addresses.filter((value) => typeof value === "string").map((value) => new URL(value).hostname);
  // To the engine an empty list means any host; this name is reserved and leads to none.
  return hosts.length > 0 ? [...new Set(hosts)].sort() : ["invalid"];
}

export interface CredentialPayload {
  /** n8n's name of the type. */
  type: string;
  /** By n8n property. Never store, log or echo it. */
  data: Record<string, string | number>;
}

/**
 * Parses what somebody typed into the inputs of a credential, by input key, into what goes to n8n's vault. Values may start
 * with `=`: lib/n8n escapes them, so that they arrive as typed. Messages never repeat a value.
 */
export function compileCredential(field: CredentialField): z.ZodType<CredentialPayload> {
  const { n8nType, numbers } = credentialTypes[field.credential_type];
  return z
    .record(z.string(), z.unknown())
    .superRefine((input, context) => {
      for (const key of Object.keys(input)) {
        if (!field.fields.some((entry) => entry.key === key)) {
          context.addIssue({ code: "custom", path: [key], message: "This credential has no such field." });
        }
      }
      for (const entry of field.fields) {
        const value = Object.hasOwn(input, entry.key) ? input[entry.key] : undefined;
        const message =
          validateCredentialInput(entry, value) ?? (numbers.includes(entry.n8n_property) ? portProblem(value) : null);
        if (message) context.addIssue({ code: "custom", path: [entry.key], message });
      }
    })
    .transform((input) => ({
      type: n8nType,
      data: Object.fromEntries(
        field.fields.flatMap((entry) => {
          const value = input[entry.key];
          if (typeof value !== "string" || value === "") return [];
          return [[entry.n8n_property, numbers.includes(entry.n8n_property) ? Number(value) : value]];
        }),
      ),
    }));
}

function portProblem(value: unknown): string | null {
  if (value === undefined || value === "") return null;
  const port = typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : 0;
  return port >= 1 && port <= 65_535 ? null : "This must be a port number from 1 to 65535.";
}
