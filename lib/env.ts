import { z } from "zod";

const url = (help: string) => z.url({ protocol: /^https?$/, error: help });
const secret = (help: string) => z.string({ error: help }).refine((value) => Buffer.byteLength(value) >= 32, help);
const originOf = (value: string) => new URL(value).origin;

const newSecret = "Create one with `openssl rand -base64 48`.";
const supabaseSettings = "It is shown in the Supabase project under Settings, API keys.";

const retentionHelp =
  "must be a whole number of days from 1 to 3650, after which row errors lose what they hold of the source rows.";

const schema = z
  .object({
    NEXT_PUBLIC_SUPABASE_URL: url(
      "must be the http(s) address of the Supabase API. `npm run dev` sets it for the local stack; for a hosted project copy it from Settings, Data API.",
    ),
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: z
      .string({ error: `must be the publishable (anon) key. ${supabaseSettings}` })
      .min(20, `is too short for a publishable key. ${supabaseSettings}`),
    SUPABASE_SECRET_KEY: z
      .string({ error: `must be the secret (service role) key. ${supabaseSettings} It stays on the server.` })
      .min(20, `is too short for a secret key. ${supabaseSettings} It stays on the server.`),
    APP_URL: url("must be this app's own http(s) address, such as https://dashboard.example.com.")
      .default("http://localhost:3000")
      .transform(originOf),
    AUTOMATA_CALLBACK_URL: url(
      "must be the http(s) address at which the automation engine reaches this app. Remove it to use APP_URL.",
    )
      .transform(originOf)
      .optional(),
    AUTOMATA_SIGNING_SECRET: secret(`must hold at least 32 bytes of random text. ${newSecret}`),
    AUTOMATA_SIGNING_SECRET_PREVIOUS: secret(
      "must hold at least 32 bytes. It is the signing secret in use before the last rotation; remove it if there is none.",
    ).optional(),
    AUTOMATA_CLOCK_SECRET: secret(`must hold at least 32 bytes of random text. ${newSecret}`),
    AUTOMATA_RETENTION_DAYS: z
      .string()
      .regex(/^\d{1,4}$/, retentionHelp)
      .default("90")
      .transform(Number)
      .refine((days) => days >= 1 && days <= 3650, retentionHelp),
  })
  .transform((values) => ({ ...values, AUTOMATA_CALLBACK_URL: values.AUTOMATA_CALLBACK_URL ?? values.APP_URL }));

type Source = Readonly<Record<string, string | undefined>>;
export type Env = z.output<typeof schema>;

/** The settings as a whole are unusable; `message` names every faulty variable and what to do, and shows no value. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

/**
 * Reads the variables that `schema` describes. An empty variable counts as absent.
 *
 * @throws {EnvError} if one is absent or malformed
 */
export function parseVariables<Schema extends z.ZodType>(schema: Schema, source: Source): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const result = schema.safeParse(present);
  if (result.success) return result.data;

  const faults = new Map<string, string>();
  for (const { path, message } of result.error.issues) {
    const name = String(path[0]);
    if (!faults.has(name))
      faults.set(name, `  - ${name} ${name in present ? "is set, but" : "is missing: it"} ${message}`);
  }
  throw new EnvError(
    `The app cannot start with these environment variables:\n${[...faults.values()].join("\n")}\n` +
      ".env.example describes every variable; put your values into .env.local or your host's settings.",
  );
}

export function parseEnv(source: Source): Env {
  return parseVariables(schema, source);
}

/** `next dev`, as opposed to a production build. */
export const isDevelopment = process.env.NODE_ENV === "development";

let parsed: Env | undefined;

/** The settings of this process, read at first use, so that a test or a build that needs none must not set any. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
