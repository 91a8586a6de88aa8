import { type Connection, createClient } from "@/lib/n8n/client";
import { type Credentials, createCredentials } from "@/lib/n8n/credentials";
import { createExecutions, type Executions } from "@/lib/n8n/executions";
import { createWebhooks, type Webhooks } from "@/lib/n8n/webhooks";
import { createWorkflows, type Workflows } from "@/lib/n8n/workflows";

/** Everything Automata asks of n8n. Each call is bounded in time and fails with an EngineError. */
export type Engine = Workflows & Credentials & Executions & Webhooks;

export type EngineConnection = Connection & {
  /** where n8n's webhooks are reached; often the same as baseUrl */
  webhookUrl: string;
};

export function createEngine(connection: EngineConnection): Engine {
  const client = createClient(connection);
  return {
    ...createWorkflows(client),
    ...createCredentials(client),
    ...createExecutions(client),
    ...createWebhooks(connection.webhookUrl, connection.fetch),
  };
}
