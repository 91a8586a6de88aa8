import { alterPolicy, dropPolicy, type Mutant, mutants, recondition } from "./mutant.ts";

const tables = [
  "platform_apps",
  "tenant_installed_apps",
  "tenant_app_credentials",
  "integration_job_runs",
  "integration_job_errors",
  "integration_job_error_events",
];

const dropped = mutants("policy dropped", {
  ...Object.fromEntries(tables.map((table) => [`no policy on ${table}`, dropPolicy(table)])),
  ...Object.fromEntries(
    tables.map((table) => [
      `row level security off on ${table}`,
      `alter table public.${table} disable row level security`,
    ]),
  ),
});

const logsOf = (table: string, admins: string, list: string, otherwise = "false") => `
  case
    when ${table}.tenant_id = any ((select private.${admins}())::uuid[]) then true
    when ${table}.tenant_installed_app_id = any ((select private.role_installs('${list}'))::uuid[]) then true
    else ${otherwise}
  end`;

const ofGrantedApps = "platform_apps.id = any ((select private.granted_apps())::uuid[])";

const widened = mutants("policy widened", {
  "drafts of public apps are shown": recondition(
    "platform_apps",
    `case when platform_apps.visibility = 'public' then true else ${ofGrantedApps} end`,
  ),
  "apps of named tenants are shown to everybody": recondition(
    "platform_apps",
    `case when platform_apps.published_at is not null then true else ${ofGrantedApps} end`,
  ),
  "platform_apps: true": recondition("platform_apps", "true"),
  "tenant_installed_apps: true": recondition("tenant_installed_apps", "true"),
  "tenant_installed_apps: a column compared with itself": recondition(
    "tenant_installed_apps",
    "tenant_installed_apps.tenant_id = tenant_id",
  ),
  "tenant_installed_apps: an unqualified column that binds to the inner table": recondition(
    "tenant_installed_apps",
    "exists (select 1 from public.tenants t where t.id = any ((select private.member_tenants())::uuid[]) and id = t.id)",
  ),
  "tenant_app_credentials: true": recondition("tenant_app_credentials", "true"),
  "tenant_app_credentials: an unqualified column that binds to the inner table": recondition(
    "tenant_app_credentials",
    "exists (select 1 from public.tenant_installed_apps i where id = i.id)",
  ),
  "integration_job_runs: every member reads": recondition(
    "integration_job_runs",
    logsOf("integration_job_runs", "member_tenants", "view_logs"),
  ),
  "integration_job_runs: the right to the definition opens the logs": recondition(
    "integration_job_runs",
    logsOf("integration_job_runs", "admin_tenants", "view_definition"),
  ),
  "integration_job_runs: everybody else reads too": recondition(
    "integration_job_runs",
    logsOf("integration_job_runs", "admin_tenants", "view_logs", "true"),
  ),
  "integration_job_runs: the right to one install opens the tenant's others": recondition(
    "integration_job_runs",
    `case
      when integration_job_runs.tenant_id = any ((select private.admin_tenants())::uuid[]) then true
      else integration_job_runs.tenant_id in (
        select i.tenant_id from public.tenant_installed_apps i
        where i.id = any ((select private.role_installs('view_logs'))::uuid[]))
    end`,
  ),
  "integration_job_errors: every member reads": recondition(
    "integration_job_errors",
    logsOf("integration_job_errors", "member_tenants", "view_logs"),
  ),
  "integration_job_errors: everybody reads what has no row number": recondition(
    "integration_job_errors",
    `${logsOf("integration_job_errors", "admin_tenants", "view_logs")} or integration_job_errors.error_code is not null`,
  ),
  "integration_job_error_events: every member reads": recondition(
    "integration_job_error_events",
    logsOf("integration_job_error_events", "member_tenants", "view_logs"),
  ),
  "a policy to public": alterPolicy("tenant_installed_apps", "to public"),
  "a policy to anon as well": alterPolicy("platform_apps", "to anon, authenticated"),
  "a second policy beside the first": `create policy "Members read runs" on public.integration_job_runs for select
    to authenticated using (integration_job_runs.tenant_id = any ((select private.member_tenants())::uuid[]))`,
});

export const policyMutants: Mutant[] = [...dropped, ...widened];
