import type { EngineClient } from "@/lib/n8n/client";
import { EngineError, isEngineError } from "@/lib/n8n/errors";
import { allPages } from "@/lib/n8n/pages";
import {
  type ExecutionStatus,
  executionFailureSchema,
  executionSchema,
  executionSummarySchema,
  pageOf,
  stoppedExecutionSchema,
} from "@/lib/n8n/schema";

export type Execution = {
  id: string;
  /** `success` says that no node broke off, not that the rows were good */
  status: ExecutionStatus;
  /** ISO 8601; null while it waits for its turn */
  startedAt: string | null;
  stoppedAt: string | null;
  workflowId: string;
  /** what the trigger sent; null when it sent none or a malformed one */
  traceparent: string | null;
  /** e.g. "NodeApiError", "WorkflowCrashedError", "TimeoutExecutionCancelledError" */
  errorName?: string;
};

export type Executions = {
  /**
   * The execution that a trigger with this trace id started. Null: n8n holds none, which after a while means there was
   * none, or that it succeeded and its data is not kept.
   * @param traceId 32 hexadecimal digits, the second part of the traceparent
   */
  findExecutionByTrace(query: { workflowId: string; traceId: string; startedAfter: Date }): Promise<string | null>;
  /** Null is "unknown", never "failed": n8n prunes executions, and keeps none of those it was told not to. */
  getExecution(id: string): Promise<Execution | null>;
  stopExecution(id: string): Promise<"stopped" | "already_ended" | "unknown">;
};

const executionsPerPage = 100;
/** One active run per install: what started since a run began is a handful. */
const maxPages = 5;

/** The list without a status leaves out what runs or queues, so these are asked for one by one. */
const partialLists = [undefined, "running", "new", "waiting"] as const;

/** Only these can carry an error worth a name. */
const failed: readonly ExecutionStatus[] = ["error", "canceled", "crashed"];

function executionNumber(operation: string, id: string): number {
  const number = Number(id);
  if (/^\d{1,15}$/.test(id) && number > 0) return number;
  throw new EngineError("rejected", operation, "not an execution id", { field: "id" });
}

export function createExecutions(client: EngineClient): Executions {
  async function list(workflowId: string, startedAfter: Date, status: (typeof partialLists)[number]) {
    const operation = "list executions";
    // A queued execution has not started, so a start time would filter it out.
    const since = status === "new" ? {} : { startedAfter: startedAfter.toISOString() };
    return allPages(operation, maxPages, (cursor) =>
      client.request({
        operation,
        schema: pageOf(executionSummarySchema),
        repeatable: true,
        call: (api, options) => {
          const query = { workflowId, limit: executionsPerPage, ...since, ...(status ? { status } : {}) };
          return api.GET("/executions", {
            params: { query: cursor === undefined ? query : { ...query, cursor } },
            ...options,
          });
        },
      }),
    );
  }

  async function read(id: string) {
    const executionId = executionNumber("get execution", id);
    try {
      return await client.request({
        operation: "get execution",
        schema: executionSchema,
        repeatable: true,
        call: (api, options) => api.GET("/executions/{executionId}", { params: { path: { executionId } }, ...options }),
      });
    } catch (error) {
      if (isEngineError(error, "not_found")) return null;
      throw error;
    }
  }

  /** The name is a detail: an execution whose data is too large to read is told without it. */
  async function errorName(id: string): Promise<string | undefined> {
    const executionId = executionNumber("get execution data", id);
    try {
      const { data } = await client.request({
        operation: "get execution data",
        schema: executionFailureSchema,
        repeatable: true,
        confidential: true,
        call: (api, options) =>
          api.GET("/executions/{executionId}", {
            params: { path: { executionId }, query: { includeData: "true" } },
            ...options,
          }),
      });
      return data?.resultData.error?.name;
    } catch (error) {
      if (isEngineError(error, "unexpected", "not_found")) return undefined;
      throw error;
    }
  }

  return {
    async findExecutionByTrace({ workflowId, traceId, startedAfter }) {
      if (!/^[0-9a-f]{32}$/.test(traceId)) {
        throw new EngineError("rejected", "find execution", "not a trace id", { field: "traceId" });
      }
      const seen = new Set<string>();
      for (const status of partialLists) {
        for (const { id } of await list(workflowId, startedAfter, status)) {
          if (seen.has(id)) continue;
          seen.add(id);
          const execution = await read(id);
          if (execution?.tracingContext?.traceparent.split("-")[1] === traceId) return id;
        }
      }
      return null;
    },

    async getExecution(id) {
      const execution = await read(id);
      if (!execution) return null;
      const { tracingContext, ...rest } = execution;
      const name = failed.includes(execution.status) ? await errorName(id) : undefined;
      const traceparent = tracingContext?.traceparent ?? null;
      return name === undefined ? { ...rest, traceparent } : { ...rest, traceparent, errorName: name };
    },

    async stopExecution(id) {
      const executionId = executionNumber("stop execution", id);
      try {
        await client.request({
          operation: "stop execution",
          schema: stoppedExecutionSchema,
          repeatable: true,
          call: (api, options) =>
            api.POST("/executions/{executionId}/stop", { params: { path: { executionId } }, ...options }),
        });
        return "stopped";
      } catch (error) {
        if (isEngineError(error, "conflict")) return "already_ended";
        if (isEngineError(error, "not_found")) return "unknown";
        throw error;
      }
    },
  };
}
