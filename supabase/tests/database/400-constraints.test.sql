-- What the database refuses to store, whoever writes: each named constraint with rows that it refuses and rows, as close to
-- them as possible, that it accepts.
begin;
create extension if not exists pgtap with schema extensions;
select plan(273);
do $$ begin perform tests.arrange(); end $$;

-- A running run without children, beside the settled ones.
insert into public.integration_job_runs (id, tenant_installed_app_id, triggered_at, status)
values (tests.label('live'), tests.id('a import'), now(), 'running');

-- refused, accepted: what an update of the target row sets; or a whole command where target is null. [label] is a fixture's id.
create temporary table rule (name text, target text, refused text[], accepted text[]) on commit drop;

insert into rule values
  ('platform_apps_slug_format', 'app',
    array[$$slug = 'Has.Capitals'$$, $$slug = 'has space'$$, $$slug = 'a..b'$$, $$slug = '-a'$$, $$slug = 'a.'$$, $$slug = ''$$,
      $$slug = repeat('a', 81)$$],
    array[$$slug = 'kfc.legacy-emp-import.v2'$$, $$slug = 'a_b'$$, $$slug = repeat('a', 80)$$]),
  ('platform_apps_name_length', 'app',
    array[$$name = ''$$, $$name = '  '$$, $$name = repeat('x', 81)$$], array[$$name = 'x'$$, $$name = repeat('x', 80)$$]),
  ('platform_apps_type', 'app',
    array[$$type = 'script'$$, $$type = ''$$], array[$$type = 'collection_bundle'$$, $$type = 'n8n_workflow'$$]),
  ('platform_apps_visibility', 'app',
    array[$$visibility = 'private'$$], array[$$visibility = 'public'$$, $$visibility = 'tenant_specific', allowed_tenant_ids = '{[tenant a]}'$$]),
  ('platform_apps_allowed_tenants', 'app',
    array[$$visibility = 'tenant_specific'$$, $$visibility = 'tenant_specific', allowed_tenant_ids = '{}'$$,
      $$visibility = 'tenant_specific', allowed_tenant_ids = '{[tenant a], null}'$$, $$allowed_tenant_ids = '{[tenant a]}'$$,
      $$allowed_tenant_ids = '{}'$$],
    array[$$visibility = 'tenant_specific', allowed_tenant_ids = '{[tenant a], [tenant b]}'$$]),
  ('platform_apps_config_schema', 'app',
    array[$$config_schema = '[]'$$, $$config_schema = '"text"'$$, $$config_schema = 'null'$$], array[$$config_schema = '{"fields": []}'$$]),
  ('platform_apps_workflow_json', 'app',
    array[$$n8n_workflow_json = '[]'$$, $$n8n_workflow_json = 'null'$$],
    array[$$n8n_workflow_json = '{"nodes": []}'$$, $$n8n_workflow_json = null$$]),
  ('platform_apps_version', 'app',
    array[$$version = '1'$$, $$version = '1.0'$$, $$version = 'v1.0.0'$$, $$version = '01.0.0'$$, $$version = '1.0.0+build'$$,
      $$version = '1.0.0-'$$, $$version = '1.0.0-01'$$, $$version = '1.0.0 '$$],
    array[$$version = '10.20.30'$$, $$version = '0.0.1'$$, $$version = '1.0.0-rc.1'$$, $$version = '1.0.0-alpha-2.0'$$]),
  ('platform_apps_texts', 'app',
    array[$$description = repeat('x', 2001)$$, $$publisher = repeat('x', 121)$$, $$reads = repeat('x', 401)$$,
      $$writes = repeat('x', 401)$$, $$requirements = repeat('x', 401)$$, $$icon = repeat('x', 61)$$],
    array[$$description = repeat('x', 2000), publisher = repeat('x', 120), reads = repeat('x', 400), writes = repeat('x', 400),
      requirements = repeat('x', 400), icon = repeat('x', 60)$$]),
  ('platform_apps_slug_key', 'app', array[$$slug = 'automata-tests.public'$$], array[$$slug = 'automata-tests.public-2'$$]),
  ('platform_apps_published_by_fkey', 'app',
    array[$$published_by = gen_random_uuid()$$], array[$$published_by = '[super admin]'$$]);

insert into rule values
  ('tenant_installed_apps_state', 'install',
    array[$$state = 'broken', enabled = false$$],
    array[$$state = 'installing', enabled = false$$, $$state = 'paused', enabled = false$$,
      $$state = 'needs_attention', enabled = false$$, $$state = 'uninstalling', enabled = false$$, $$state = 'active'$$]),
  ('tenant_installed_apps_enabled_while_active', 'install',
    array[$$enabled = false$$, $$state = 'paused'$$], array[$$enabled = false, state = 'paused'$$]),
  ('tenant_installed_apps_uninstalled', 'install',
    array[$$state = 'uninstalled', enabled = false, n8n_workflow_id = null$$, $$uninstalled_at = now()$$,
      $$state = 'uninstalled', enabled = false, uninstalled_at = now()$$],
    array[$$state = 'uninstalled', enabled = false, uninstalled_at = now(), n8n_workflow_id = null$$]),
  ('tenant_installed_apps_state_reason', 'install',
    array[$$state_reason = repeat('x', 501)$$], array[$$state_reason = repeat('x', 500)$$]),
  ('tenant_installed_apps_generation', 'install', array[$$generation = 0$$], array[$$generation = 1$$]),
  ('tenant_installed_apps_lease', 'install',
    array[$$lease_id = gen_random_uuid()$$, $$leased_until = now()$$], array[$$lease_id = gen_random_uuid(), leased_until = now()$$]),
  ('tenant_installed_apps_setup_step', 'install',
    array[$$setup_step = 'begun'$$, $$setup_step = 'finished', state = 'installing', enabled = false$$],
    array[$$setup_step = 'live', state = 'installing', enabled = false$$, $$setup_step = null$$]),
  ('tenant_installed_apps_config', 'install', array[$$config = '[]'$$, $$config = '"a"'$$], array[$$config = '{"store": "SG"}'$$]),
  ('tenant_installed_apps_access_policy', 'install',
    array[
      -- '"admin"' ? 'admin' is true in PostgreSQL: a text in place of the list would open the logs.
      $$access_policy = '{"view_logs": "admin"}'$$,
      $$access_policy = '{"view_logs": {"admin": true}}'$$, $$access_policy = '{"view_logs": null}'$$,
      $$access_policy = '{"view_logs": [], "view_definition": "admin"}'$$, $$access_policy = '{"run": ["admin"]}'$$,
      $$access_policy = '{"view_logs": [], "run": []}'$$, $$access_policy = '{"view_logs": [1]}'$$,
      $$access_policy = '{"view_logs": [["admin"]]}'$$, $$access_policy = '{"view_logs": [null]}'$$,
      $$access_policy = '{"view_logs": [""]}'$$, $$access_policy = '[]'$$, $$access_policy = '"view_logs"'$$,
      $$access_policy = 'null'$$,
      $$access_policy = jsonb_build_object('view_logs', (select jsonb_agg('r' || n) from generate_series(1, 21) n))$$,
      $$access_policy = jsonb_build_object('view_logs', jsonb_build_array(repeat('x', 101)))$$],
    array[
      $$access_policy = '{}'$$, $$access_policy = '{"view_logs": ["admin"]}'$$,
      $$access_policy = '{"view_logs": [], "view_definition": ["a", "b"]}'$$,
      $$access_policy = jsonb_build_object('view_logs', (select jsonb_agg('r' || n) from generate_series(1, 20) n))$$,
      $$access_policy = jsonb_build_object('view_logs', jsonb_build_array(repeat('x', 100)))$$]),
  ('tenant_installed_apps_tenant_id_app_id_key', 'install', array[$$app_id = '[for b]'$$], array[$$app_id = '[draft]'$$]),
  ('tenant_installed_apps_app_id_fkey', 'install', array[$$app_id = gen_random_uuid()$$], array[$$app_id = '[draft]'$$]),
  ('tenant_installed_apps_installed_by_user_id_fkey', 'install',
    array[$$installed_by_user_id = gen_random_uuid()$$], array[$$installed_by_user_id = '[other admin]'$$]),
  ('tenant_installed_apps_tenant_id_fkey', null,
    array[$$insert into public.tenant_installed_apps (tenant_id, app_id) values (gen_random_uuid(), '[draft]')$$],
    array[$$insert into public.tenant_installed_apps (tenant_id, app_id) values ('[tenant a]', '[draft]')$$]),
  ('tenant_app_credentials_key_format', 'credential',
    array[$$credential_key = 'Sftp'$$, $$credential_key = '1st'$$, $$credential_key = ''$$, $$credential_key = 'api-key'$$,
      $$credential_key = repeat('a', 64)$$],
    array[$$credential_key = 'api_secret'$$, $$credential_key = repeat('a', 63)$$]),
  ('tenant_app_credentials_tenant_installed_app_id_credential_k_key', 'credential',
    array[$$tenant_installed_app_id = '[a withdrawn]'$$],
    array[$$tenant_installed_app_id = '[a withdrawn]', credential_key = 'api_secret'$$]),
  ('tenant_app_credentials_tenant_installed_app_id_fkey', 'credential',
    array[$$tenant_installed_app_id = gen_random_uuid()$$], array[$$tenant_installed_app_id = '[a import]'$$]);

insert into rule values
  ('integration_job_runs_status', 'live',
    array[$$status = 'done', completed_at = now(), phase = null$$, $$status = '', completed_at = now(), phase = null$$],
    array[$$status = 'success', completed_at = now(), phase = null$$, $$status = 'failed', completed_at = now(), phase = null$$,
      $$status = 'aborted', completed_at = now(), phase = null$$]),
  ('integration_job_runs_trigger', 'live', array[$$trigger = 'webhook'$$], array[$$trigger = 'manual'$$, $$trigger = 'schedule'$$]),
  ('integration_job_runs_phase', 'live',
    array[$$phase = null$$, $$phase = 'waiting'$$, $$status = 'failed', completed_at = now()$$],
    array[$$phase = 'unknown'$$, $$phase = 'running'$$, $$phase = 'cancelling'$$, $$phase = 'starting'$$]),
  ('integration_job_runs_completed', 'live',
    array[$$completed_at = now()$$, $$status = 'failed', phase = null$$], array[$$status = 'failed', completed_at = now(), phase = null$$]),
  ('integration_job_runs_deadline', 'live',
    array[$$deadline_at = null$$], array[$$deadline_at = null, status = 'failed', completed_at = now(), phase = null$$]),
  ('integration_job_runs_retry_has_parent', 'live',
    array[$$trigger = 'retry'$$, $$parent_run_id = '[run of a import]'$$],
    array[$$trigger = 'retry', parent_run_id = '[run of a import]'$$]),
  ('integration_job_runs_not_own_parent', 'live',
    array[$$trigger = 'retry', parent_run_id = id$$], array[$$trigger = 'retry', parent_run_id = '[run of a import]'$$]),
  ('integration_job_runs_summary', 'live', array[$$summary = '[]'$$, $$summary = 'null'$$], array[$$summary = '{}'$$, $$summary = null$$]),
  ('integration_job_runs_counters', 'live',
    array[$$summary = '{"total_rows": 3, "success_count": 1, "error_count": 1}'$$,
      $$summary = '{"total_rows": 3, "success_count": 1, "error_count": 1, "skipped_count": 2}'$$,
      $$summary = '{"total_rows": -1}'$$, $$summary = '{"success_count": -1}'$$, $$summary = '{"error_count": -1}'$$,
      $$summary = '{"skipped_count": -1}'$$],
    array[$$summary = '{"total_rows": 3, "success_count": 1, "error_count": 1, "skipped_count": 1}'$$,
      $$summary = '{"total_rows": 2, "success_count": 1, "error_count": 1}'$$, $$summary = '{"total_rows": 3}'$$,
      $$summary = '{"total_rows": 0, "success_count": 0, "error_count": 0, "skipped_count": 0}'$$]),
  ('integration_job_runs_status_matches_counters', 'live',
    array[
      $$status = 'success', completed_at = now(), phase = null, summary = '{"total_rows": 2, "success_count": 1, "error_count": 1}'$$,
      $$status = 'success', completed_at = now(), phase = null, summary = '{"total_rows": 2, "success_count": 0, "error_count": 2}'$$,
      $$status = 'partial', completed_at = now(), phase = null, summary = '{"total_rows": 2, "success_count": 0, "error_count": 2}'$$,
      $$status = 'partial', completed_at = now(), phase = null, summary = '{"total_rows": 2, "success_count": 2, "error_count": 0}'$$,
      $$status = 'partial', completed_at = now(), phase = null$$],
    array[
      $$status = 'success', completed_at = now(), phase = null, summary = '{"total_rows": 2, "success_count": 2, "error_count": 0}'$$,
      $$status = 'success', completed_at = now(), phase = null, summary = '{"total_rows": 0, "success_count": 0, "error_count": 0}'$$,
      $$status = 'partial', completed_at = now(), phase = null, summary = '{"total_rows": 2, "success_count": 1, "error_count": 1}'$$,
      $$status = 'failed', completed_at = now(), phase = null, summary = '{"total_rows": 2, "success_count": 0, "error_count": 2}'$$,
      $$status = 'failed', completed_at = now(), phase = null, summary = '{"total_rows": 0, "success_count": 0, "error_count": 0}'$$]),
  ('integration_job_runs_progress', 'live',
    array[$$processed_rows = -1$$, $$expected_rows = -1$$, $$batches_expected = -1$$],
    array[$$processed_rows = 0, expected_rows = 0, batches_expected = 0$$]),
  ('integration_job_runs_outcome_reason', 'live',
    array[$$outcome_reason = repeat('x', 501)$$], array[$$outcome_reason = repeat('x', 500)$$]),
  ('integration_job_runs_triggered_by_fkey', 'live',
    array[$$triggered_by = gen_random_uuid()$$], array[$$triggered_by = '[admin]'$$]),
  ('integration_job_runs_parent_of_install', 'live',
    -- Of another tenant; of another install of the same tenant.
    array[$$trigger = 'retry', parent_run_id = '[run of b import]'$$, $$trigger = 'retry', parent_run_id = '[run of a withdrawn]'$$],
    array[$$trigger = 'retry', parent_run_id = '[run of a import]'$$]),
  ('integration_job_runs_terminal', 'settled',
    array[$$status = 'failed'$$, $$status = 'success'$$, $$status = 'aborted'$$,
      $$status = 'running', completed_at = null, phase = 'running', deadline_at = now()$$],
    array[$$outcome_reason = 'Changed'$$, $$status = 'partial'$$]),
  ('integration_job_runs_install_of_tenant', null,
    array[$$insert into public.integration_job_runs (tenant_installed_app_id, tenant_id, triggered_at, status)
      values ('[a withdrawn]', '[tenant b]', now(), 'running')$$, $$update public.integration_job_runs set tenant_id = '[tenant b]' where id = '[live]'$$],
    array[$$insert into public.integration_job_runs (tenant_installed_app_id, tenant_id, triggered_at, status)
      values ('[a withdrawn]', '[tenant a]', now(), 'running')$$]),
  ('integration_job_runs_tenant_installed_app_id_fkey', null,
    array[$$insert into public.integration_job_runs (tenant_installed_app_id, tenant_id, triggered_at, status)
      values (gen_random_uuid(), '[tenant a]', now(), 'running')$$],
    array[$$insert into public.integration_job_runs (tenant_installed_app_id, tenant_id, triggered_at, status)
      values ('[a withdrawn]', '[tenant a]', now(), 'running')$$]),
  ('integration_job_runs_one_active', null,
    array[$$insert into public.integration_job_runs (tenant_installed_app_id, triggered_at, status) values ('[a import]', now(), 'running')$$],
    array[$$insert into public.integration_job_runs (tenant_installed_app_id, triggered_at, status) values ('[a withdrawn]', now(), 'running')$$,
      $$insert into public.integration_job_runs (tenant_installed_app_id, triggered_at, completed_at, status)
        values ('[a import]', now(), now(), 'aborted')$$]);

insert into rule values
  ('integration_job_errors_texts', 'error',
    array[$$row_key = repeat('x', 201)$$, $$field = repeat('x', 201)$$, $$expected = repeat('x', 1001)$$,
      $$received = repeat('x', 1001)$$, $$error_code = repeat('x', 101)$$, $$error_message = repeat('x', 2001)$$,
      $$resolution_note = repeat('x', 2001)$$],
    array[$$row_key = repeat('x', 200), field = repeat('x', 200), expected = repeat('x', 1000), received = repeat('x', 1000),
      error_code = repeat('x', 100), error_message = repeat('x', 2000), resolution_note = repeat('x', 2000)$$]),
  ('integration_job_errors_row_number', 'error', array[$$row_number = -1$$], array[$$row_number = 0$$, $$row_number = null$$]),
  ('integration_job_errors_resolution', 'error',
    array[$$resolved_by = '[admin]'$$, $$resolved_by_run_id = '[live]'$$, $$resolved_by_label = 'Somebody'$$],
    array[$$resolved_by = '[admin]', resolved_at = now()$$, $$resolved_by_run_id = '[live]', resolved_at = now()$$,
      $$resolved_at = now()$$]),
  ('integration_job_errors_one_resolver', 'error',
    array[$$resolved_by = '[admin]', resolved_by_run_id = '[live]', resolved_at = now()$$],
    array[$$resolved_by_run_id = '[live]', resolved_at = now()$$]),
  ('integration_job_errors_resolving_run_of_install', 'error',
    array[$$resolved_by_run_id = '[run of b import]', resolved_at = now()$$,
      $$resolved_by_run_id = '[run of a withdrawn]', resolved_at = now()$$],
    array[$$resolved_by_run_id = '[live]', resolved_at = now()$$]),
  ('integration_job_errors_retrying_run_of_install', 'error',
    array[$$retried_by_run_id = '[run of b import]'$$, $$retried_by_run_id = '[run of a withdrawn]'$$],
    array[$$retried_by_run_id = '[live]'$$]),
  ('integration_job_errors_resolved_by_fkey', 'error',
    array[$$resolved_by = gen_random_uuid(), resolved_at = now()$$], array[$$resolved_by = '[admin]', resolved_at = now()$$]),
  ('integration_job_errors_run_of_install', null,
    array[$$insert into public.integration_job_errors (run_id, tenant_id, tenant_installed_app_id) values ('[live]', '[tenant b]', '[a import]')$$,
      $$insert into public.integration_job_errors (run_id, tenant_id, tenant_installed_app_id) values ('[live]', '[tenant a]', '[a withdrawn]')$$,
      $$insert into public.integration_job_errors (run_id, tenant_id, tenant_installed_app_id) values ('[live]', '[tenant b]', '[b import]')$$],
    array[$$insert into public.integration_job_errors (run_id, tenant_id, tenant_installed_app_id) values ('[live]', '[tenant a]', '[a import]')$$]),
  ('integration_job_errors_run_id_fkey', null,
    array[$$insert into public.integration_job_errors (run_id, tenant_id, tenant_installed_app_id)
      values (gen_random_uuid(), '[tenant a]', '[a import]')$$],
    array[$$insert into public.integration_job_errors (run_id) values ('[live]')$$]),
  ('integration_job_error_events_action', 'event',
    array[$$action = 'deleted'$$],
    array[$$action = 'resolved'$$, $$action = 'reopened'$$, $$action = 'noted'$$, $$action = 'retried'$$]),
  ('integration_job_error_events_note', 'event', array[$$note = repeat('x', 2001)$$], array[$$note = repeat('x', 2000)$$]),
  ('integration_job_error_events_actor_fkey', 'event', array[$$actor = gen_random_uuid()$$], array[$$actor = '[admin]'$$]),
  ('integration_job_error_events_error_of_install', 'event',
    array[$$tenant_id = '[tenant b]'$$, $$tenant_installed_app_id = '[a withdrawn]'$$, $$error_id = '[error of b import]'$$],
    array[$$tenant_id = '[tenant a]'$$]),
  ('integration_job_error_events_run_of_install', 'event',
    array[$$run_id = '[run of b import]'$$, $$run_id = '[run of a withdrawn]'$$], array[$$run_id = '[live]'$$]);

insert into rule values
  ('deployment_id_check', null,
    array[$$update private.deployment set id = 'production'$$, $$update private.deployment set id = 'ABCDEF012345'$$],
    array[$$update private.deployment set id = 'abcdef012345'$$]),
  ('deployment_singleton_key', null,
    array[$$insert into private.deployment default values$$], array[$$update private.deployment set created_at = now()$$]),
  ('deployment_singleton_check', null,
    array[$$insert into private.deployment (singleton) values (false)$$], array[$$update private.deployment set singleton = true$$]),
  ('job_run_batches_batch_no_check', null,
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) values ('[live]', -1, 0)$$],
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) values ('[live]', 0, 0)$$]),
  ('job_run_batches_errors_check', null,
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) values ('[live]', 0, -1)$$],
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) values ('[live]', 0, 1)$$]),
  ('job_run_batches_run_id_fkey', null,
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) values (gen_random_uuid(), 0, 0)$$],
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) values ('[live]', 0, 0)$$]),
  ('job_run_batches_pkey', null,
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) select '[live]', 0, 0 from generate_series(1, 2)$$],
    array[$$insert into private.job_run_batches (run_id, batch_no, errors) values ('[live]', 1, 0)$$]),
  ('job_run_retries_run_id_fkey', null,
    array[$$insert into private.job_run_retries (run_id, error_id) values (gen_random_uuid(), '[error of a import]')$$],
    array[$$insert into private.job_run_retries (run_id, error_id) values ('[live]', '[error of a import]')$$]),
  ('job_run_retries_error_id_fkey', null,
    array[$$insert into private.job_run_retries (run_id, error_id) values ('[live]', gen_random_uuid())$$],
    array[$$insert into private.job_run_retries (run_id, error_id) values ('[live]', '[error of a import]')$$]),
  ('engine_orphans_kind_check', null,
    array[$$insert into private.engine_orphans (kind, engine_id) values ('execution', 'x')$$],
    array[$$insert into private.engine_orphans (kind, engine_id) values ('workflow', 'x')$$,
      $$insert into private.engine_orphans (kind, engine_id) values ('credential', 'x')$$]);

create function pg_temp.command(p_target text, p_text text) returns text
language plpgsql stable
as $$
declare
  fixture record;
begin
  for fixture in select l.id, l.label from tests.labels l loop
    p_text := replace(p_text, '[' || fixture.label || ']', fixture.id::text);
  end loop;
  return case p_target
    when 'app' then format('update public.platform_apps set %s where id = %L', p_text, tests.id('draft'))
    when 'install' then format('update public.tenant_installed_apps set %s where id = %L', p_text, tests.id('b import'))
    when 'credential' then format('update public.tenant_app_credentials set %s where id = %L', p_text, tests.id('credential of a import'))
    when 'live' then format('update public.integration_job_runs set %s where id = %L', p_text, tests.id('live'))
    when 'settled' then format('update public.integration_job_runs set %s where id = %L', p_text, tests.id('run of a import'))
    when 'error' then format('update public.integration_job_errors set %s where id = %L', p_text, tests.id('error of a import'))
    when 'event' then format('update public.integration_job_error_events set %s where error_id = %L', p_text, tests.id('error of a import'))
    else p_text
  end;
end;
$$;

select is(
  regexp_replace(tests.attempt('owner', pg_temp.command(r.target, c)), '^\d+: ', ''), r.name, format('%s refuses %s', r.name, c)
)
from rule r, unnest(r.refused) c;
select is(
  tests.attempt('owner', pg_temp.command(r.target, c)), '1 row', format('%s accepts %s', r.name, c)
)
from rule r, unnest(r.accepted) c;

-- A constraint without an example above is one that could be dropped unseen.
select is_empty(
  $$select con.conrelid::regclass, con.conname
    from pg_constraint con
    where con.contype in ('c', 'f', 'u', 'x')
      and (con.connamespace = 'private'::regnamespace
        or con.conrelid in (select format('public.%I', t.name)::regclass from tests.our_tables() t (name)))
      and con.conname not in (select name from rule)
      -- Targets of composite foreign keys: the primary key refuses whatever they would.
      and con.conname !~ '_id_tenant(_install)?$'$$,
  'every constraint has examples above'
);
select is_empty(
  $$select i.indexrelid::regclass
    from pg_index i
    where i.indisunique and i.indrelid in (select format('public.%I', t.name)::regclass from tests.our_tables() t (name))
      and not exists (select 1 from pg_constraint con where con.conindid = i.indexrelid)
      and i.indexrelid::regclass::text not in (select name from rule)$$,
  'so has every unique index'
);
select is_empty(
  $$select con.conname from pg_constraint con
    where (con.connamespace = 'private'::regnamespace
        or con.conrelid in (select format('public.%I', t.name)::regclass from tests.our_tables() t (name)))
      and not con.convalidated$$,
  'every constraint holds for older rows too'
);

select * from finish();
rollback;
