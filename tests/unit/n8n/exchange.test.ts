import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { exchange, wasNeverSent } from "@/lib/n8n/exchange";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, limits: { timeoutMs?: number; maxAnswerBytes?: number } = {}) =>
  exchange(fetch, new Request(url), "test", { timeoutMs: 5_000, maxAnswerBytes: 1_000, ...limits });

function collectGarbage() {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

test("a whole answer", async () => {
  const url = await serve((_, response) => response.writeHead(404, { "x-a": "b" }).end("höhe"));
  const { status, headers, text } = await get(url);
  expect([status, headers.get("x-a"), text]).toEqual([404, "b", "höhe"]);
});

// Signals made by AbortSignal.timeout() and any() can be collected before they fire.
test.for([
  ["no answer at all", () => {}],
  ["a body that never ends", (_, response) => response.writeHead(200).write("{")],
] satisfies [string, RequestListener][])("%s: timeout, whatever the garbage collector does", async ([, listener]) => {
  const url = await serve(listener);
  const call = get(url, { timeoutMs: 500 }).catch((error: unknown) => error);
  for (let i = 0; i < 8; i++) {
    await sleep(40);
    collectGarbage();
  }
  const outcome = await Promise.race([call, sleep(3_000, "still waiting")]);
  expect(outcome).toMatchObject({ kind: "timeout" });
});

test("an answer that is too large, even if its length is not told", async () => {
  const url = await serve((_, response) => {
    for (let i = 0; i < 20; i++) response.write("x".repeat(100));
    response.end();
  });
  await expect(get(url)).rejects.toMatchObject({ kind: "unexpected" });
});

test("nobody there was never sent; a connection that was cut may have been", async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const refused = await get(`http://127.0.0.1:${port}`).catch((error) => error);
  expect(refused).toMatchObject({ kind: "unreachable", code: "ECONNREFUSED" });
  expect(wasNeverSent(refused)).toBe(true);

  const cut = await get(await serve((request) => request.socket.destroy())).catch((error) => error);
  expect(cut).toMatchObject({ kind: "unreachable" });
  expect(wasNeverSent(cut)).toBe(false);
});
