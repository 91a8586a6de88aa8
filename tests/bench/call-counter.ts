import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

export interface CallCounter {
  /** Stands in for the API's address. */
  url: string;
  /** Calls to the database since the last reset; those to Auth are checked by signature on a hosted project. */
  database(): number;
  reset(): void;
  close(): Promise<void>;
}

/** A door in front of the Supabase API that counts who goes through. */
export async function countCalls(target: string): Promise<CallCounter> {
  let database = 0;
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith("/rest/")) database += 1;
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (typeof value === "string" && !["host", "connection"].includes(name)) headers.set(name, value);
    }
    const hasBody = request.method !== "GET" && request.method !== "HEAD";
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? "GET",
      headers,
      ...(hasBody && { body: Readable.toWeb(request) as ReadableStream as never, duplex: "half" }),
    });
    const passed = [...answer.headers].filter(([name]) => !["content-encoding", "content-length"].includes(name));
    response.writeHead(answer.status, Object.fromEntries(passed));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database: () => database,
    reset: () => {
      database = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
