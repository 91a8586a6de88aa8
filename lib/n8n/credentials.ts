import { z } from "zod";
import type { EngineClient } from "@/lib/n8n/client";
import { EngineError, isEngineError } from "@/lib/n8n/errors";
import { escapeValue } from "@/lib/n8n/escape";
import { requireId } from "@/lib/n8n/ids";
import { allPages } from "@/lib/n8n/pages";
import { credentialSchema, credentialTestSchema, pageOf, type StoredCredential } from "@/lib/n8n/schema";

export type Credential = {
  /** our own, 1 to 16 of A-Z a-z 0-9 _ -; it makes creation idempotent */
  id: string;
  /** unique and unguessable, since n8n also finds credentials by name */
  name: string;
  /** n8n's name of the type, e.g. "httpHeaderAuth" */
  type: string;
  /** all values of the type as a person typed them */
  data: Record<string, string | number | boolean>;
  /** Host names this credential may be sent to, for the HTTP types; `*.example.com` takes in subdomains. */
  allowedDomains?: readonly string[] | undefined;
};

export type CredentialTest =
  | { outcome: "works" }
  /** `reason` comes from the system that was tried; show it to the tenant's administrators only */
  | { outcome: "fails"; reason: string }
  /** n8n has no test for this type, which says nothing about the credential */
  | { outcome: "untestable" };

export type Credentials = {
  /**
   * Creates the credential, or replaces all its values; the next run uses them, without publishing anything.
   * @throws EngineError rejected, with `field` e.g. "data.username"
   */
  putCredential(credential: Credential): Promise<void>;
  /** Changes the hosts that it may be sent to, and none of its values. @throws EngineError not_found */
  restrictCredential(id: string, allowedDomains: readonly string[]): Promise<void>;
  /** Workflows that use it stay published and fail when they run: delete the workflow first. */
  deleteCredential(id: string): Promise<"deleted" | "already_gone">;
  /** Makes n8n connect to the system in question. @throws EngineError not_found */
  testCredential(id: string): Promise<CredentialTest>;
  /** Every credential the key can see, whoever made it; values are never told. */
  listCredentials(): Promise<StoredCredential[]>;
};

const credentialsPerPage = 250;
const maxPages = 200;
const maxReason = 300;
const testTimeoutMs = 40_000;
const ownIdPattern = /^[A-Za-z0-9_-]{1,16}$/;
const domainPattern = /^(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** Strings as n8n must store them to yield what was typed, plus n8n's own restriction to hosts. */
function vaultData(
  operation: string,
  { data, allowedDomains }: Pick<Credential, "data" | "allowedDomains">,
): Record<string, string | number | boolean> {
  const escaped = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === "string" ? escapeValue(value) : value]),
  );
  if (allowedDomains === undefined) return escaped;
  // An empty list would mean "any host" to n8n.
  if (allowedDomains.length === 0 || !allowedDomains.every((domain) => domainPattern.test(domain))) {
    throw new EngineError("rejected", operation, "host names are wanted", { field: "allowedDomains" });
  }
  return { ...escaped, allowedHttpRequestDomains: "domains", allowedDomains: allowedDomains.join(",") };
}

export function createCredentials(client: EngineClient): Credentials {
  async function removeOnce(id: string): Promise<void> {
    const credentialId = requireId("delete credential", id);
    await client.request({
      operation: "delete credential",
      schema: z.object({ id: z.literal(id) }),
      repeatable: true,
      call: (api, options) =>
        api.DELETE("/credentials/{credentialId}", { params: { path: { credentialId } }, ...options }),
    });
  }

  /** Repeating is safe because the id is ours: the second time is a conflict, which says that it is there. */
  async function create(credential: Credential, data: ReturnType<typeof vaultData>): Promise<boolean> {
    const { id, name, type } = credential;
    const operation = "create credential";
    let stored: StoredCredential;
    try {
      stored = await client.request({
        operation,
        schema: credentialSchema,
        repeatable: true,
        confidential: true,
        call: (api, options) => api.POST("/credentials", { body: { id, name, type, data }, ...options }),
      });
    } catch (error) {
      if (isEngineError(error, "conflict")) return false;
      throw error;
    }
    if (stored.id === id) return true;
    await removeOnce(stored.id);
    throw new EngineError("unexpected", operation, "it was given another id than the one sent, and was deleted");
  }

  return {
    async putCredential(credential) {
      const { id, name, type } = credential;
      const operation = "replace credential";
      if (!ownIdPattern.test(id)) throw new EngineError("rejected", operation, "not an id", { field: "id" });
      const data = vaultData(operation, credential);
      if (await create(credential, data)) return;
      await client.request({
        operation,
        schema: z.object({ id: z.literal(id), type: z.literal(type) }),
        repeatable: true,
        confidential: true,
        // Without isPartialData the values replace all there were.
        call: (api, options) =>
          api.PATCH("/credentials/{credentialId}", {
            params: { path: { credentialId: id } },
            body: { name, type, data },
            ...options,
          }),
      });
    },

    async restrictCredential(id, allowedDomains) {
      const operation = "restrict credential";
      const credentialId = requireId(operation, id);
      const data = vaultData(operation, { data: {}, allowedDomains });
      await client.request({
        operation,
        schema: z.object({ id: z.literal(id) }),
        repeatable: true,
        call: (api, options) =>
          api.PATCH("/credentials/{credentialId}", {
            params: { path: { credentialId } },
            body: { data, isPartialData: true },
            ...options,
          }),
      });
    },

    async deleteCredential(id) {
      try {
        await removeOnce(id);
        return "deleted";
      } catch (error) {
        if (isEngineError(error, "not_found")) return "already_gone";
        throw error;
      }
    },

    async testCredential(id) {
      const credentialId = requireId("test credential", id);
      const { status, message } = await client.request({
        operation: "test credential",
        schema: credentialTestSchema,
        repeatable: false,
        confidential: true,
        timeoutMs: testTimeoutMs,
        call: (api, options) =>
          api.POST("/credentials/{credentialId}/test", { params: { path: { credentialId } }, ...options }),
      });
      if (status === "OK") return { outcome: "works" };
      if (/^No testing function found/.test(message)) return { outcome: "untestable" };
      return { outcome: "fails", reason: message.slice(0, maxReason) };
    },

    async listCredentials() {
      const operation = "list credentials";
      return allPages(operation, maxPages, (cursor) =>
        client.request({
          operation,
          schema: pageOf(credentialSchema),
          repeatable: true,
          call: (api, options) => {
            const query = { limit: credentialsPerPage, ...(cursor === undefined ? {} : { cursor }) };
            return api.GET("/credentials", { params: { query }, ...options });
          },
        }),
      );
    },
  };
}
