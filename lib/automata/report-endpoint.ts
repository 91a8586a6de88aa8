import { z } from "zod";
import { verifyReportToken } from "./identifiers";
import {
  type ErrorsReport,
  errorsReport,
  maxReportBytes,
  progressReport,
  type ReportKind,
  resultReport,
} from "./report";
import type { RunDeps } from "./run-deps";
import type { ReportOutcome } from "./run-repository";
import { recordRunErrors } from "./use-cases/record-run-errors";
import { recordRunProgress } from "./use-cases/record-run-progress";
import { recordRunResult } from "./use-cases/record-run-result";

export interface ReportEndpointDeps extends Pick<RunDeps, "runs" | "now"> {
  /** The signing secret and, during a rotation, the one before it. */
  secrets: readonly [string, ...string[]];
}

type RunContext = { params: Promise<{ runId: string }> };
type Handler = (request: Request, context: RunContext) => Promise<Response>;

/**
 * The route of one kind of report, as docs/workflow-contract.md describes it. Nothing of a body is read before the token
 * was checked, and nothing a caller sends ends in a 500: a fault of ours is a 503, which the workflow repeats.
 */
export function reportEndpoint(kind: ReportKind, deps: () => ReportEndpointDeps): Handler {
  return async (request, { params }) => {
    try {
      return await take(kind, deps(), request, (await params).runId);
    } catch (error) {
      console.error(`[reports] a ${kind} report was not taken`, error);
      return answer(503, { error: "The report could not be recorded. Repeat it." }, { "Retry-After": "2" });
    }
  };
}

async function take(
  kind: ReportKind,
  { runs, secrets, now }: ReportEndpointDeps,
  request: Request,
  runId: string,
): Promise<Response> {
  const token = /^Bearer (\S{1,100})$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const isRun = z.guid().safeParse(runId).success;
  if (!isRun || !token || verifyReportToken(secrets, runId, token, now()) !== "valid") {
    return answer(401, { error: "The token is wrong or has expired." });
  }
  const body = await readBody(request);
  if (body === "too_long") return answer(413, { error: `A report holds at most ${maxReportBytes} bytes.` });
  const json = parseJson(body);
  if (json === undefined) return answer(400, { error: "The body is no JSON." });

  switch (kind) {
    case "progress":
      return await record(progressReport, json, (report) => recordRunProgress({ runs }, { runId }, report));
    case "errors":
      return await record<ErrorsReport>(errorsReport, json, (report) => recordRunErrors({ runs }, { runId }, report));
    case "result":
      return await record(resultReport, json, (report) => recordRunResult({ runs }, { runId }, report));
  }
}

async function record<Report>(
  schema: z.ZodType<Report>,
  json: unknown,
  use: (report: Report) => Promise<ReportOutcome>,
): Promise<Response> {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.map(String).join(".") || "(the whole)";
    return answer(400, { error: "The report does not fit the contract.", path, message: issue?.message });
  }
  switch (await use(parsed.data)) {
    case "recorded":
    case "settled":
      return answer(200, { recorded: true });
    case "duplicate":
      return answer(200, { recorded: true, duplicate: true });
    case "already_settled":
      return answer(200, { already_settled: true });
    case "other_execution":
      return answer(409, { error: "Another execution reports this run already." });
    case "unknown_run":
      // Only the holder of a genuine token reads this: the run was deleted with its install or tenant.
      return answer(404, { error: "The run does not exist any more." });
  }
}

/** Counts while reading: a Content-Length may be absent or wrong, and memory stays bounded. */
async function readBody(request: Request): Promise<Uint8Array | "too_long"> {
  if (Number(request.headers.get("content-length") ?? 0) > maxReportBytes) return "too_long";
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return Buffer.concat(chunks);
    size += part.value.length;
    if (size > maxReportBytes) {
      await reader?.cancel();
      return "too_long";
    }
    chunks.push(part.value);
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function answer(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });
}
