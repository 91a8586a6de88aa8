import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createErrorRepository } from "@/lib/automata/error-repository";
import { mintReportToken } from "@/lib/automata/identifiers";
import { maxReportBytes, type ReportKind } from "@/lib/automata/report";
import { reportEndpoint } from "@/lib/automata/report-endpoint";
import { createRunRepository } from "@/lib/automata/run-repository";
import { eraseSourceData } from "@/lib/automata/use-cases/erase-source-data";
import type { AdminClient } from "@/lib/supabase/admin";
import { database, type TestDatabase } from "../../supabase/local/testing.ts";

const secret = "a-signing-secret-of-at-least-32-bytes";
const previous = "the-signing-secret-before-the-rotation";
const install = { id: "50000000-0000-4000-8000-000000000001", tenant: "10000000-0000-4000-8000-000000000001" };

let db: TestDatabase;
let endpoints: Record<ReportKind, ReturnType<typeof reportEndpoint>>;

beforeAll(async () => {
  db = await database();
  await db.sql`update tenant_installed_apps set state = 'active', enabled = true where id = ${install.id}`;
  // One run at a time is a rule about starting; here reports of many runs arrive at the same time.
  await db.sql`drop index integration_job_runs_one_active`;
  const deps = () => ({
    runs: createRunRepository(db.service() as AdminClient),
    secrets: [secret, previous] as const,
    now: () => new Date(),
  });
  endpoints = {
    progress: reportEndpoint("progress", deps),
    errors: reportEndpoint("errors", deps),
    result: reportEndpoint("result", deps),
  };
});
afterAll(() => db.close());

async function newRuns(count: number): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    insert into integration_job_runs (tenant_installed_app_id, tenant_id, triggered_at, status, phase, deadline_at)
    select ${install.id}, ${install.tenant}, now(), 'running', 'starting', now() + interval '1 hour'
    from generate_series(1, ${count}) returning id`;
  return rows.map(({ id }) => id);
}
async function newRun(): Promise<string> {
  const [id] = await newRuns(1);
  if (!id) throw new Error("No run was inserted.");
  return id;
}

const token = (runId: string, { key = secret, expires = 60_000 } = {}) =>
  mintReportToken(key, runId, new Date(Date.now() + expires));

function post(kind: ReportKind, runId: string, body: unknown, bearer: string | null = token(runId)) {
  const request = new Request(`http://app.test/api/automata/runs/${runId}/${kind}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(bearer !== null && { Authorization: `Bearer ${bearer}` }) },
    body: typeof body === "string" || body instanceof ReadableStream ? body : JSON.stringify(body),
    duplex: "half",
  } as RequestInit);
  return endpoints[kind](request, { params: Promise.resolve({ runId }) });
}

const fault = (row: number, more: object = {}) => ({
  row_number: row,
  row_key: `E${row}`,
  code: "missing_field",
  message: "The e-mail address is missing.",
  ...more,
});
const result = (success: number, error: number, batches: number, more: object = {}) => ({
  execution_id: "7",
  batches,
  total_rows: success + error,
  success_count: success,
  error_count: error,
  skipped_count: 0,
  ...more,
});
const batch = (batch_no: number, ...errors: object[]) => ({ execution_id: "7", batch_no, errors });

async function stored(runId: string) {
  const [run] = await db.sql`
    select status, success_count, error_count, outcome_reason, processed_rows,
      (select count(*)::integer from integration_job_errors e where e.run_id = r.id) as errors
    from integration_job_runs r where id = ${runId}`;
  return run;
}

test("a run reports its progress, its failed rows and its end", async () => {
  const runId = await newRun();
  expect((await post("progress", runId, { execution_id: "7", processed: 2, total: 3 })).status).toBe(200);
  expect((await post("errors", runId, batch(1, fault(2), fault(2, { code: "malformed_field" })))).status).toBe(200);
  expect((await post("result", runId, result(2, 1, 1))).status).toBe(200);
  expect(await stored(runId)).toMatchObject({ status: "partial", success_count: 2, error_count: 1, errors: 2 });
  expect((await stored(runId))?.outcome_reason).toBeNull();
});

test("who has no genuine token for this very run is refused before the body is read", async () => {
  const runId = await newRun();
  const other = await newRun();
  const refused = [
    null,
    "",
    "nonsense",
    token(other),
    token(runId, { expires: -1000 }),
    token(runId, { key: "a-secret-that-is-not-ours-at-all-0123" }),
    `${token(runId)}x`,
  ];
  for (const bearer of refused) {
    expect((await post("result", runId, "{ not json", bearer)).status).toBe(401);
  }
  expect(
    (await post("progress", runId, { execution_id: "7", processed: 1 }, token(runId, { key: previous }))).status,
  ).toBe(200);
  expect(await stored(runId)).toMatchObject({ status: "running", errors: 0 });
});

test("malformed, oversized and foreign reports have their own answers", async () => {
  const runId = await newRun();
  expect((await post("result", runId, "{ not json")).status).toBe(400);
  const unfit = await post("errors", runId, batch(1, fault(1, { row_key: "" })));
  expect([unfit.status, ((await unfit.json()) as { path: string }).path]).toEqual([400, "errors.0.row_key"]);
  expect((await post("result", runId, { ...result(1, 0, 0), surprise: 1 })).status).toBe(400);
  expect((await post("result", runId, "x".repeat(maxReportBytes + 1))).status).toBe(413);
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)) });
  expect((await post("errors", runId, endless)).status).toBe(413);

  expect((await post("progress", runId, { execution_id: "7", processed: 1 })).status).toBe(200);
  expect((await post("progress", runId, { execution_id: "8", processed: 1 })).status).toBe(409);
  const gone = randomUUID();
  expect((await post("result", gone, result(1, 0, 0))).status).toBe(404);
  expect((await post("result", "not-a-run", result(1, 0, 0), token("not-a-run"))).status).toBe(401);
});

test("what arrives twice, late or overtaken counts once, and a missing batch shows until it comes", async () => {
  const runId = await newRun();
  expect((await post("errors", runId, batch(2, fault(5)))).status).toBe(200);
  expect(await (await post("errors", runId, batch(2, fault(5)))).json()).toMatchObject({ duplicate: true });
  expect((await post("result", runId, result(1, 2, 2))).status).toBe(200);
  expect((await stored(runId))?.outcome_reason).toMatch(/1 of 2 batches are missing/);
  expect(await (await post("result", runId, result(9, 0, 0))).json()).toEqual({ already_settled: true });
  expect(await (await post("progress", runId, { execution_id: "7", processed: 99 })).json()).toEqual({
    already_settled: true,
  });
  expect((await post("errors", runId, batch(1, fault(4)))).status).toBe(200);
  expect(await (await post("errors", runId, batch(3, fault(6)))).json()).toEqual({ already_settled: true });
  expect(await stored(runId)).toMatchObject({ status: "partial", error_count: 2, errors: 2, outcome_reason: null });
});

test("a database that does not answer is a 503, which the workflow repeats", async () => {
  const broken = reportEndpoint("progress", () => {
    throw new Error("connection refused");
  });
  const runId = randomUUID();
  const answer = await broken(new Request("http://app.test/", { method: "POST" }), {
    params: Promise.resolve({ runId }),
  });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
});

/** The same sequence every time, so that a failure can be repeated. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("10,000 hostile reports around 1,000 honest ones: each honest one counts once, nothing else does", {
  timeout: 180_000,
}, async () => {
  const runIds = await newRuns(200);
  const below = random(1);
  const statuses = new Map<number, number>();
  const honest: (() => Promise<Response>)[] = [];
  const closing: (() => Promise<Response>)[] = [];
  // Three batches and two progress reports before the end of each run: 1,000 honest ones and 200 ends.
  for (const runId of runIds) {
    for (const no of [1, 2, 3]) honest.push(() => post("errors", runId, batch(no, fault(no), fault(no + 10))));
    for (const done of [3, 6]) honest.push(() => post("progress", runId, { execution_id: "7", processed: done }));
    closing.push(() => post("result", runId, result(4, 6, 3)));
  }
  const target = () => runIds[below(runIds.length)] as string;
  const attacks: ((runId: string) => Promise<Response>)[] = [
    (runId) => post("result", runId, result(999, 0, 0), token(runId, { key: "forged-forged-forged-forged-forged" })),
    (runId) => post("errors", runId, batch(9, fault(99)), token(randomUUID())),
    (runId) => post("result", runId, result(999, 0, 0), token(runId, { expires: -5_000 })),
    (runId) => post("result", runId, result(999, 0, 0), null),
    (runId) => post("result", runId, '{"execution_id": "7", "batches":'),
    (runId) => post("errors", runId, batch(1, fault(1, { row_number: -1 }))),
    (runId) => post("errors", runId, { ...batch(0, fault(1)) }),
    (runId) => post("result", runId, result(-1, 0, 0)),
    (runId) => post("errors", runId, "[[[[".repeat(2000)),
    (runId) => post("result", runId, "\u0000"),
    // Genuine reports, again and again: replayed and out of order.
    (runId) => post("errors", runId, batch(1, fault(1), fault(11))),
    (runId) => post("progress", runId, { execution_id: "7", processed: 1 }),
    // The token of one run, shown for another.
    (runId) => post("result", randomUUID(), result(1, 0, 0), token(runId)),
  ];
  const hostile = Array.from({ length: 9_980 }, (_, index) => () => {
    const attack = attacks[index % attacks.length];
    if (!attack) throw new Error("There is no such attack.");
    return attack(target());
  });
  const oversized = Array.from({ length: 20 }, () => () => post("errors", target(), "x".repeat(maxReportBytes + 1)));
  const first = shuffle([...honest, ...hostile.slice(0, 6_000), ...oversized], below);
  const second = shuffle([...closing, ...closing, ...hostile.slice(6_000)], below);

  for (const phase of [first, second]) {
    await inParallel(8, phase, async (send) => {
      const { status } = await send();
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
  }

  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect(statuses.get(413)).toBe(20);
  for (const runId of runIds) {
    expect(await stored(runId)).toEqual({
      status: "partial",
      success_count: 4,
      error_count: 6,
      outcome_reason: null,
      processed_rows: 10,
      errors: 6,
    });
  }
});

function shuffle<Item>(items: Item[], below: (limit: number) => number): Item[] {
  for (let index = items.length - 1; index > 0; index--) {
    const other = below(index + 1);
    [items[index], items[other]] = [items[other] as Item, items[index] as Item];
  }
  return items;
}

async function inParallel<Item>(width: number, items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

test("source rows are erased after their time, row by row, and nothing else is", async () => {
  const runId = await newRun();
  await post("errors", runId, batch(1, fault(1, { source_data: { name: "Somebody" }, received: "x" })));
  await post("result", runId, result(1, 1, 1));
  const errors = createErrorRepository(db.service() as AdminClient);
  const inTenDays = () => new Date(Date.now() + 10 * 24 * 60 * 60 * 1000);
  await eraseSourceData({ errors, now: inTenDays, retentionDays: 11 }, {});
  const read = () =>
    db.sql`select source_data, received, error_code from integration_job_errors where run_id = ${runId}`;
  expect((await read())[0]).toMatchObject({ source_data: { name: "Somebody" }, received: "x" });
  await eraseSourceData({ errors, now: inTenDays, retentionDays: 9 }, {});
  expect((await read())[0]).toEqual({ source_data: null, received: null, error_code: "missing_field" });
});
