import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type EchoServer, startEchoServer } from "./echo-server";
import { liveEngine } from "./live-engine";
import { callWith, headerCredential, sampleWorkflow } from "./sample-workflow";

const engine = liveEngine.client();

describe("a credential's life", () => {
  test("it is created once under our id, replaced, listed and deleted", async () => {
    const { reference, credential } = headerCredential("first");
    await engine.putCredential(credential);
    await engine.putCredential({ ...credential, data: { ...credential.data, value: "second" } });
    const listed = await engine.listCredentials();
    expect(listed.filter(({ id }) => id === reference.id)).toMatchObject([{ ...reference, type: "httpHeaderAuth" }]);
    expect(JSON.stringify(listed)).not.toMatch(/first|second/);

    expect(await engine.deleteCredential(reference.id)).toBe("deleted");
    expect(await engine.deleteCredential(reference.id)).toBe("already_gone");
    await expect(engine.testCredential(reference.id)).rejects.toMatchObject({ kind: "not_found" });
  });

  test("a refusal names the field and repeats nothing that was sent", async () => {
    const { credential } = headerCredential("canary-4711");
    const unknown = { ...credential, data: { ...credential.data, color: "canary-4711" } };
    const refusal = await engine.putCredential(unknown).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ kind: "rejected", field: "data.color" });
    expect(String(refusal)).not.toContain("canary-4711");

    const missing = { ...credential, type: "sftp", data: { host: "127.0.0.1", port: 22 } };
    await expect(engine.putCredential(missing)).rejects.toMatchObject({ kind: "rejected", field: "data.username" });
    await expect(engine.putCredential({ ...credential, type: "nope" })).rejects.toMatchObject({
      kind: "rejected",
      field: "type",
    });
  });

  test("an id that n8n would not take, and domains that would mean any, are refused before sending", async () => {
    const { credential } = headerCredential("x");
    const tooLong = { ...credential, id: "0123456789abcdefg" };
    await expect(engine.putCredential(tooLong)).rejects.toMatchObject({ kind: "rejected", field: "id" });
    for (const allowedDomains of [[], [""], ["={{ 1 }}"], ["a.example,b.example"], ["https://a.example"]]) {
      const open = { ...credential, allowedDomains };
      await expect(engine.putCredential(open)).rejects.toMatchObject({ kind: "rejected", field: "allowedDomains" });
    }
  });

  test("its test tells works, fails with the reason, and untestable apart", async () => {
    const header = headerCredential("x");
    await engine.putCredential(header.credential);
    expect(await engine.testCredential(header.reference.id)).toEqual({ outcome: "untestable" });

    const database = headerCredential("x").reference;
    const data = { host: "127.0.0.1", port: inject("postgresPort"), database: "postgres", ssl: "disable" };
    const asPostgres = { ...database, type: "postgres", data: { ...data, user: "postgres", password: "postgres" } };
    await engine.putCredential(asPostgres);
    expect(await engine.testCredential(database.id)).toEqual({ outcome: "works" });

    await engine.putCredential({ ...asPostgres, data: { ...asPostgres.data, user: "nobody_here" } });
    const failed = await engine.testCredential(database.id);
    expect(failed).toMatchObject({ outcome: "fails", reason: expect.stringContaining("nobody_here") });
  });
});

describe("a credential's value arrives as it was typed", () => {
  let echo: EchoServer;
  beforeAll(async () => {
    echo = await startEchoServer();
  });
  afterAll(() => echo.close());

  test("whatever n8n would evaluate, and after a replacement the new value at the very next run", async () => {
    const { reference, credential } = headerCredential("start");
    await engine.putCredential(credential);
    const sample = sampleWorkflow(callWith(echo.url, reference));
    const id = await sample.install(engine);
    const values = [
      "plain",
      "=plain",
      "={{ 76543*98765 }}",
      "={{76543*98765}}",
      "{{ 76543*98765 }}",
      '={{ "quoted" }} \\ }} {{',
      "={",
      "==",
      "={{ $credentials }}",
    ];
    for (const value of values) {
      await engine.putCredential({ ...credential, data: { ...credential.data, value } });
      const next = echo.next();
      expect(await sample.trigger(engine)).toMatchObject({ kind: "started" });
      expect((await next).headers["x-secret"]).toBe(value);
    }
    expect(JSON.stringify(echo.received)).not.toContain("7559769395");
    await engine.deleteWorkflow(id);
  });

  test("a credential bound to other hosts is not sent to this one", async () => {
    const { reference, credential } = headerCredential("bound");
    await engine.putCredential({ ...credential, allowedDomains: ["hr.example.com", "*.example.org"] });
    const sample = sampleWorkflow(callWith(echo.url, reference));
    const id = await sample.install(engine);
    const before = echo.received.length;
    const started = await sample.trigger(engine);
    if (started.kind !== "started") throw new Error(started.kind);
    await expect.poll(async () => (await engine.getExecution(started.executionId))?.status).toBe("error");
    expect(echo.received.length).toBe(before);

    await engine.putCredential({ ...credential, allowedDomains: ["127.0.0.1"] });
    const next = echo.next();
    await sample.trigger(engine);
    expect((await next).headers["x-secret"]).toBe("bound");
    await engine.deleteWorkflow(id);
  });
});
