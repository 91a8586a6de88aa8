"use server";

import { z } from "zod";
import { tenantAction } from "../action";
import type { TenantContext } from "../tenancy/current-tenant";
import { createDeps } from "./deps";
import type { Actor } from "./run-deps";
import { cancelRun as cancel } from "./use-cases/cancel-run";
import { reopenErrors as reopen } from "./use-cases/reopen-errors";
import { resolveErrors as resolve } from "./use-cases/resolve-errors";
import { retryFailedRows as retry } from "./use-cases/retry-failed-rows";
import { startRun } from "./use-cases/start-run";

const runId = z.guid();
const errorIds = z.array(z.guid()).min(1).max(1000).optional();
const selection = z.object({
  runId,
  errorIds,
  code: z.string().max(100).optional(),
  field: z.string().max(200).optional(),
  note: z.string().trim().max(2000, "A note holds at most 2,000 characters.").default(""),
});

const actor = ({ viewer, tenant }: TenantContext): Actor => ({
  tenantId: tenant.id,
  userId: viewer.userId,
  label: viewer.name,
});

export const runNow = tenantAction({
  permission: "automata.manage",
  input: z.object({ installId: z.guid() }),
  run: (context, { installId }) => startRun(createDeps(), actor(context), { installId }),
});

export const cancelRun = tenantAction({
  permission: "automata.manage",
  input: z.object({ runId }),
  run: (context, input) => cancel(createDeps(), actor(context), input),
});

export const retryFailedRows = tenantAction({
  permission: "automata.manage",
  input: z.object({ runId, errorIds }),
  run: (context, input) => retry(createDeps(), actor(context), input),
});

export const resolveErrors = tenantAction({
  permission: "automata.manage",
  input: selection,
  run: (context, input) => resolve(createDeps(), actor(context), input),
});

export const reopenErrors = tenantAction({
  permission: "automata.manage",
  input: selection,
  run: (context, input) => reopen(createDeps(), actor(context), input),
});
