import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { EngineClient } from "@/lib/n8n/client";
import { EngineError, isEngineError } from "@/lib/n8n/errors";
import { requireId } from "@/lib/n8n/ids";
import type { paths } from "@/lib/n8n/openapi";
import { allPages } from "@/lib/n8n/pages";
import {
  pageOf,
  type StoredWorkflow,
  type WorkflowSummary,
  workflowSchema,
  workflowSummarySchema,
} from "@/lib/n8n/schema";

type Described = paths["/workflows"]["post"]["requestBody"]["content"]["application/json"];
type DescribedNode = Described["nodes"][number];

/** What a workflow is made from; of each credential the id counts. */
export type WorkflowBody = Pick<Described, "name" | "settings"> & {
  nodes: (Omit<DescribedNode, "name" | "credentials"> & {
    name: string;
    credentials?: Record<string, { id: string; name: string }> | undefined;
  })[];
  connections: Record<string, unknown>;
};

export type SavedWorkflow = { id: string; versionId: string };

export type Workflows = {
  /**
   * Not idempotent and never repeated: after unreachable, timeout or unexpected, look for the name first.
   * @throws EngineError rebound, when n8n stored other credentials than were sent; the workflow is deleted then
   */
  createWorkflow(body: WorkflowBody): Promise<SavedWorkflow>;
  /**
   * Replaces nodes and connections (n8n merges settings). A published workflow goes live in the new version only after
   * its credentials were compared.
   * @throws EngineError rebound, the old version stays live; conflict, when something else was published meanwhile
   */
  updateWorkflow(id: string, body: WorkflowBody): Promise<SavedWorkflow>;
  /** @throws EngineError not_found */
  getWorkflow(id: string): Promise<StoredWorkflow>;
  /** Case-sensitive; the archived ones too. */
  findWorkflowsByName(substring: string): Promise<WorkflowSummary[]>;
  /** Accepted is not live: see waitUntilLive(). Without a version the draft is published. */
  publishWorkflow(id: string, versionId?: string): Promise<void>;
  /** Runs in progress continue. */
  unpublishWorkflow(id: string): Promise<void>;
  /**
   * Unpublishes first; n8n refuses for a moment until the webhook is gone, which is waited for.
   * @throws EngineError conflict, when it still refuses after `deadlineMs` (default two minutes)
   */
  deleteWorkflow(id: string, options?: { deadlineMs?: number }): Promise<"deleted" | "already_gone">;
};

const savingTimeoutMs = 30_000;
const deleteDeadlineMs = 120_000;
// A list carries all nodes of each workflow; a small page stays far below the limit of an answer.
const workflowsPerPage = 50;
const maxPages = 200;

// n8n describes connections as an object without keys.
const payload = (body: WorkflowBody) => ({ ...body, connections: body.connections as Record<string, never> });

type Binding = Pick<StoredWorkflow["nodes"][number], "name" | "credentials">;

const bindings = (nodes: Binding[]) =>
  nodes
    .flatMap(({ name, credentials = {} }) =>
      Object.entries(credentials).map(([type, reference]) => JSON.stringify([name, type, reference.id ?? null])),
    )
    .sort()
    .join("\n");

/** n8n replaces an unknown or missing credential id by another credential of that name or type, without a word. */
export function isBoundAsSent(sent: Binding[], stored: Binding[]): boolean {
  return bindings(sent) === bindings(stored);
}

export function createWorkflows(client: EngineClient): Workflows {
  const changed = (operation: string, schema: z.ZodType<StoredWorkflow>) => ({ operation, schema, repeatable: true });

  async function publish(id: string, versionId?: string): Promise<StoredWorkflow> {
    const workflowId = requireId("publish workflow", id);
    return client.request({
      ...changed("publish workflow", workflowSchema),
      timeoutMs: savingTimeoutMs,
      call: (api, options) =>
        api.POST("/workflows/{workflowId}/publish", {
          params: { path: { workflowId } },
          body: versionId === undefined ? {} : { versionId },
          ...options,
        }),
    });
  }

  async function unpublish(id: string): Promise<void> {
    const workflowId = requireId("unpublish workflow", id);
    await client.request({
      ...changed("unpublish workflow", workflowSchema),
      timeoutMs: savingTimeoutMs,
      call: (api, options) =>
        api.POST("/workflows/{workflowId}/unpublish", { params: { path: { workflowId } }, ...options }),
    });
  }

  async function deleteOnce(id: string): Promise<"deleted" | "already_gone"> {
    const workflowId = requireId("delete workflow", id);
    try {
      await client.request({
        operation: "delete workflow",
        schema: z.object({ id: z.literal(id) }),
        repeatable: true,
        call: (api, options) => api.DELETE("/workflows/{workflowId}", { params: { path: { workflowId } }, ...options }),
      });
      return "deleted";
    } catch (error) {
      if (isEngineError(error, "not_found")) return "already_gone";
      throw error;
    }
  }

  async function remove(id: string, deadlineMs: number): Promise<"deleted" | "already_gone"> {
    try {
      await unpublish(id);
    } catch (error) {
      if (isEngineError(error, "not_found")) return "already_gone";
      // An archived workflow cannot be unpublished and need not be.
      if (!isEngineError(error, "rejected")) throw error;
    }
    const deadline = Date.now() + deadlineMs;
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 3_000)) {
      try {
        return await deleteOnce(id);
      } catch (error) {
        if (!isEngineError(error, "conflict") || Date.now() + pauseMs > deadline) throw error;
        await sleep(pauseMs);
      }
    }
  }

  return {
    async createWorkflow(body) {
      const operation = "create workflow";
      const stored = await client.request({
        operation,
        schema: workflowSchema,
        repeatable: false,
        timeoutMs: savingTimeoutMs,
        call: (api, options) => api.POST("/workflows", { body: payload(body), ...options }),
      });
      if (isBoundAsSent(body.nodes, stored.nodes)) return { id: stored.id, versionId: stored.versionId };
      await remove(stored.id, deleteDeadlineMs);
      throw new EngineError("rebound", operation, "the workflow was deleted");
    },

    async updateWorkflow(id, body) {
      const operation = "update workflow";
      const workflowId = requireId(operation, id);
      const draft = await client.request({
        ...changed(operation, workflowSchema),
        timeoutMs: savingTimeoutMs,
        call: (api, options) =>
          api.PUT("/workflows/{workflowId}", {
            // Published at once, credentials that n8n replaced would be used before anybody could look.
            params: { path: { workflowId }, query: { publishIfActive: "false" } },
            body: payload(body),
            ...options,
          }),
      });
      if (!isBoundAsSent(body.nodes, draft.nodes)) {
        throw new EngineError("rebound", operation, "the old version stays published");
      }
      const saved = { id: draft.id, versionId: draft.versionId };
      if (!draft.active || draft.activeVersionId === draft.versionId) return saved;
      const published = await publish(id, draft.versionId);
      if (published.activeVersionId !== draft.versionId) {
        throw new EngineError("conflict", operation, "another version was published meanwhile");
      }
      return saved;
    },

    async getWorkflow(id) {
      const workflowId = requireId("get workflow", id);
      return client.request({
        ...changed("get workflow", workflowSchema),
        call: (api, options) => api.GET("/workflows/{workflowId}", { params: { path: { workflowId } }, ...options }),
      });
    },

    async findWorkflowsByName(substring) {
      const operation = "list workflows";
      const found = await allPages(operation, maxPages, (cursor) =>
        client.request({
          operation,
          schema: pageOf(workflowSummarySchema),
          repeatable: true,
          timeoutMs: savingTimeoutMs,
          call: (api, options) => {
            const query = { name: substring, limit: workflowsPerPage, excludePinnedData: "true" } as const;
            return api.GET("/workflows", {
              params: { query: cursor === undefined ? query : { ...query, cursor } },
              ...options,
            });
          },
        }),
      );
      // On some databases n8n's filter ignores case.
      return found.filter(({ name }) => name.includes(substring));
    },

    async publishWorkflow(id, versionId) {
      const published = await publish(id, versionId);
      if (!published.active) throw new EngineError("unexpected", "publish workflow", "it is not active afterwards");
    },
    unpublishWorkflow: unpublish,
    deleteWorkflow: (id, { deadlineMs = deleteDeadlineMs } = {}) => remove(id, deadlineMs),
  };
}
