import "server-only";
import { randomBytes } from "node:crypto";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { env } from "./env";
import { AppError, type ErrorCode, type FieldErrors } from "./errors";
import { isSameOrigin } from "./same-origin";
import { resolveTenant, type TenantContext } from "./tenancy/current-tenant";
import {
  holdsInstallRight,
  holdsTenantRight,
  type InstallRight,
  mayHoldInstallRight,
  type TenantRight,
} from "./tenancy/rights";

export type ActionResult<Output> = { ok: true; data: Output } | ActionFailure;

export interface ActionFailure {
  ok: false;
  code: ErrorCode | "unexpected";
  /** One sentence for the person. */
  message: string;
  fields?: FieldErrors;
  /** What a form may show again; only the fields that its action lists in `keep`. */
  values?: Record<string, string>;
}

/** A server action: called with an object or a form, or given to useActionState (which passes its state first). */
export interface Action<Input, Output> {
  (input: Input): Promise<ActionResult<Output>>;
  (form: FormData): Promise<ActionResult<Output>>;
  (previous: ActionResult<Output> | null, form: FormData): Promise<ActionResult<Output>>;
}

interface Common<Schema extends z.ZodType> {
  input: Schema;
  /** Form fields given back after a failure, so that nobody types them twice. Never a secret. */
  keep?: readonly string[];
}

type Permission<Schema extends z.ZodType> =
  | { permission: TenantRight; install?: never }
  | { permission: InstallRight; install: (input: z.output<Schema>) => string };

type TenantActionOptions<Schema extends z.ZodType, Output> = Common<Schema> &
  Permission<Schema> & { run: (context: TenantContext, input: z.output<Schema>) => Promise<Output> };

type PublicActionOptions<Schema extends z.ZodType, Output> = Common<Schema> & {
  run: (input: z.output<Schema>) => Promise<Output>;
};

/**
 * A server action for a tenant: own origin → session → tenant → right → input → `run`. Whoever lacks a right reads the
 * same sentence, whatever they asked for and whether it exists; their input is not even looked at.
 */
export function tenantAction<Schema extends z.ZodType, Output>(
  options: TenantActionOptions<Schema, Output>,
): Action<z.input<Schema>, Output> {
  return action(options.keep, async (raw) => {
    const context = await resolveTenant();
    if (context === "signed_out") throw new AppError("signed_out", "Your session has ended, please sign in again.");
    if (context === "no_membership" || !mayTry(context, options.permission)) throw refusal();

    const input = parse(options.input, raw);
    if (options.install && !holdsInstallRight(context.rights, options.permission, options.install(input)))
      throw refusal();
    return options.run(context, input);
  });
}

/** A server action that needs no right. The list is closed (tests/structure.test.ts): sign in, sign out, switch tenant. */
export function publicAction<Schema extends z.ZodType, Output>(
  options: PublicActionOptions<Schema, Output>,
): Action<z.input<Schema>, Output> {
  return action(options.keep, async (raw) => options.run(parse(options.input, raw)));
}

function action<Input, Output>(
  keep: readonly string[] | undefined,
  run: (raw: unknown) => Promise<Output>,
): Action<Input, Output> {
  return async (...args: unknown[]) => {
    const raw = plainInput(args.at(-1));
    try {
      // Next compares Origin with the host, but lets a request without Origin through.
      if (!isSameOrigin(await headers(), env().APP_URL)) throw refusal();
      return { ok: true, data: await run(raw) };
    } catch (error) {
      unstable_rethrow(error);
      return { ...failure(error), ...(keep && { values: keptValues(raw, keep) }) };
    }
  };
}

function mayTry({ rights }: TenantContext, permission: TenantRight | InstallRight): boolean {
  switch (permission) {
    case "logs.view":
    case "definition.view":
      return mayHoldInstallRight(rights, permission);
    default:
      return holdsTenantRight(rights, permission);
  }
}

/** A form as an object: a name given once is its value, given repeatedly a list. Next's own bookkeeping is left out. */
function plainInput(input: unknown): unknown {
  if (!(input instanceof FormData)) return input;
  const names = [...new Set(input.keys())].filter((name) => !name.startsWith("$ACTION"));
  return Object.fromEntries(
    names.map((name) => {
      const values = input.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function parse<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;

  const fields: FieldErrors = {};
  for (const { path, message } of result.error.issues) {
    const field = path[0];
    if (field !== undefined) fields[String(field)] ??= message;
  }
  throw new AppError("invalid_input", "Please check what you entered.", fields);
}

function keptValues(raw: unknown, keep: readonly string[]): Record<string, string> {
  if (typeof raw !== "object" || raw === null) return {};
  const entries = Object.entries(raw).filter(([name, value]) => keep.includes(name) && typeof value === "string");
  return Object.fromEntries(entries);
}

function refusal(): AppError {
  return new AppError("forbidden", "You do not have the right to do this.");
}

function failure(error: unknown): ActionFailure {
  if (error instanceof AppError) {
    const { code, message, fields } = error;
    return { ok: false, code, message, ...(fields && { fields }) };
  }
  const reference = randomBytes(4).toString("hex");
  console.error(`[action] reference ${reference}`, error);
  return {
    ok: false,
    code: "unexpected",
    message: `Something went wrong on our side (reference ${reference}).`,
  };
}
