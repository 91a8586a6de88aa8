import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listPublishedApps, offeredAppIds } from "@/lib/automata/app-repository";
import {
  type ErrorFilter,
  type ListPlace,
  listErrors,
  listRecordFailures,
} from "@/lib/automata/error-reads-repository";
import { readActivity } from "@/lib/automata/hub-repository";
import { dayOf, everyDay } from "@/lib/automata/run-days";
import { readRunFilter } from "@/lib/automata/run-filter";
import { listRecentRuns, listRuns } from "@/lib/automata/run-reads-repository";
import type { SessionClient } from "@/lib/supabase/server";
import { mintTenantId } from "@/lib/tenancy/tenant-id";
import { database, type TestDatabase } from "../../supabase/local/testing.ts";

const kfc = mintTenantId("10000000-0000-4000-8000-000000000001");
const harbour = mintTenantId("10000000-0000-4000-8000-000000000002");
const kfcImport = "50000000-0000-4000-8000-000000000001";
const kfcCheck = "50000000-0000-4000-8000-000000000002";

let db: TestDatabase;
let admin: SessionClient;
let operator: SessionClient;
let stranger: SessionClient;

beforeAll(async () => {
  db = await database();
  admin = (await db.signIn("admin@kfc.test")) as SessionClient;
  operator = (await db.signIn("ops@kfc.test")) as SessionClient;
  stranger = (await db.signIn("admin@harbour.test")) as SessionClient;
});
afterAll(() => db.close());

async function addRun(status: string, at: Date, installId = kfcImport): Promise<string> {
  const id = randomUUID();
  const summary =
    status === "partial"
      ? { total_rows: 2, success_count: 1, error_count: 1, skipped_count: 0 }
      : { total_rows: 1, success_count: 1, error_count: 0, skipped_count: 0 };
  await db.sql`
    insert into integration_job_runs (id, tenant_installed_app_id, triggered_at, completed_at, status, summary)
    values (${id}, ${installId}, ${at}, ${at}, ${status}, ${db.sql.json(status === "failed" ? {} : summary)})`;
  return id;
}

describe("row errors of a run", () => {
  let run: { id: string; installId: string };
  const page = (place: ListPlace, filter: Partial<ErrorFilter> = {}, limit = 7) =>
    listErrors(admin, kfc, run, { filter: { state: "all", ...filter }, place, limit });

  beforeAll(async () => {
    run = { id: await addRun("partial", new Date()), installId: kfcImport };
    // Rows 1 to 20, each twice, and three without a number.
    await db.sql`
      insert into integration_job_errors (run_id, row_number, row_key, error_code, error_message)
      select ${run.id}::uuid, nullif(n, 0), 'K' || n, case when n % 2 = 0 then 'even' else 'odd' end, 'Row ' || n
      from generate_series(1, 20) n, generate_series(1, 2)
      union all select ${run.id}::uuid, null, '#' || n, null, 'No number' from generate_series(1, 3) n`;
  });

  test("go forwards to the last one and back to the first, each once and in one order", async () => {
    const there: string[] = [];
    let current = await page({});
    expect(current.previous).toBeNull();
    for (;;) {
      there.push(...current.items.map(({ id }) => id));
      if (!current.next) break;
      current = await page({ after: current.next });
    }
    expect(there).toHaveLength(43);
    expect(new Set(there).size).toBe(43);
    expect(current.items.at(-1)?.rowNumber).toBeNull();

    const back = current.items.map(({ id }) => id);
    while (current.previous) {
      current = await page({ before: current.previous });
      expect(current.next).not.toBeNull();
      back.unshift(...current.items.map(({ id }) => id));
    }
    expect(back).toEqual(there);
  });

  test("are narrowed down to a cause or a record, and what is no cursor begins at the first", async () => {
    expect((await page({}, { code: "even" }, 100)).items).toHaveLength(20);
    expect((await page({}, { rowKey: "K7" })).items.map(({ rowNumber }) => rowNumber)).toEqual([7, 7]);
    for (const nonsense of ["", "x", "1", "1~2", "none~'", `1~${run.id},id.gt.0`]) {
      const { items, previous } = await page({ after: nonsense });
      expect({ first: items[0]?.rowNumber, previous }).toEqual({ first: 1, previous: null });
    }
  });

  test("are nobody's whose role may not see them", async () => {
    const asked = { filter: { state: "all" as const }, place: {}, limit: 5 };
    expect((await listErrors(operator, kfc, run, asked)).items).toHaveLength(5);
    expect((await listErrors(stranger, kfc, run, asked)).items).toEqual([]);
  });
});

describe("a record over all runs", () => {
  test("is found with every run in which it failed, the newest first", async () => {
    const failures = await listRecordFailures(admin, kfc, { installId: kfcImport, rowKey: "E10058", limit: 50 });
    expect(failures).toHaveLength(6);
    const starts = failures.map(({ runStartedAt }) => Date.parse(runStartedAt));
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    expect(failures.map(({ state }) => state)).toEqual(["open", "open", ...Array(4).fill("resolved")]);
    expect(failures[0]).toMatchObject({ code: "malformed_field", message: "The e-mail address is not valid." });
  });

  test("is not found by a part of its key, in another app, or by another tenant", async () => {
    const find = (client: SessionClient, installId: string, rowKey: string) =>
      listRecordFailures(client, kfc, { installId, rowKey, limit: 50 });
    expect(await find(admin, kfcImport, "E1005")).toEqual([]);
    expect(await find(admin, kfcImport, "e10058")).toEqual([]);
    expect(await find(admin, kfcCheck, "E10058")).toEqual([]);
    expect(await find(stranger, kfcImport, "E10058")).toEqual([]);
  });
});

describe("runs", () => {
  const all = readRunFilter({}, new Date());
  const list = (client: SessionClient, filter = all, before?: string) =>
    listRuns(client, kfc, kfcImport, { filter, before, limit: 10 });

  test("are narrowed down by status and period, also on their next page", async () => {
    const partial = readRunFilter({ status: "partial" }, new Date());
    const first = await list(admin, partial);
    expect(first.items.length).toBeGreaterThan(5);
    expect(new Set(first.items.map(({ status }) => status))).toEqual(new Set(["partial"]));

    const tenDays = { ...all, since: new Date(Date.now() - 10 * 86_400_000) };
    const recent = await list(admin, tenDays);
    const older = await list(admin, tenDays, recent.next ?? undefined);
    const ids = [...recent.items, ...older.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const [wanted] = await db.sql<{ count: number }[]>`
      select count(*)::int as count from integration_job_runs
      where tenant_installed_app_id = ${kfcImport} and triggered_at >= ${tenDays.since}`;
    expect(ids).toHaveLength(wanted?.count ?? -1);
  });

  test("over several apps come with their app, as far as the viewer may see", async () => {
    const names = async (client: SessionClient, installs: "all" | string[]) => {
      const runs = await listRecentRuns(client, kfc, { installs, limit: 20 });
      return new Set(runs.map(({ app }) => app.name));
    };
    expect(await names(admin, "all")).toEqual(new Set(["KFC EMP Import", "Website check"]));
    expect(await names(admin, [kfcCheck])).toEqual(new Set(["Website check"]));
    // The database decides, whatever is asked for.
    expect(await names(operator, [kfcImport, kfcCheck])).toEqual(new Set(["KFC EMP Import"]));
    expect(await names(stranger, "all")).toEqual(new Set());
  });
});

describe("what the hub shows", () => {
  const firstDay = dayOf(new Date(Date.now() - 29 * 86_400_000), "Asia/Singapore");
  const ask = (installs: "all" | string[], timeZone = "Asia/Singapore", tenant = kfc) =>
    readActivity(db.service() as never, tenant, { installs, firstDay, timeZone });

  test("counts what the tables hold", async () => {
    // A row that failed again in a retry is open there, and no longer here.
    const before = (await ask("all")).byInstall.get(kfcImport)?.openErrors ?? 0;
    const retry = await addRun("failed", new Date());
    await db.sql`
      update integration_job_errors set retried_by_run_id = ${retry}
      where row_key = 'E10058' and resolved_at is null and tenant_installed_app_id = ${kfcImport}`;
    const { byInstall, byDay } = await ask("all");
    expect(byInstall.get(kfcImport)?.openErrors).toBe(before - 2);
    const [counted] = await db.sql<{ settled: number; succeeded: number; open: number; last: string }[]>`
      select count(*)::int as settled, (count(*) filter (where status = 'success'))::int as succeeded,
        (select count(*)::int from integration_job_errors e where e.tenant_installed_app_id = ${kfcImport}
          and resolved_at is null and retried_by_run_id is null) as open,
        (array_agg(id order by triggered_at desc, id desc))[1] as last
      from integration_job_runs
      where tenant_installed_app_id = ${kfcImport} and (triggered_at at time zone 'Asia/Singapore')::date >= ${firstDay}
        and status <> 'running'`;
    const { lastRun, openErrors, ...outcomes } = byInstall.get(kfcImport) ?? {};
    expect({ ...outcomes, open: openErrors, last: lastRun?.id }).toEqual({ ...counted });

    const inDays = [...byDay.values()].flatMap((day) => Object.values(day)).reduce((sum, runs) => sum + runs, 0);
    const inInstalls = [...byInstall.values()].reduce((sum, { settled }) => sum + settled, 0);
    expect(inDays).toBe(inInstalls);
  });

  test("leaves out the installs that were not asked for, and other tenants altogether", async () => {
    expect([...(await ask([kfcCheck])).byInstall.keys()]).toEqual([kfcCheck]);
    expect((await ask([])).byInstall.size).toBe(0);
    expect((await ask([kfcImport], "UTC", harbour)).byInstall.size).toBe(0);
  });

  test("puts a run on the day that it is in the tenant's zone", async () => {
    // 20:30 in London, and already the next day in Singapore.
    const evening = new Date(`${dayOf(new Date(Date.now() - 3 * 86_400_000), "UTC")}T20:30:00Z`);
    await addRun("aborted", evening, kfcCheck);
    const aborted = async (timeZone: string) =>
      [...(await ask([kfcCheck], timeZone)).byDay].filter(([, day]) => day.aborted === 1).map(([day]) => day);
    expect(await aborted("UTC")).toEqual([dayOf(evening, "UTC")]);
    expect(await aborted("Asia/Singapore")).toEqual([dayOf(evening, "Asia/Singapore")]);
    expect(dayOf(evening, "UTC")).not.toBe(dayOf(evening, "Asia/Singapore"));
  });

  test("begins with the first moment of its first day there", async () => {
    const settled = async () => (await ask([kfcCheck])).byInstall.get(kfcCheck)?.settled ?? 0;
    const before = await settled();
    const midnight = Date.parse(`${firstDay}T00:00:00+08:00`);
    await addRun("success", new Date(midnight - 1000), kfcCheck);
    expect(await settled()).toBe(before);
    await addRun("success", new Date(midnight), kfcCheck);
    expect(await settled()).toBe(before + 1);
  });

  test("has thirty days, whatever happened in them", () => {
    expect(everyDay("2026-03-01", 3)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
    expect(new Set(everyDay("2026-11-27", 30)).size).toBe(30);
  });
});

test("a tenant is offered public apps and its own, though a person may read more", async () => {
  const [own] = await db.sql<{ id: string }[]>`
    insert into platform_apps (slug, name, visibility, allowed_tenant_ids, published_at)
    values ('harbour.only', 'Harbour only', 'tenant_specific', array[${harbour}]::uuid[], now()) returning id`;
  const both = (await db.signIn("both@pulsebox.test")) as SessionClient;
  expect((await listPublishedApps(both)).map(({ id }) => id)).toContain(own?.id);
  const offered = (tenant: typeof kfc) => offeredAppIds(db.service() as never, tenant);
  expect(await offered(harbour)).toContain(own?.id);
  expect(await offered(kfc)).not.toContain(own?.id);
  expect((await offered(kfc)).size).toBe((await offered(harbour)).size - 1);
});
