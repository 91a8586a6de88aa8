import { randomBytes, randomUUID } from "node:crypto";
import { mintTriggerToken, traceparent, triggerSecret } from "@/lib/automata/identifiers";
import type { Engine } from "@/lib/n8n/engine";
import type { Triggered, TriggerRequest } from "@/lib/n8n/webhooks";
import type { WorkflowBody } from "@/lib/n8n/workflows";

type Reference = { id: string; name: string };
type Node = WorkflowBody["nodes"][number];

const uniqueId = () => randomBytes(12).toString("base64url");

/** An HTTP call with a header credential: what a tenant's secret is used for. */
export const callWith = (url: string, credential: unknown): Node =>
  ({
    name: "Call",
    type: "n8n-nodes-base.httpRequest",
    typeVersion: 4.2,
    position: [220, 0],
    parameters: {
      method: "POST",
      url,
      authentication: "genericCredentialType",
      genericAuthType: "httpHeaderAuth",
      options: { timeout: 5000 },
    },
    // Some tests send references that our own types would not let pass.
    credentials: { httpHeaderAuth: credential },
  }) as Node;

/** Keeps an execution running for longer than a test looks at it. */
export const pause = (seconds: number): Node => ({
  name: "Pause",
  type: "n8n-nodes-base.wait",
  typeVersion: 1.1,
  position: [220, 0],
  parameters: { resume: "timeInterval", amount: seconds, unit: "seconds" },
});

/** A small workflow of our kind: a webhook that wants a JWT, then perhaps one more node. */
export type Sample = {
  body: WorkflowBody;
  path: string;
  triggerCredential: Reference;
  /** Puts the trigger's credential into n8n. */
  prepare(engine: Engine): Promise<void>;
  /** Prepares, creates, publishes and waits until it is live. */
  install(engine: Engine): Promise<string>;
  trigger(engine: Engine, options?: { runId?: string; timeoutMs?: number; token?: string }): Promise<Triggered>;
  request(runId?: string, issuedAt?: Date): TriggerRequest;
};

export function sampleWorkflow(after?: Node): Sample {
  const key = { secret: randomUUID() + randomUUID(), installId: randomUUID(), generation: 1 };
  const path = `pb-${randomUUID()}`;
  const triggerCredential = { id: uniqueId(), name: `trigger ${uniqueId()}` };
  const webhook: Node = {
    name: "Start",
    type: "n8n-nodes-base.webhook",
    typeVersion: 2.1,
    position: [0, 0],
    webhookId: randomUUID(),
    parameters: {
      httpMethod: "POST",
      path,
      authentication: "jwtAuth",
      responseMode: "onReceived",
      options: { responseData: "={{ { executionId: $execution.id } }}" },
    },
    credentials: { jwtAuth: triggerCredential },
  };
  const link = after ? { Start: { main: [[{ node: after.name, type: "main", index: 0 }]] } } : {};
  const body: WorkflowBody = {
    name: `Sample ${uniqueId()}`,
    nodes: after ? [webhook, after] : [webhook],
    connections: link,
    settings: { executionOrder: "v1" },
  };
  const request = (runId: string = randomUUID(), issuedAt = new Date()): TriggerRequest => ({
    path,
    token: mintTriggerToken(key, runId, issuedAt),
    traceparent: traceparent(runId),
    body: { run_id: runId },
    timeoutMs: 10_000,
  });
  const prepare = (engine: Engine) =>
    engine.putCredential({
      ...triggerCredential,
      type: "jwtAuth",
      data: { keyType: "passphrase", secret: triggerSecret(key), algorithm: "HS256" },
    });
  return {
    body,
    path,
    triggerCredential,
    prepare,
    request,
    async install(engine) {
      await prepare(engine);
      const { id } = await engine.createWorkflow(body);
      await engine.publishWorkflow(id);
      await engine.waitUntilLive(path, { deadlineMs: 60_000 });
      return id;
    },
    trigger: (engine, { runId, ...overrides } = {}) => engine.trigger({ ...request(runId), ...overrides }),
  };
}

/** A header credential with an unguessable id and name. */
export const headerCredential = (value: string, name = "x-secret") => {
  const reference = { id: uniqueId(), name: `header ${uniqueId()}` };
  return { reference, credential: { ...reference, type: "httpHeaderAuth", data: { name, value } } };
};
