import postgres from "postgres";
import { readEnvFile } from "../../supabase/local/engine/secrets.ts";

const stackDir = process.env.E2E_SERVER_DIR ?? "";
const { N8N_BASE_URL: baseUrl = "", N8N_API_KEY: apiKey = "" } = readEnvFile(`${stackDir}/n8n.env`);

async function control(action: "kill" | "start"): Promise<void> {
  const answer = await fetch(`${process.env.E2E_CONTROL_URL}/${action}`, { method: "POST" });
  if (!answer.ok) throw new Error(await answer.text());
}

async function api<Answer>(path: string): Promise<Answer> {
  const answer = await fetch(`${baseUrl}/api/v1${path}`, { headers: { "X-N8N-API-KEY": apiKey } });
  if (!answer.ok) throw new Error(`n8n answered ${answer.status} to ${path}`);
  return (await answer.json()) as Answer;
}

interface Workflow {
  id: string;
  active: boolean;
  versionId: string;
  nodes: { type: string; parameters: { path?: string } }[];
}

/** The n8n of the server under test, as its operator sees it. */
export const engine = {
  apiKey,
  /** SIGKILL, like a crash. */
  kill: () => control("kill"),
  /** Resolves when it is ready; does nothing when it runs. */
  start: () => control("start"),
  /** Ids of executions are counted from 1; from now on they are numbers that stand nowhere else. */
  async countExecutionsFrom(first: number) {
    const address = new URL(process.env.E2E_DATABASE_URL ?? "");
    Object.assign(address, { username: "n8n", password: "n8n", pathname: "/n8n" });
    const sql = postgres(address.href, { max: 1 });
    await sql`select setval('execution_entity_id_seq', greatest(${first}, (select last_value from execution_entity_id_seq)))`;
    await sql.end();
  },
  workflows: async () => (await api<{ data: Workflow[] }>("/workflows?limit=250")).data,
  credentials: async () => (await api<{ data: { id: string; updatedAt: string }[] }>("/credentials?limit=250")).data,
};
