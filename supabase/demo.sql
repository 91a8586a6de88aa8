-- Demo people, tenants and installs, for the local stack only. Everyone's password: pulsebox-demo
do $$
begin
  if coalesce(current_setting('app.demo', true), '') <> 'on' then
    raise exception 'These are demo accounts with a published password: they are loaded into a local database only.'
      using hint = 'On a local database: set app.demo = ''on'' in the same session first.';
  end if;
end;
$$;

begin;

-- A database that was reset or seeded anew is another deployment: it must not take an older one's workflows for its own.
update private.deployment set id = encode(extensions.gen_random_bytes(6), 'hex'), created_at = now();

insert into public.tenants (id, name, slug, timezone) values
  ('10000000-0000-4000-8000-000000000001', 'KFC Singapore', 'kfc', 'Asia/Singapore'),
  ('10000000-0000-4000-8000-000000000002', 'Harbour Logistics', 'harbour', 'Europe/Amsterdam'),
  ('10000000-0000-4000-8000-000000000003', 'Lumen Health', 'lumen', 'America/New_York')
on conflict (id) do nothing;

-- Roles ----------------------------------------------------------------------------------------------------------------

insert into public.roles (id, tenant_id, name, slug, description, is_system) values
  ('20000000-0000-4000-8000-000000000000', '00000000-0000-4000-8000-000000000001', 'Super admin', 'super_admin', 'The platform team', true),
  ('20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'Tenant admin', 'tenant_admin', 'Manages this tenant', true),
  ('20000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000002', 'Tenant admin', 'tenant_admin', 'Manages this tenant', true),
  ('20000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000003', 'Tenant admin', 'tenant_admin', 'Manages this tenant', true),
  ('20000000-0000-4000-8000-000000000011', '10000000-0000-4000-8000-000000000001', 'Operations', 'operations', 'Watches the imports', false),
  ('20000000-0000-4000-8000-000000000012', '10000000-0000-4000-8000-000000000001', 'Staff', 'staff', 'Everybody else', false)
on conflict (id) do nothing;

insert into public.policies (id, tenant_id, name, description) values
  ('30000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'Dashboard only', 'Opens the dashboard')
on conflict (id) do nothing;
insert into public.policy_permissions (policy_id, resource_type, resource_id, permissions) values
  ('30000000-0000-4000-8000-000000000001', 'page', 'dashboard', '{"access": true}')
on conflict (policy_id, resource_type, resource_id) do nothing;

insert into public.role_policies (role_id, policy_id)
select r.id, p.id
from public.roles r
join public.policies p on p.name = case r.slug
  when 'super_admin' then 'Full Platform Access'
  when 'tenant_admin' then 'Tenant Management'
  else 'Dashboard only' end
on conflict do nothing;

-- People ---------------------------------------------------------------------------------------------------------------

create temporary table demo_person (
  id uuid, email text, full_name text, tenant_id uuid, role_id uuid, role text, status text, is_default boolean
) on commit drop;
insert into demo_person values
  ('40000000-0000-4000-8000-000000000001', 'platform@pulsebox.test', 'Platform Team', '00000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000000', 'super_admin', 'active', true),
  ('40000000-0000-4000-8000-000000000002', 'admin@kfc.test', 'KFC Admin', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', 'tenant_admin', 'active', true),
  ('40000000-0000-4000-8000-000000000003', 'ops@kfc.test', 'KFC Operations', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000011', 'operations', 'active', true),
  ('40000000-0000-4000-8000-000000000004', 'member@kfc.test', 'KFC Staff', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000012', 'staff', 'active', true),
  ('40000000-0000-4000-8000-000000000005', 'former@kfc.test', 'KFC Former Admin', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', 'tenant_admin', 'inactive', true),
  ('40000000-0000-4000-8000-000000000006', 'admin@harbour.test', 'Harbour Admin', '10000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000002', 'tenant_admin', 'active', true),
  ('40000000-0000-4000-8000-000000000007', 'both@pulsebox.test', 'Harbour Admin at KFC', '10000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000002', 'tenant_admin', 'active', true),
  ('40000000-0000-4000-8000-000000000007', 'both@pulsebox.test', 'Harbour Admin at KFC', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000012', 'staff', 'active', false),
  ('40000000-0000-4000-8000-000000000008', 'admin@lumen.test', 'Lumen Admin', '10000000-0000-4000-8000-000000000003', '20000000-0000-4000-8000-000000000003', 'tenant_admin', 'active', true);

-- The token columns are empty texts, not null: the Auth server of the ordinary CLI cannot read null there.
insert into auth.users (
  instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
  created_at, updated_at, confirmation_token, recovery_token, email_change, email_change_token_new
)
select distinct on (p.id)
  '00000000-0000-0000-0000-000000000000'::uuid, p.id, 'authenticated', 'authenticated', p.email,
  extensions.crypt('pulsebox-demo', extensions.gen_salt('bf', 6)), now(),
  '{"provider": "email", "providers": ["email"]}'::jsonb, jsonb_build_object('full_name', p.full_name), now(), now(), '', '', '', ''
from demo_person p
on conflict (id) do nothing;

insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
select distinct on (p.id)
  p.id::text, p.id, jsonb_build_object('sub', p.id, 'email', p.email, 'email_verified', true), 'email', now(), now(), now()
from demo_person p
on conflict do nothing;

insert into public.tenant_users (tenant_id, user_id, role_id, role, status, is_default)
select p.tenant_id, p.id, p.role_id, p.role, p.status, p.is_default from demo_person p
on conflict (tenant_id, user_id) do nothing;

-- Installs, with something to look at -------------------------------------------------------------------------------------
-- They have no workflow in the engine: they are paused, and say so.

insert into public.tenant_installed_apps (
  id, tenant_id, app_id, installed_at, installed_by_user_id, config, access_policy, enabled, state, state_reason, app_version
)
select demo.id::uuid, demo.tenant_id::uuid, a.id, now() - demo.age, demo.installer::uuid, demo.config::jsonb, demo.access::jsonb,
  false, 'paused', 'This is demo history. Resume it to set it up in the engine.', a.version
from (values
  ('50000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'kfc.legacy-emp-import', interval '40 days',
    '40000000-0000-4000-8000-000000000002', '{}', '{"view_logs": ["operations"], "view_definition": []}'),
  ('50000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000001', 'pulsebox.website-check', interval '12 days',
    '40000000-0000-4000-8000-000000000002', '{}', '{}'),
  ('50000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000002', 'pulsebox.website-check', interval '25 days',
    '40000000-0000-4000-8000-000000000006', '{}', '{}')
) as demo (id, tenant_id, slug, age, installer, config, access)
join public.platform_apps a on a.slug = demo.slug
on conflict (tenant_id, app_id) do nothing;

-- A month of nightly imports: mostly clean, some partial, one that never reached the source.
insert into public.integration_job_runs (
  id, tenant_installed_app_id, triggered_at, completed_at, status, summary, trigger, triggered_by, outcome_reason
)
select ('60000000-0000-4000-8000-' || lpad(day::text, 12, '0'))::uuid, i.id, started, started + interval '95 seconds',
  case when day = 17 then 'failed' when day % 5 = 1 then 'partial' else 'success' end,
  case when day = 17 then '{"total_rows": 0, "success_count": 0, "error_count": 0, "skipped_count": 0}'
    when day % 5 = 1 then '{"total_rows": 412, "success_count": 404, "error_count": 6, "skipped_count": 2}'
    else '{"total_rows": 412, "success_count": 412, "error_count": 0, "skipped_count": 0}' end::jsonb,
  'manual', i.installed_by_user_id,
  case when day = 17 then 'The HR system did not answer within 30 seconds.' end
from public.tenant_installed_apps i
cross join generate_series(1, 30) day
cross join lateral (select date_trunc('day', now()) - make_interval(days => day) + interval '18 hours' as started) at
where i.id = '50000000-0000-4000-8000-000000000001'
on conflict (id) do nothing;

insert into public.integration_job_errors (
  run_id, row_number, row_key, source_data, error_code, error_message, field, expected, received, resolved_at, resolved_by,
  resolution_note, created_at
)
select r.id, fault.row_number, fault.row_key, fault.source::jsonb, fault.code, fault.message, fault.field, fault.expected,
  fault.received, done.at, case when done.at is not null then '40000000-0000-4000-8000-000000000002'::uuid end,
  case when done.at is not null then 'Corrected in the HR system.' end, r.completed_at
from public.integration_job_runs r
cross join (values
  (17, 'E10017', '{"employee_no": "E10017", "full_name": "Row seventeen", "email": "", "hire_date": "2024-03-01", "store_code": "SG-014"}',
    'missing_field', 'The e-mail address is missing.', 'email', 'an e-mail address', ''),
  (58, 'E10058', '{"employee_no": "E10058", "full_name": "Row fifty-eight", "email": "e10058(at)example.test", "hire_date": "2023-11-20", "store_code": "SG-002"}',
    'malformed_field', 'The e-mail address is not valid.', 'email', 'an e-mail address', 'e10058(at)example.test'),
  (133, 'E10133', '{"employee_no": "E10133", "full_name": "Row one hundred thirty-three", "email": "e10133@example.test", "hire_date": "31/02/2024", "store_code": "SG-009"}',
    'malformed_field', 'The hire date is not a date.', 'hire_date', 'a date such as 2024-02-29', '31/02/2024'),
  (201, 'E10200', '{"employee_no": "E10200", "full_name": "Row two hundred one", "email": "e10200@example.test", "hire_date": "2022-06-15", "store_code": "SG-021"}',
    'duplicate_key', 'Employee number E10200 stands on another row too.', 'employee_no', 'a number used once', 'E10200'),
  (344, 'E10344', '{"employee_no": "E10344", "full_name": "Row three hundred forty-four", "email": "e10344@example.test", "hire_date": "2021-01-04", "store_code": "XX-000"}',
    'rejected_by_target', 'The target refused the row: unknown store XX-000.', 'store_code', 'a store that exists', 'XX-000'),
  (390, 'E10390', '{"employee_no": "E10390", "full_name": "Row three hundred ninety", "email": "e10390@example.test", "hire_date": "2020-09-30", "store_code": "SG-003"}',
    'rejected_by_target', 'The target already has this employee under another store.', 'employee_no', 'one store per employee', 'E10390')
) as fault (row_number, row_key, source, code, message, field, expected, received)
cross join lateral (select case when r.triggered_at < now() - interval '8 days' then r.completed_at + interval '2 hours' end as at) done
where r.tenant_installed_app_id = '50000000-0000-4000-8000-000000000001' and r.status = 'partial'
  and not exists (select 1 from public.integration_job_errors e where e.run_id = r.id);

insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, note, actor, happened_at)
select e.id, e.tenant_id, e.tenant_installed_app_id, 'resolved', e.resolution_note, e.resolved_by, e.resolved_at
from public.integration_job_errors e
where e.resolved_at is not null
  and not exists (select 1 from public.integration_job_error_events h where h.error_id = e.id);

insert into public.integration_job_runs (
  id, tenant_installed_app_id, triggered_at, completed_at, status, summary, trigger, triggered_by
)
select md5(i.id::text || n::text)::uuid, i.id, now() - make_interval(hours => n * 9), now() - make_interval(hours => n * 9) + interval '4 seconds',
  'success', '{"total_rows": 8, "success_count": 8, "error_count": 0, "skipped_count": 0}', 'manual', i.installed_by_user_id
from public.tenant_installed_apps i
cross join generate_series(1, 12) n
where i.id in ('50000000-0000-4000-8000-000000000002', '50000000-0000-4000-8000-000000000003')
on conflict (id) do nothing;

commit;
