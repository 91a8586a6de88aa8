import type postgres from "postgres";
import type { Subject } from "./queries.ts";

export type Persona = "tenant admin" | "log role" | "super admin";
export type Case = { size: string; persona: Persona; userId: string; subject: Subject };

// Tenants of data.sql by their number, and the prefix that it hashes a person's id from.
const tenants = { hot: 1, middle: 10, small: 100 };
const people: Record<Persona, (tenant: number) => string> = {
  "tenant admin": (tenant) => `person-admin${tenant}`,
  "log role": (tenant) => `person-operations${tenant}`,
  "super admin": () => "person-super0",
};

async function one<T>(rows: Promise<T[]>): Promise<T> {
  const [row] = await rows;
  if (!row) throw new Error("The data of the benchmark lacks a row that its queries start from.");
  return row;
}

async function subjectOf(sql: postgres.Sql, tenant: number, logRole: boolean): Promise<Subject> {
  const { id: tenantId } = await one(sql<{ id: string }[]>`select md5(${`tenant${tenant}`})::uuid as id`);
  const installs = await sql<{ id: string }[]>`
    select id from public.tenant_installed_apps
    where tenant_id = ${tenantId} and access_policy -> 'view_logs' ? 'operations' order by id`;
  const run = await one(sql<{ id: string; install: string }[]>`
    select id, tenant_installed_app_id as install from public.integration_job_runs
    where tenant_id = ${tenantId} and tenant_installed_app_id = (
      select tenant_installed_app_id from public.integration_job_runs where tenant_id = ${tenantId}
      group by 1 order by count(*) desc limit 1
    ) and error_count > 0
    order by error_count desc, id limit 1`);
  const runCursor = await one(sql<{ at: string; id: string }[]>`
    select triggered_at::text as at, id from (
      select triggered_at, id, percent_rank() over (order by triggered_at desc, id desc) as depth
      from public.integration_job_runs where tenant_installed_app_id = ${run.install}
    ) runs where depth >= 0.5 order by depth limit 1`);
  const error = await one(sql<{ row: string; id: string; key: string }[]>`
    select row_number::text as row, id, row_key as key from (
      select row_number, id, row_key, percent_rank() over (order by row_number) as depth
      from public.integration_job_errors where run_id = ${run.id}
    ) errors where depth >= 0.5 order by depth limit 1`);
  return {
    tenantId,
    logInstalls: logRole ? installs.map(({ id }) => id) : "all",
    installId: run.install,
    runId: run.id,
    runCursor,
    errorCursor: { row: error.row, id: error.id },
    rowKey: error.key,
    monthStart: "2026-10-02",
  };
}

/** Every persona in a tenant of every size. */
export async function cases(sql: postgres.Sql): Promise<Case[]> {
  const found: Case[] = [];
  for (const [size, tenant] of Object.entries(tenants)) {
    for (const [persona, key] of Object.entries(people) as [Persona, (tenant: number) => string][]) {
      const { id: userId } = await one(sql<{ id: string }[]>`select md5(${key(tenant)})::uuid as id`);
      found.push({ size, persona, userId, subject: await subjectOf(sql, tenant, persona === "log role") });
    }
  }
  return found;
}
