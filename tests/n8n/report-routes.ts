import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { ReportKind } from "@/lib/automata/report";
import { type ReportEndpointDeps, reportEndpoint } from "@/lib/automata/report-endpoint";

/** The report routes on loopback, as Next serves them. */
export async function serveReports(
  deps: () => ReportEndpointDeps,
): Promise<{ origin: string; close(): Promise<void> }> {
  const endpoints: Record<ReportKind, ReturnType<typeof reportEndpoint>> = {
    progress: reportEndpoint("progress", deps),
    errors: reportEndpoint("errors", deps),
    result: reportEndpoint("result", deps),
  };
  const server = createServer(async (incoming, response) => {
    const [, runId = "", kind = ""] =
      /^\/api\/automata\/runs\/([^/]+)\/(progress|errors|result)$/.exec(incoming.url ?? "") ?? [];
    if (!kind) return void response.writeHead(404).end();
    const request = new Request(`http://app.test${incoming.url}`, {
      method: "POST",
      headers: incoming.headers as Record<string, string>,
      body: new Uint8Array(await buffer(incoming)),
    });
    const answer = await endpoints[kind as ReportKind](request, { params: Promise.resolve({ runId }) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
