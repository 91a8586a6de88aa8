-- A busy tenant: KFC with 10,000 runs in a year and 100,000 row errors in one of them. Ids are random, times end now.

begin;
-- Every column is supplied, so the triggers have nothing to fill in; checks and indexes hold.
set local session_replication_role = replica;

insert into public.integration_job_runs (
  tenant_installed_app_id, tenant_id, triggered_at, completed_at, status, trigger, summary, triggered_by_label
)
select i.id, i.tenant_id, at, at + interval '95 seconds', status, 'manual',
  case status
    when 'success' then '{"total_rows": 412, "success_count": 412, "error_count": 0, "skipped_count": 0}'
    when 'partial' then '{"total_rows": 412, "success_count": 402, "error_count": 10, "skipped_count": 0}'
    else '{"total_rows": 0, "success_count": 0, "error_count": 0, "skipped_count": 0}'
  end::jsonb,
  'KFC Admin'
from generate_series(1, 10000) n
cross join lateral (
  select now() - interval '365 days' * n / 10000 as at,
    case when n % 10 = 0 then 'partial' when n % 33 = 0 then 'failed' else 'success' end as status
) run
join public.tenant_installed_apps i on i.id = case when n % 4 = 0
  then '50000000-0000-4000-8000-000000000002' else '50000000-0000-4000-8000-000000000001' end::uuid;

insert into public.integration_job_runs (
  id, tenant_installed_app_id, tenant_id, triggered_at, completed_at, status, trigger, summary, triggered_by_label
)
select '70000000-0000-4000-8000-000000000001', i.id, i.tenant_id, now() - interval '3 hours', now() - interval '2 hours',
  'partial', 'manual',
  '{"total_rows": 250000, "success_count": 150000, "error_count": 100000, "skipped_count": 0}', 'KFC Admin'
from public.tenant_installed_apps i where i.id = '50000000-0000-4000-8000-000000000001';

insert into public.integration_job_errors (
  run_id, tenant_installed_app_id, tenant_id, row_number, row_key, source_data, error_code, error_message, field, expected, received
)
select '70000000-0000-4000-8000-000000000001', i.id, i.tenant_id, n, 'B' || n,
  jsonb_build_object('employee_no', 'B' || n, 'full_name', 'Employee ' || n, 'email', 'b' || n || '(at)example.test'),
  (array['malformed_field', 'missing_field', 'rejected_by_target', 'duplicate_key'])[1 + n % 4],
  'The e-mail address is not valid.', 'email', 'an e-mail address', 'b' || n || '(at)example.test'
from generate_series(1, 100000) n
join public.tenant_installed_apps i on i.id = '50000000-0000-4000-8000-000000000001';

commit;
vacuum analyze public.integration_job_runs;
vacuum analyze public.integration_job_errors;
