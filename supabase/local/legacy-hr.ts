// Stand-in of two systems of a customer, on loopback: the legacy HR system that the employees come from, and the target
// that takes them. `npm run dev` starts it; tests start their own.
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type EmployeeFile, employeeFile, type FileOptions } from "./legacy-hr-file.ts";

export interface LegacyHrOptions extends Partial<FileOptions> {
  /** 0: any free port. */
  port: number;
  /** Value of the X-Api-Key header for the employee file. */
  sourceKey?: string;
  /** Value of the X-Target-Key header for the target. */
  targetKey?: string;
  /** Serves this text in place of the employee file. */
  content?: string;
}

export interface LegacyHr {
  /** e.g. http://127.0.0.1:4180 */
  baseUrl: string;
  sourceUrl: string;
  targetUrl: string;
  /** What the target took, by employee number. */
  received(): ReadonlyMap<string, Record<string, string>>;
  /** How many records were sent to it, taken or not. */
  requests(): number;
  /** The file as it stands: what a run must find, and how to correct it. */
  file: Pick<EmployeeFile, "expectation" | "fix" | "remove">;
  /** From now on only these keys open the doors. */
  rotateKeys(keys: { sourceKey?: string; targetKey?: string }): void;
  close(): Promise<void>;
}

/** Keys that `npm run dev` prints. They open nothing but this stand-in. */
export const demoKeys = { sourceKey: "demo-hr-key", targetKey: "demo-target-key" };
export const defaultLegacyHrPort = 4180;

/** Longer than the five seconds for which the import waits. */
const slowAnswerMs = 8_000;
const maxBodyBytes = 64 * 1024;

const hasKey = (given: string | string[] | undefined, expected: string): boolean => {
  const [a, b] = [Buffer.from(String(given ?? "")), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new RangeError("The record is too large.");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
}

export async function startLegacyHr({
  port,
  sourceKey,
  targetKey,
  content,
  ...options
}: LegacyHrOptions): Promise<LegacyHr> {
  const keys = { sourceKey: sourceKey ?? demoKeys.sourceKey, targetKey: targetKey ?? demoKeys.targetKey };
  const file = employeeFile({ rows: 3000, faults: "typical", ...options });
  const received = new Map<string, Record<string, string>>();
  let requests = 0;

  async function takeEmployee(request: IncomingMessage, response: ServerResponse) {
    requests += 1;
    const record = await readBody(request);
    const number = record.employee_no ?? "";
    const fault = file.targetFaultOf(number);
    if (fault === "slow") {
      await sleep(slowAnswerMs);
      // A target that gave up on the caller has stored nothing.
      if (response.destroyed || request.socket.destroyed) return;
    }
    if (fault === "conflict") return answer(response, 409, { message: `${number} belongs to another store.` });
    if (fault === "rejected") {
      return answer(response, 422, { field: "store_code", message: `Store ${record.store_code} is closed.` });
    }
    const known = received.has(number);
    received.set(number, record);
    answer(response, known ? 200 : 201, { employee_no: number });
  }

  async function route(request: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const call = `${request.method} ${pathname}`;
    if (call === "GET /employees.csv") {
      if (!hasKey(request.headers["x-api-key"], keys.sourceKey))
        return answer(response, 401, { message: "Wrong key." });
      response.writeHead(200, { "Content-Type": "text/csv; charset=utf-8" }).end(content ?? file.toCsv());
    } else if (call === "POST /employees") {
      if (!hasKey(request.headers["x-target-key"], keys.targetKey))
        return answer(response, 401, { message: "Wrong key." });
      await takeEmployee(request, response);
    } else if (call === "POST /admin/fix") {
      if (!hasKey(request.headers["x-api-key"], keys.sourceKey))
        return answer(response, 401, { message: "Wrong key." });
      file.fix();
      answer(response, 200, { fixed: true });
    } else if (call === "GET /health") answer(response, 200, { status: "ok" });
    else answer(response, 404, { message: "There is nothing here." });
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else answer(response, 400, { message: error instanceof Error ? error.message : "The request cannot be read." });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stand-in has no port.");
  const baseUrl = `http://127.0.0.1:${address.port}`;

  return {
    baseUrl,
    sourceUrl: `${baseUrl}/employees.csv`,
    targetUrl: `${baseUrl}/employees`,
    received: () => received,
    requests: () => requests,
    file,
    rotateKeys: (next) => void Object.assign(keys, next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
