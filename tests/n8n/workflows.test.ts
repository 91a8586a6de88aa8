import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LivenessProgress } from "@/lib/n8n/webhooks";
import { type EchoServer, startEchoServer } from "./echo-server";
import { liveEngine } from "./live-engine";
import { callWith, headerCredential, sampleWorkflow } from "./sample-workflow";

const engine = liveEngine.client();
const absentId = "absent0123456789";

describe("a workflow's life", () => {
  test("it is created, found by name, published, live, unpublished and deleted", async () => {
    const sample = sampleWorkflow();
    await sample.prepare(engine);
    const { id, versionId } = await engine.createWorkflow(sample.body);

    expect(await engine.findWorkflowsByName(sample.body.name)).toMatchObject([{ id, active: false }]);
    expect(await engine.findWorkflowsByName(sample.body.name.toUpperCase())).toEqual([]);
    expect(await engine.getWorkflow(id)).toMatchObject({ id, versionId, activeVersionId: null });

    await engine.publishWorkflow(id);
    await engine.publishWorkflow(id, versionId); // a repeat is no error
    const progress: LivenessProgress[] = [];
    await engine.waitUntilLive(sample.path, { deadlineMs: 60_000, onProgress: (step) => progress.push(step) });
    expect(progress.every(({ state }) => state === "not_registered")).toBe(true);
    expect(await engine.getWorkflow(id)).toMatchObject({ active: true, activeVersionId: versionId });

    await engine.unpublishWorkflow(id);
    await engine.unpublishWorkflow(id);
    expect(await engine.getWorkflow(id)).toMatchObject({ active: false });
    expect(await engine.deleteWorkflow(id)).toBe("deleted");
    expect(await engine.deleteWorkflow(id)).toBe("already_gone");
    await expect(engine.getWorkflow(id)).rejects.toMatchObject({ kind: "not_found" });
  });

  test("what n8n does not know is not_found everywhere", async () => {
    const sample = sampleWorkflow();
    await sample.prepare(engine);
    for (const call of [
      () => engine.getWorkflow(absentId),
      () => engine.updateWorkflow(absentId, sample.body),
      () => engine.publishWorkflow(absentId),
      () => engine.unpublishWorkflow(absentId),
    ]) {
      await expect(call()).rejects.toMatchObject({ kind: "not_found" });
    }
  });

  test("an id that would climb out of the API's path is never sent", async () => {
    for (const id of ["..", "../credentials", "a/b", "a?b", ""]) {
      await expect(engine.getWorkflow(id)).rejects.toMatchObject({ kind: "rejected", field: "id" });
    }
  });

  test("a refused body names the field", async () => {
    const { body } = sampleWorkflow();
    await expect(engine.createWorkflow({ ...body, name: "" })).rejects.toMatchObject({ kind: "rejected" });
    const unknownKey = { ...body, sourceWorkflowId: "x" };
    await expect(engine.createWorkflow(unknownKey)).rejects.toMatchObject({
      kind: "rejected",
      field: "sourceWorkflowId",
    });
  });

  test("a webhook path that another workflow holds is a conflict", async () => {
    const sample = sampleWorkflow();
    const first = await sample.install(engine);
    const { id: second } = await engine.createWorkflow({ ...sample.body, name: `${sample.body.name} again` });
    await expect(engine.publishWorkflow(second)).rejects.toMatchObject({ kind: "conflict" });
    await engine.deleteWorkflow(second);
    await engine.deleteWorkflow(first);
  });
});

describe("what n8n says is not yet so", () => {
  test("a published workflow that is deleted at once: n8n's refusals are waited out", async () => {
    const sample = sampleWorkflow();
    const id = await sample.install(engine);
    expect(await engine.deleteWorkflow(id)).toBe("deleted");
    expect(await sample.trigger(engine)).toEqual({ kind: "not_live" });
  });

  test("a webhook that never appears ends in a timeout that says why", async () => {
    const waiting = engine.waitUntilLive(`pb-${randomUUID()}`, { deadlineMs: 400 });
    await expect(waiting).rejects.toMatchObject({ kind: "timeout", message: expect.stringMatching(/not_registered/) });
  });

  test("an update that cannot be published stays a draft, with the old version live; the next one goes live", async () => {
    const sample = sampleWorkflow();
    const id = await sample.install(engine);
    const { activeVersionId: before } = await engine.getWorkflow(id);
    const unknown = { name: "Nope", type: "n8n-nodes-base.nope", typeVersion: 1, position: [220, 0], parameters: {} };
    const broken = { ...sample.body, nodes: [...sample.body.nodes, unknown as (typeof sample.body.nodes)[number]] };
    await expect(engine.updateWorkflow(id, broken)).rejects.toMatchObject({ kind: "rejected" });

    const draft = await engine.getWorkflow(id);
    expect(draft).toMatchObject({ active: true, activeVersionId: before });
    expect(draft.versionId).not.toBe(before);
    expect(await sample.trigger(engine)).toMatchObject({ kind: "started" });

    const { versionId } = await engine.updateWorkflow(id, sample.body);
    expect(await engine.getWorkflow(id)).toMatchObject({ active: true, activeVersionId: versionId });
    await engine.deleteWorkflow(id);
  });

  test("a webhook that wants no token is an error, not a success", async () => {
    const sample = sampleWorkflow();
    const open = sample.body.nodes.map(({ credentials: _, ...node }) => ({
      ...node,
      parameters: { ...node.parameters, authentication: "none" },
    }));
    const { id } = await engine.createWorkflow({ ...sample.body, nodes: open });
    await engine.publishWorkflow(id);
    const waiting = engine.waitUntilLive(sample.path, { deadlineMs: 30_000 });
    await expect(waiting).rejects.toMatchObject({ kind: "unexpected" });
    await engine.deleteWorkflow(id);
  });
});

describe("credentials in a workflow", () => {
  let echo: EchoServer;
  beforeAll(async () => {
    echo = await startEchoServer();
  });
  afterAll(() => echo.close());

  const victim = headerCredential("the other tenant's secret");
  const ours = headerCredential("our secret");
  const foreign = {
    "an unknown id under the name of another credential": { id: absentId, name: victim.reference.name },
    "a null id under the name of another credential": { id: null, name: victim.reference.name },
    "no id": { name: "whatever" },
  };

  test.for(Object.entries(foreign))("%s: n8n binds another one, so the workflow is deleted", async ([, reference]) => {
    await engine.putCredential(victim.credential);
    const { body, prepare } = sampleWorkflow(callWith(echo.url, reference));
    await prepare(engine);
    await expect(engine.createWorkflow(body)).rejects.toMatchObject({ kind: "rebound" });
    expect(await engine.findWorkflowsByName(body.name)).toEqual([]);
  });

  test.for(Object.entries(foreign))("%s in an update: the old version stays live", async ([, reference]) => {
    await engine.putCredential(victim.credential);
    await engine.putCredential(ours.credential);
    const sample = sampleWorkflow(callWith(echo.url, ours.reference));
    const id = await sample.install(engine);
    const { activeVersionId } = await engine.getWorkflow(id);
    const { nodes } = sampleWorkflow(callWith(echo.url, reference)).body;
    const changed = { ...sample.body, nodes: [...sample.body.nodes.slice(0, 1), ...nodes.slice(1)] };
    await expect(engine.updateWorkflow(id, changed)).rejects.toMatchObject({ kind: "rebound" });
    // A version that was published just now is served a moment later: the next call alone would not show it.
    expect(await engine.getWorkflow(id)).toMatchObject({ activeVersionId });

    const next = echo.next();
    expect(await sample.trigger(engine)).toMatchObject({ kind: "started" });
    expect((await next).headers["x-secret"]).toBe("our secret");
    await engine.deleteWorkflow(id);
  });

  test("an update goes live only in the version that was compared", async () => {
    await engine.putCredential(ours.credential);
    const sample = sampleWorkflow(callWith(`${echo.url}/old`, ours.reference));
    const id = await sample.install(engine);
    const changed = sample.body.nodes.map((node) =>
      node.name === "Call" ? { ...node, parameters: { ...node.parameters, url: `${echo.url}/new` } } : node,
    );
    const { versionId } = await engine.updateWorkflow(id, { ...sample.body, nodes: changed });
    expect(await engine.getWorkflow(id)).toMatchObject({ active: true, versionId, activeVersionId: versionId });
    await engine.deleteWorkflow(id);
    expect(echo.received.every(({ headers }) => headers["x-secret"] === "our secret")).toBe(true);
  });
});
