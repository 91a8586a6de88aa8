import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Sql } from "postgres";

/** What the clock does every half minute. */
async function knock(origin: string) {
  const secrets = readFileSync(join(process.env.E2E_SERVER_DIR ?? "", "secrets.json"), "utf8");
  const { AUTOMATA_CLOCK_SECRET: secret } = JSON.parse(secrets) as Record<string, string>;
  const answer = await fetch(`${origin}/api/automata/reconcile`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}` },
  });
  expect(answer.status).toBe(200);
}

/**
 * As if a run had been silent for as long as it takes until somebody asks what became of it, until it is settled. An engine
 * that has just started may need a moment to find out itself.
 */
export async function letSilencePass(sql: Sql, origin: string, runId: string) {
  await expect(async () => {
    await sql`
      update integration_job_runs set last_heard_at = now() - interval '5 minutes', claimed_until = null
      where id = ${runId} and status = 'running'`;
    await knock(origin);
    const [run] = await sql<[{ status: string }]>`select status from integration_job_runs where id = ${runId}`;
    expect(run.status).not.toBe("running");
  }).toPass({ timeout: 60_000, intervals: [2_000] });
}
