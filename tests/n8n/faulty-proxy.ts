import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

type Upstream = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** What happens to one call on its way. */
export type Fault =
  | { kind: "pass" }
  /** the answer comes this much later; n8n has carried out the call */
  | { kind: "delay"; ms: number }
  /** the call never reaches n8n, and the connection ends */
  | { kind: "cut_before" }
  /** n8n carries out the call, and the connection ends before the answer */
  | { kind: "cut_after" }
  /** the connection ends at once, and n8n gets the call this much later */
  | { kind: "late"; ms: number }
  /** n8n carries out the call; half of its answer arrives */
  | { kind: "half_body" }
  /** n8n carries out the call; this comes instead of its answer */
  | { kind: "replace"; status: number; contentType: string; body: string; headers?: Record<string, string> }
  /** n8n's answer, changed */
  | { kind: "rewrite"; body: (text: string) => string };

export type FaultyProxy = {
  url: string;
  /** Applied to the calls whose "METHOD /path" matches, `times` of them (default: all), the newest rule first. */
  on(pattern: RegExp, fault: Fault, times?: number): void;
  reset(): void;
  /** "METHOD /path" of every call that came, faulty or not */
  calls: string[];
  close(): Promise<void>;
};

function forward(target: URL, incoming: IncomingMessage, body: Buffer): Promise<Upstream> {
  return new Promise((resolve, reject) => {
    // Uncompressed, so that an answer can be halved and rewritten.
    const { host: _, "accept-encoding": __, ...headers } = incoming.headers;
    const { method } = incoming;
    const outgoing = request(new URL(incoming.url ?? "/", target), { method, headers, agent: false }, (answer) => {
      buffer(answer).then(
        (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
        reject,
      );
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

function send(response: ServerResponse, { status, headers, body }: Upstream) {
  const { "transfer-encoding": _, "content-length": __, connection: ___, ...kept } = headers;
  response.writeHead(status, { ...kept, "content-length": body.length }).end(body);
}

async function misbehave(fault: Fault, upstream: Upstream, response: ServerResponse): Promise<void> {
  switch (fault.kind) {
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return send(response, upstream);
    case "cut_after":
      response.socket?.destroy();
      return;
    case "half_body":
      response.writeHead(upstream.status, { ...upstream.headers, "content-length": upstream.body.length });
      response.write(upstream.body.subarray(0, upstream.body.length / 2), () => response.socket?.destroy());
      return;
    case "replace":
      response.writeHead(fault.status, { "content-type": fault.contentType, ...fault.headers }).end(fault.body);
      return;
    case "rewrite":
      return send(response, { ...upstream, body: Buffer.from(fault.body(upstream.body.toString())) });
    default:
      return send(response, upstream);
  }
}

/** Stands between our client and the real n8n, and lets faults happen at chosen calls. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  let rules: { pattern: RegExp; fault: Fault; left: number }[] = [];
  const calls: string[] = [];

  const server = createServer(async (incoming, response) => {
    const call = `${incoming.method} ${incoming.url}`;
    calls.push(call);
    const rule = rules.find(({ pattern, left }) => left > 0 && pattern.test(call));
    if (rule) rule.left -= 1;
    const fault = rule?.fault ?? { kind: "pass" };
    if (fault.kind === "cut_before") return void response.socket?.destroy();
    try {
      const body = await buffer(incoming);
      if (fault.kind === "late") {
        response.socket?.destroy();
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
      }
      await misbehave(fault, await forward(new URL(target), incoming, body), response);
    } catch {
      response.socket?.destroy(); // n8n is down: so it looks from here, too
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    on: (pattern, fault, times = Number.POSITIVE_INFINITY) => {
      rules = [{ pattern, fault, left: times }, ...rules];
    },
    reset: () => {
      rules = [];
      calls.length = 0;
    },
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
