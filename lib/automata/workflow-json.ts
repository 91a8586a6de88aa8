import { z } from "zod";

/**
 * A canonical workflow, as an app carries it in n8n_workflow_json: n8n's own export format, in which everything that
 * belongs to one install is a placeholder.
 */
export const placeholders = {
  webhookPath: "{{webhook_path}}",
  runsUrl: "{{runs_url}}",
  triggerCredential: "{{trigger_credential}}",
} as const;

/** `{{credential:<key>}}`, where key is a credential field of the app's config_schema. */
const credentialPlaceholder = /^\{\{credential:([a-z][a-z0-9_]{0,62})\}\}$/;

/** The credential key that a placeholder names, or null for any other text. */
export function credentialKeyOf(value: string): string | null {
  return credentialPlaceholder.exec(value)?.[1] ?? null;
}

export type Json = z.output<ReturnType<typeof z.json>>;

const credentialReference = z.object({ id: z.string(), name: z.string() });

const workflowNode = z.object({
  id: z.string().min(1).optional(),
  name: z.string().min(1),
  notes: z.string().optional(),
  type: z.string().min(1),
  typeVersion: z.number(),
  position: z.tuple([z.number(), z.number()]),
  parameters: z.record(z.string(), z.json()),
  credentials: z.record(z.string(), credentialReference).optional(),
  disabled: z.boolean().optional(),
  onError: z.enum(["stopWorkflow", "continueRegularOutput", "continueErrorOutput"]).optional(),
  alwaysOutputData: z.boolean().optional(),
  executeOnce: z.boolean().optional(),
  retryOnFail: z.boolean().optional(),
  maxTries: z.number().optional(),
  waitBetweenTries: z.number().optional(),
});
export type WorkflowNode = z.output<typeof workflowNode>;

const target = z.object({ node: z.string(), type: z.string(), index: z.number() });

/** Unknown keys are dropped here; the lint is where they are refused. */
export const workflowJson = z.object({
  nodes: z.array(workflowNode).min(1),
  connections: z.record(z.string(), z.record(z.string(), z.array(z.array(target).nullable()))),
});
export type WorkflowJson = z.output<typeof workflowJson>;

export const webhookType = "n8n-nodes-base.webhook";

/** Every text in a JSON value, with the path to it. */
export function* texts(value: unknown, path = ""): Generator<{ path: string; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* texts(entry, `${path}[${index}]`);
  } else if (value !== null && typeof value === "object") {
    for (const [key, entry] of Object.entries(value)) yield* texts(entry, path === "" ? key : `${path}.${key}`);
  }
}

/** n8n evaluates a parameter, and a credential value, if and only if its first character is this. */
export const isExpression = (text: string) => text.startsWith("=");
