import { type Connection, createClient } from "./client.ts";
import { type Credentials, createCredentials } from "./credentials.ts";
import { createExecutions, type Executions } from "./executions.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";
import { createWorkflows, type Workflows } from "./workflows.ts";

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
