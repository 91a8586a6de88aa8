import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConfigValues } from "@/lib/automata/config-manifest/types";
import {
  credentialId,
  credentialName,
  type DeployedInstall,
  mintTriggerToken,
  traceparent,
  triggerCredentialKey,
  triggerSecret,
  webhookPath,
  workflowName,
} from "@/lib/automata/identifiers";
import { type RowToRetry, runsUrl, type TriggerBody } from "@/lib/automata/report";
import { materialiseWorkflow } from "@/lib/automata/workflow-template";
import type { ReceivedRun, ReportReceiver } from "./report-receiver";

export interface EngineAccess {
  baseUrl: string;
  apiKey: string;
}

export interface InstalledApp {
  run(config: ConfigValues, rowsToRetry?: RowToRetry[]): Promise<ReceivedRun>;
  setCredential(key: string, data: Record<string, string>): Promise<void>;
  remove(): Promise<void>;
}

type Headers = Record<string, string>;

/** Installs an app by the engine's plain API: what is tested here is the workflow, not our client. */
export async function installApp(
  engine: EngineAccess,
  receiver: ReportReceiver,
  template: unknown,
  headers: Record<string, Headers> = {},
): Promise<InstalledApp> {
  const install: DeployedInstall = {
    secret: randomUUID() + randomUUID(),
    installId: randomUUID(),
    generation: 1,
    deployment: "0123456789ab",
  };
  const reference = (key: string) => ({ id: credentialId(install, key), name: credentialName(install, key) });

  async function api<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${engine.baseUrl}/api/v1${path}`, {
      method,
      headers: { "X-N8N-API-KEY": engine.apiKey, "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as Answer;
  }

  const jwt = { keyType: "passphrase", secret: triggerSecret(install), algorithm: "HS256" };
  await api("POST", "/credentials", { ...reference(triggerCredentialKey), type: "jwtAuth", data: jwt });
  for (const [key, data] of Object.entries(headers)) {
    await api("POST", "/credentials", { ...reference(key), type: "httpHeaderAuth", data });
  }
  const body = materialiseWorkflow({
    template,
    name: workflowName("App under test", install),
    webhookPath: webhookPath(install),
    timezone: "Asia/Singapore",
    runsUrl: runsUrl(receiver.origin),
    triggerCredential: reference(triggerCredentialKey),
    credentials: Object.fromEntries(Object.keys(headers).map((key) => [key, reference(key)])),
  });
  const { id, nodes } = await api<{ id: string; nodes: { credentials?: unknown }[] }>("POST", "/workflows", body);
  const sent = body.nodes.map(({ credentials }) => credentials ?? null);
  if (JSON.stringify(nodes.map(({ credentials }) => credentials ?? null)) !== JSON.stringify(sent)) {
    throw new Error("The engine bound other credentials than it was sent.");
  }
  await api("POST", `/workflows/${id}/publish`);

  const webhook = `${engine.baseUrl}/webhook/${webhookPath(install)}`;
  const deadline = Date.now() + 60_000;
  while ((await fetch(webhook, { method: "POST" })).status !== 401) {
    if (Date.now() > deadline) throw new Error("The webhook did not appear.");
    await sleep(100);
  }

  async function run(config: ConfigValues, rowsToRetry?: RowToRetry[]) {
    const runId = randomUUID();
    const token = randomUUID();
    const received = receiver.run(runId, token);
    const start: TriggerBody = {
      run_id: runId,
      attempt: rowsToRetry ? 2 : 1,
      timezone: "Asia/Singapore",
      config,
      rows_to_retry: rowsToRetry ?? null,
      callback: { token },
    };
    const answer = await fetch(webhook, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${mintTriggerToken(install, runId, new Date())}`,
        "Content-Type": "application/json",
        traceparent: traceparent(runId),
      },
      body: JSON.stringify(start),
    });
    const { executionId } = (await answer.json()) as { executionId?: string };
    if (!executionId) throw new Error(`The run did not start: ${answer.status}`);
    return await settled(received, executionId);
  }

  // A workflow that breaks off says so to the engine only: without this a test would wait for its own timeout.
  async function settled(received: Promise<ReceivedRun>, executionId: string): Promise<ReceivedRun> {
    const over = new AbortController();
    const watch = async (): Promise<never> => {
      for (;;) {
        await sleep(1_000, undefined, { signal: over.signal });
        const { data } = await api<{ data: { id: string; status: string }[] }>(
          "GET",
          `/executions?workflowId=${id}&status=error`,
        );
        if (!data.some((execution) => execution.id === executionId)) continue;
        const { data: details } = await api<{ data: { resultData: { error?: unknown; lastNodeExecuted?: string } } }>(
          "GET",
          `/executions/${executionId}?includeData=true`,
        );
        const { error, lastNodeExecuted } = details.resultData;
        throw new Error(`The workflow broke off at ${lastNodeExecuted}: ${JSON.stringify(error).slice(0, 1500)}`);
      }
    };
    try {
      return await Promise.race([received, watch()]);
    } finally {
      over.abort();
    }
  }

  return {
    run,
    async setCredential(key, data) {
      await api("PATCH", `/credentials/${reference(key).id}`, { data });
    },
    async remove() {
      await api("POST", `/workflows/${id}/unpublish`);
      const giveUp = Date.now() + 60_000;
      for (;;) {
        try {
          await api("DELETE", `/workflows/${id}`);
          break;
        } catch (error) {
          // Unpublishing goes on for a moment after it was answered.
          if (Date.now() > giveUp) throw error;
          await sleep(200);
        }
      }
      for (const key of [triggerCredentialKey, ...Object.keys(headers)]) {
        await api("DELETE", `/credentials/${reference(key).id}`);
      }
    },
  };
}
