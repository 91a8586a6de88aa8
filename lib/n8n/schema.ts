import { z } from "zod";

/** The parts of n8n's answers that this product relies on. Unknown fields pass; a missing one is an error. */

const credentialReference = z.object({ id: z.string().nullish(), name: z.string().nullish() });

export const storedNodeSchema = z.looseObject({
  name: z.string(),
  type: z.string(),
  credentials: z.record(z.string(), credentialReference).optional(),
});

export const workflowSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  active: z.boolean(),
  isArchived: z.boolean(),
  /** the draft */
  versionId: z.string(),
  /** what is live, null when unpublished */
  activeVersionId: z.string().nullable(),
  nodes: z.array(storedNodeSchema),
  connections: z.record(z.string(), z.unknown()),
  settings: z.record(z.string(), z.unknown()).nullish(),
  createdAt: z.iso.datetime(),
});
export type StoredWorkflow = z.output<typeof workflowSchema>;

export const workflowSummarySchema = workflowSchema.pick({
  id: true,
  name: true,
  active: true,
  isArchived: true,
  createdAt: true,
});
export type WorkflowSummary = z.output<typeof workflowSummarySchema>;

export const credentialSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  type: z.string(),
  createdAt: z.iso.datetime(),
});
export type StoredCredential = z.output<typeof credentialSchema>;

export const credentialTestSchema = z.object({ status: z.enum(["OK", "Error"]), message: z.string() });

export const executionStatuses = [
  "new",
  "running",
  "waiting",
  "success",
  "error",
  "canceled",
  "crashed",
  "unknown",
] as const;
export type ExecutionStatus = (typeof executionStatuses)[number];

export const executionSummarySchema = z.object({
  id: z.coerce.string(),
  status: z.enum(executionStatuses),
  workflowId: z.string(),
  /** null until a queued execution gets its turn */
  startedAt: z.iso.datetime().nullable(),
  stoppedAt: z.iso.datetime().nullable(),
});

export const executionSchema = executionSummarySchema.extend({
  tracingContext: z.object({ traceparent: z.string() }).nullish(),
});

/** Read for the error's name alone; everything else in an execution's data may be a tenant's. */
export const executionFailureSchema = z.object({
  data: z.object({ resultData: z.object({ error: z.object({ name: z.string().optional() }).optional() }) }).nullish(),
});

export const stoppedExecutionSchema = z.object({ status: z.enum(executionStatuses) });

export const discoverySchema = z.object({
  data: z.object({
    scopes: z.array(z.string()),
    resources: z.record(
      z.string(),
      z.object({ endpoints: z.array(z.object({ method: z.string(), path: z.string() })) }),
    ),
  }),
});

export const pageOf = <T>(item: z.ZodType<T>) => z.object({ data: z.array(item), nextCursor: z.string().nullish() });
