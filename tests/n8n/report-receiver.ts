import { createServer } from "node:http";
import {
  type ErrorsReport,
  errorsReport,
  maxReportBytes,
  progressReport,
  type ResultReport,
  type RowError,
  resultReport,
} from "@/lib/automata/report";

export interface ReceivedRun {
  errors: RowError[];
  batches: ErrorsReport[];
  progress: number;
  /** Bodies of the longest report, in bytes: shows that memory stays bounded. */
  longestReport: number;
  result: ResultReport;
}

export interface ReportReceiver {
  /** An origin, as AUTOMATA_CALLBACK_URL holds. */
  origin: string;
  /** Resolves with the final report of the run and all that came before it. */
  run(runId: string, token: string, timeoutMs?: number): Promise<ReceivedRun>;
  close(): Promise<void>;
}

interface Pending extends Omit<ReceivedRun, "result"> {
  token: string;
  settle(result: ResultReport): void;
  fail(error: Error): void;
}

/** What Automata's routes do with reports, without a database: parse with the real schemas, refuse what does not fit. */
export async function startReportReceiver(): Promise<ReportReceiver> {
  const pending = new Map<string, Pending>();

  function take(run: Pending, kind: string, body: unknown) {
    if (kind === "progress") run.progress = Math.max(run.progress, progressReport.parse(body).processed);
    else if (kind === "errors") {
      const batch = errorsReport.parse(body);
      run.batches.push(batch);
      run.errors.push(...batch.errors);
    } else if (kind === "result") run.settle(resultReport.parse(body));
    else throw new Error(`No such report: ${kind}`);
  }

  const server = createServer(async (request, response) => {
    const [, runId = "", kind = ""] = /^\/api\/automata\/runs\/([^/]+)\/([^/]+)$/.exec(request.url ?? "") ?? [];
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const run = pending.get(runId);
    if (!run || request.headers.authorization !== `Bearer ${run.token}`) return response.writeHead(401).end("{}");
    run.longestReport = Math.max(run.longestReport, body.length);
    try {
      if (body.length > maxReportBytes) throw new Error(`A ${kind} report of ${body.length} bytes`);
      take(run, kind, JSON.parse(body.toString()));
      response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    } catch (error) {
      run.fail(new Error(`Refused ${kind}: ${body.toString().slice(0, 2000)}`, { cause: error }));
      response.writeHead(400).end("{}");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");

  return {
    origin: `http://127.0.0.1:${address.port}`,
    run: (runId, token, timeoutMs = 100_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => run.fail(new Error(`No result within ${timeoutMs} ms`)), timeoutMs);
        const run: Pending = {
          token,
          errors: [],
          batches: [],
          progress: 0,
          longestReport: 0,
          settle(result) {
            clearTimeout(timer);
            const { errors, batches, progress, longestReport } = run;
            resolve({ errors, batches, progress, longestReport, result });
          },
          fail(error) {
            clearTimeout(timer);
            reject(error);
          },
        };
        pending.set(runId, run);
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
