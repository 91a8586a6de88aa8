import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { liveEngine } from "./live-engine";
import { callWith, headerCredential, pause, sampleWorkflow } from "./sample-workflow";

const engine = liveEngine.client();
const traceId = (runId: string) => runId.replaceAll("-", "");

async function started(sample: ReturnType<typeof sampleWorkflow>, runId: string = randomUUID()) {
  const triggered = await sample.trigger(engine, { runId });
  if (triggered.kind !== "started") throw new Error(`The run did not start: ${triggered.kind}`);
  return triggered.executionId;
}

test("a finished execution is found by its trace id and read", async () => {
  const sample = sampleWorkflow();
  const workflowId = await sample.install(engine);
  const startedAfter = new Date(Date.now() - 60_000);
  const runId = randomUUID();
  const executionId = await started(sample, runId);
  await started(sample);

  await expect.poll(async () => (await engine.getExecution(executionId))?.status).toBe("success");
  const find = (id: string) => engine.findExecutionByTrace({ workflowId, traceId: traceId(id), startedAfter });
  expect(await find(runId)).toBe(executionId);
  expect(await find(randomUUID())).toBeNull();
  expect(await engine.getExecution(executionId)).toMatchObject({
    id: executionId,
    workflowId,
    traceparent: expect.stringContaining(traceId(runId)),
    stoppedAt: expect.any(String),
  });
  expect(await engine.stopExecution(executionId)).toBe("already_ended");
  await engine.deleteWorkflow(workflowId);
});

test("a running execution, which n8n's default list hides, is found and stopped", async () => {
  const sample = sampleWorkflow(pause(40));
  const workflowId = await sample.install(engine);
  const runId = randomUUID();
  const executionId = await started(sample, runId);
  await expect.poll(async () => (await engine.getExecution(executionId))?.status).toBe("running");

  const defaultList = await fetch(`${liveEngine.baseUrl}/api/v1/executions?workflowId=${workflowId}`, {
    headers: { "X-N8N-API-KEY": liveEngine.apiKey },
  });
  expect(((await defaultList.json()) as { data: unknown[] }).data).toEqual([]);
  const startedAfter = new Date(Date.now() - 60_000);
  expect(await engine.findExecutionByTrace({ workflowId, traceId: traceId(runId), startedAfter })).toBe(executionId);

  expect(await engine.stopExecution(executionId)).toBe("stopped");
  expect(await engine.getExecution(executionId)).toMatchObject({ status: "canceled" });
  await engine.deleteWorkflow(workflowId);
});

test("a failed execution tells the error's name and nothing of its data", async () => {
  const { reference, credential } = headerCredential("canary-0815");
  await engine.putCredential(credential);
  const sample = sampleWorkflow(callWith("http://127.0.0.1:9/", reference));
  const workflowId = await sample.install(engine);
  const executionId = await started(sample);
  await expect.poll(async () => (await engine.getExecution(executionId))?.status).toBe("error");
  const execution = await engine.getExecution(executionId);
  expect(execution?.errorName).toBe("NodeApiError");
  expect(JSON.stringify(execution)).not.toMatch(/canary-0815|127\.0\.0\.1/);
  await engine.deleteWorkflow(workflowId);
});

test("the start's token stays readable in n8n's data, and opens nothing after 15 seconds", async () => {
  const sample = sampleWorkflow();
  const workflowId = await sample.install(engine);
  const { token } = sample.request();
  const triggered = await sample.trigger(engine, { token });
  if (triggered.kind !== "started") throw new Error(`The run did not start: ${triggered.kind}`);
  const url = `${liveEngine.baseUrl}/api/v1/executions/${triggered.executionId}?includeData=true`;
  const data = async () => (await fetch(url, { headers: { "X-N8N-API-KEY": liveEngine.apiKey } })).text();
  await expect.poll(data).toContain(token);

  const expired = sample.request(randomUUID(), new Date(Date.now() - 16_000)).token;
  expect(await sample.trigger(engine, { token: expired })).toEqual({ kind: "refused", status: 403 });
  await engine.deleteWorkflow(workflowId);
});

test("an execution that n8n does not hold is unknown, not failed", async () => {
  expect(await engine.getExecution("987654321")).toBeNull();
  expect(await engine.stopExecution("987654321")).toBe("unknown");
  await expect(engine.getExecution("../workflows")).rejects.toMatchObject({ kind: "rejected", field: "id" });
});
