import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "./test.ts";

const install = "50000000-0000-4000-8000-000000000002";

test.use({ person: "tenantAdmin" });

test("an export holds every row error, far beyond what is read at once", async ({ page }) => {
  const run = randomUUID();
  const sql = postgres(process.env.E2E_DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    await sql`
      insert into integration_job_runs (id, tenant_installed_app_id, triggered_at, completed_at, status)
      values (${run}, ${install}, now() - interval '300 days', now() - interval '300 days', 'failed')`;
    await sql`
      insert into integration_job_errors (run_id, row_number, row_key, error_code, error_message)
      select ${run}::uuid, n, 'X' || n, 'unreachable', 'No answer.' from generate_series(1, 1730) n`;

    await page.goto(`/dashboard/studio/automata/${install}/runs/${run}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^row-errors-\d{4}-\d\d-\d\d\.csv$/);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString("utf8").split("\r\n");
    expect(lines.slice(1, -1).map((line) => line.split(",")[1])).toEqual(
      Array.from({ length: 1730 }, (_, index) => `"X${index + 1}"`),
    );
  } finally {
    await sql`delete from integration_job_runs where id = ${run}`;
    await sql.end();
  }
});
