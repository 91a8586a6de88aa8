import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type Received = { headers: IncomingHttpHeaders; body: string };

export type EchoServer = {
  url: string;
  /** every request so far */
  received: Received[];
  /** The next request after this call. */
  next(): Promise<Received>;
  close(): Promise<void>;
};

/** Stands for a tenant's system: keeps what a workflow really sends. */
export async function startEchoServer(): Promise<EchoServer> {
  const received: Received[] = [];
  let waiting: ((request: Received) => void)[] = [];
  const server = createServer(async (request, response) => {
    const kept = { headers: request.headers, body: await text(request) };
    received.push(kept);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
    const told = waiting;
    waiting = [];
    for (const tell of told) tell(kept);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
