import { expect } from "@playwright/test";
import type { Sql } from "postgres";

export interface SettledRun {
  status: string;
  /** total, succeeded, failed, skipped */
  counters: (number | null)[];
}

/** Waits until a run has ended and tells how. */
export async function settled(sql: Sql, runId: string, timeout = 60_000): Promise<SettledRun> {
  const read = async () => {
    const [run] = await sql<[SettledRun?]>`
      select status, array[total_rows, success_count, error_count, skipped_count] as counters
      from integration_job_runs where id = ${runId}`;
    return run;
  };
  await expect.poll(async () => (await read())?.status, { timeout }).not.toBe("running");
  const run = await read();
  if (!run) throw new Error(`There is no run ${runId}.`);
  return run;
}
