-- 100 tenants, 1,000 installs, 200,000 runs and 800,000 row errors, the same ones every time: ids are hashes of numbers and
-- the clock stands still at 2026-11-01. Tenant 1 is hot (40 % of the rows, one run with 100,000 errors), the others follow
-- rank ^ -1.5. Runs and errors are inserted in the order of their time, as in life: a tenant's rows lie scattered.

begin;

-- Triggers and foreign keys are skipped (every column is supplied, the counts are checked afterwards); checks and indexes hold.
set local session_replication_role = replica;

create function pg_temp.id(kind text, n bigint) returns uuid language sql immutable
  return md5(kind || n)::uuid;
-- A number in [0, 1) that looks random.
create function pg_temp.chance(kind text, n bigint) returns float8 language sql immutable
  return ('x' || substr(md5(kind || n), 9, 8))::bit(32)::bigint / 4294967296.0;

-- Tenants and people ---------------------------------------------------------------------------------------------------

insert into public.tenants (id, name, slug)
select pg_temp.id('tenant', n), 'Tenant ' || n, 'tenant-' || n from generate_series(1, 100) n;

insert into public.roles (id, tenant_id, name, slug, is_system)
select pg_temp.id('role-' || slug, n), pg_temp.id('tenant', n), slug, slug, slug = 'tenant_admin'
from generate_series(1, 100) n, unnest(array['tenant_admin', 'operations', 'auditor', 'staff']) slug;
insert into public.roles (id, tenant_id, name, slug, is_system)
select pg_temp.id('role-super_admin', 0), t.id, 'super_admin', 'super_admin', true from public.tenants t where t.is_super;

-- Five people per tenant, one of them no longer active, and the platform team (person 0).
create temporary table person on commit drop as
select pg_temp.id('person-' || label, n) as id, pg_temp.id('tenant', n) as tenant_id, slug,
  pg_temp.id('role-' || slug, n) as role_id, case label when 'former' then 'inactive' else 'active' end as status
from generate_series(1, 100) n
cross join (values ('admin', 'tenant_admin'), ('operations', 'operations'), ('auditor', 'auditor'), ('staff', 'staff'),
  ('former', 'tenant_admin')) as people (label, slug)
union all
select pg_temp.id('person-super', 0), t.id, 'super_admin', pg_temp.id('role-super_admin', 0), 'active'
from public.tenants t where t.is_super;

insert into auth.users (id, aud, role, email)
select id, 'authenticated', 'authenticated', id || '@bench.test' from person;
insert into public.profiles (id, email) select id, id || '@bench.test' from person;
insert into public.tenant_users (tenant_id, user_id, role_id, role, status)
select tenant_id, id, role_id, slug, status from person;
-- Every tenth admin is staff of another tenant too.
insert into public.tenant_users (tenant_id, user_id, role_id, role)
select pg_temp.id('tenant', n - 1), pg_temp.id('person-admin', n), pg_temp.id('role-staff', n - 1), 'staff'
from generate_series(10, 100, 10) n;

-- Apps and installs ----------------------------------------------------------------------------------------------------

-- 50 apps: 40 public, six for named tenants, four drafts.
insert into public.platform_apps (
  id, slug, name, description, icon, publisher, visibility, allowed_tenant_ids, published_at, version, n8n_workflow_json
)
select pg_temp.id('app', n), 'bench.app-' || n, 'App ' || n, repeat('Moves rows from here to there. ', 8), 'package', 'PulseBox',
  case when n between 41 and 46 then 'tenant_specific' else 'public' end,
  case when n between 41 and 46 then array[pg_temp.id('tenant', n), pg_temp.id('tenant', n - 40)] end,
  case when n <= 46 then timestamptz '2026-04-01' end, '1.0.0', jsonb_build_object('nodes', repeat('{"a": 1}', 500))
from generate_series(1, 50) n;

-- The hot tenant has 40 installs, the others nine or ten; the first installs of a tenant do most of the work.
create temporary table install on commit drop as
select k, tenant, position, pg_temp.id('install', k) as id, pg_temp.id('tenant', tenant) as tenant_id,
  case when tenant = 1 then 0.4 else 0.6 * tenant ^ -1.5 / sum(case when position = 1 and tenant > 1 then tenant ^ -1.5 end) over () end
    / position / sum(1.0 / position) over (partition by tenant) as weight
from (
  select k, case when k <= 40 then 1 else 2 + (k - 41) % 99 end as tenant,
    case when k <= 40 then k else 1 + (k - 41) / 99 end as position
  from generate_series(1, 1000) k
) numbered;

-- Role operations is named on every second install, the busiest included; auditor on every fifth.
insert into public.tenant_installed_apps (id, tenant_id, app_id, installed_at, config, access_policy, enabled, state, app_version)
select id, tenant_id, pg_temp.id('app', position), '2026-05-01', '{"region": "eu", "dry_run": false}',
  jsonb_build_object('view_definition', '[]'::jsonb, 'view_logs',
    case when position % 2 = 1 then '["operations"]'::jsonb else '[]' end
    || case when position % 5 = 1 then '["auditor"]'::jsonb else '[]' end),
  k % 20 <> 19, case when k % 20 = 19 then 'paused' else 'active' end, '1.0.0'
from install;
insert into public.tenant_app_credentials (tenant_installed_app_id, credential_key, n8n_credential_id)
select id, 'source', left(id::text, 16) from install;

-- Runs: 180 days -------------------------------------------------------------------------------------------------------

create temporary table run on commit drop as
with share as (
  select install.*,
    round(200000 * (sum(weight) over (order by k) - weight))::integer as first,
    round(200000 * sum(weight) over (order by k))::integer as next
  from install
), placed as (
  select n + 1 as n, share.id as install_id, tenant_id, tenant, k,
    timestamptz '2026-11-01' - interval '180 days' * (next - n - pg_temp.chance('time', n)) / greatest(next - first, 1) as triggered_at,
    n = next - 1 and k % 20 = 0 as is_running,
    -- The run with 100,000 errors: in the middle of the history of the busiest install.
    k = 1 and n = first + (next - first) / 2 as is_huge,
    pg_temp.chance('status', n) as outcome,
    n > first and pg_temp.chance('retry', n) < 0.01 as is_retry
  from share cross join lateral generate_series(first, next - 1) n
), judged as (
  select *, case when is_running then 'running' when is_huge then 'partial' when outcome < 0.1 then 'partial'
    when outcome < 0.14 then 'failed' when outcome < 0.15 then 'aborted' else 'success' end as status
  from placed
), weighed as (
  select *, case when status in ('partial', 'failed') and not is_huge then 0.2 + 1.6 * pg_temp.chance('errors', n) else 0 end as weight
  from judged
)
select n, pg_temp.id('run', n) as id, install_id, tenant_id, k, triggered_at, status, is_huge, is_retry,
  case when is_retry then pg_temp.id('run', n - 1) end as parent_run_id,
  -- 320,000 errors for the hot tenant, 480,000 for the others.
  case when is_huge then 100000 else
    (round(total * sum(weight) over w / sum(weight) over all_of) - round(total * (sum(weight) over w - weight) / sum(weight) over all_of))::integer
  end as errors
from weighed
cross join lateral (select case when tenant = 1 then 220000 else 480000 end as total) target
window w as (partition by tenant = 1 order by n), all_of as (partition by tenant = 1);

insert into public.integration_job_runs (
  id, tenant_installed_app_id, tenant_id, n8n_execution_id, triggered_at, completed_at, status, phase, deadline_at, trigger,
  parent_run_id, summary, created_at
)
select id, install_id, tenant_id, n::text, triggered_at,
  case when status <> 'running' then triggered_at + interval '95 seconds' end, status,
  case when status = 'running' then 'running' end, triggered_at + interval '1 hour',
  case when is_retry then 'retry' when n % 4 = 0 then 'manual' else 'schedule' end, parent_run_id,
  case when status in ('success', 'partial', 'failed') then jsonb_build_object(
    'total_rows', errors + ok, 'success_count', ok, 'error_count', errors, 'skipped_count', 0) end,
  triggered_at
from run
cross join lateral (select case status when 'failed' then 0 else 400 end as ok) rows
order by triggered_at;

-- Row errors -----------------------------------------------------------------------------------------------------------

-- Mostly resolved after a month; a retry supersedes every second row of the run that it repeats. A record is an employee
-- of 5,000 per install, so that it fails again and again.
insert into public.integration_job_errors (
  id, run_id, tenant_id, tenant_installed_app_id, row_number, row_key, source_data, error_code, error_message, field,
  expected, received, created_at, resolved_at, resolution_note, retried_by_run_id
)
select pg_temp.id('error-' || run.n || '-', r), run.id, run.tenant_id, run.install_id, r, key,
  jsonb_build_object('employee_no', key, 'full_name', 'Person ' || key, 'email', '', 'hire_date', '2024-03-01', 'store_code', 'SG-014'),
  (array['missing_field', 'malformed_field', 'duplicate_key', 'rejected_by_target', 'unknown_store', 'too_long'])[1 + floor(6 * luck ^ 2)::integer],
  'The value of this row was not accepted by the target system.', 'email', 'an e-mail address', '', run.triggered_at,
  case when is_resolved then run.triggered_at + interval '3 hours' end,
  case when is_resolved then 'Corrected at the source.' end,
  case when r % 2 = 0 then retry.id end
from run
left join run as retry on retry.parent_run_id = run.id
cross join lateral generate_series(1, run.errors) r
cross join lateral (select pg_temp.chance('luck-' || run.n || '-', r) as luck) fate
cross join lateral (
  select 'E' || floor(5000 * luck)::integer as key,
    luck * 5000 - floor(luck * 5000) > case when run.is_huge then 0.4 when run.triggered_at < '2026-10-01' then 0.1 else 0.8 end as is_resolved
) derived
order by run.triggered_at, r;

commit;

-- The visibility map and the statistics that autovacuum keeps up on a living database.
vacuum (analyze);
