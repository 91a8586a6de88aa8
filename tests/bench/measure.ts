import postgres from "postgres";
import type { PageQuery, Subject } from "./queries.ts";
import type { Case } from "./subjects.ts";

/** One execution, as the server itself sees it: no network, no formatting of rows, no set-up of the session. */
type Sample = { ms: number; blocks: number; rows: number; sequentialScans: string[] };

/** A query twice, behind the wall and without it; milliseconds are medians, blocks those of a warm execution. */
export type Measurement = { case: Case; query: PageQuery; walled: Side; open: Side };
type Side = { ms: number; blocks: number; rows: number; sequentialScans: string[] };

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: PlanNode[];
};
type Explained = { Plan: PlanNode; "Planning Time": number; "Execution Time": number };

const bigTables = ["integration_job_runs", "integration_job_errors"];

function sequentialScans(node: PlanNode): string[] {
  const own =
    node["Node Type"] === "Seq Scan" && bigTables.includes(node["Relation Name"] ?? "")
      ? [node["Relation Name"] ?? ""]
      : [];
  return [...own, ...(node.Plans ?? []).flatMap(sequentialScans)];
}

/** A session that asks as one person does through PostgREST, or as the owner, whom row level security does not concern. */
class Session {
  readonly #sql: postgres.Sql;
  readonly #claims: string | undefined;

  constructor(url: string, userId?: string) {
    this.#sql = postgres(url, { max: 1, onnotice: () => {}, prepare: false });
    this.#claims = userId && JSON.stringify({ role: "authenticated", sub: userId });
  }

  // A transaction per statement with the role and the claims set locally, as PostgREST does; its statements are prepared.
  #transaction<T>(work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
    return this.#sql.begin(async (tx) => {
      if (this.#claims)
        await tx`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${this.#claims}, true)`;
      return work(tx);
    }) as Promise<T>;
  }

  prepare(query: PageQuery, subject: Subject): Promise<unknown> {
    const types = query.args(subject).map(({ type }) => type);
    return this.#transaction((tx) =>
      tx.unsafe(`deallocate all; prepare page_query (${types}) as ${query.sql(subject)}`),
    );
  }

  execute(query: PageQuery, subject: Subject): Promise<Sample> {
    const values = query.args(subject).map(({ value }) => `'${value}'`);
    return this.#transaction(async (tx) => {
      const [row] = await tx.unsafe<{ "QUERY PLAN": [Explained] }[]>(
        `explain (analyze, buffers, timing off, format json) execute page_query (${values})`,
      );
      if (!row) throw new Error("EXPLAIN answered nothing.");
      const [{ Plan: plan, ...times }] = row["QUERY PLAN"];
      return {
        ms: times["Planning Time"] + times["Execution Time"],
        blocks: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        rows: plan["Actual Rows"],
        sequentialScans: sequentialScans(plan),
      };
    });
  }

  end(): Promise<void> {
    return this.#sql.end();
  }
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
}

const summary = (samples: Sample[]): Side => ({
  ms: median(samples.map(({ ms }) => ms)),
  blocks: median(samples.map(({ blocks }) => blocks)),
  rows: median(samples.map(({ rows }) => rows)),
  sequentialScans: [...new Set(samples.flatMap((sample) => sample.sequentialScans))],
});

/** Long enough for the server to settle on a generic plan where it prefers one (after five executions). */
const warmUps = 7;

/**
 * Measures every query of one person, with and without row level security, alternately and in turn first, so that what
 * else happens on the machine falls on both.
 */
export async function measure(url: string, person: Case, queries: PageQuery[], pairs: number): Promise<Measurement[]> {
  const walled = new Session(url, person.userId);
  const open = new Session(url);
  const measured: Measurement[] = [];
  try {
    for (const query of queries) {
      await walled.prepare(query, person.subject);
      await open.prepare(query, person.subject);
      const samples = { walled: [] as Sample[], open: [] as Sample[] };
      for (let pair = 0; pair < warmUps + pairs; pair++) {
        const order = pair % 2 ? ([walled, open] as const) : ([open, walled] as const);
        for (const session of order) {
          const sample = await session.execute(query, person.subject);
          if (pair >= warmUps) samples[session === walled ? "walled" : "open"].push(sample);
        }
      }
      measured.push({ case: person, query, walled: summary(samples.walled), open: summary(samples.open) });
    }
  } finally {
    await walled.end();
    await open.end();
  }
  return measured;
}
