-- What the database fills in, keeps and takes along: rows written with the first columns only, people who leave, parents
-- that are deleted.
begin;
create extension if not exists pgtap with schema extensions;
select plan(44);
do $$ begin perform tests.arrange(); end $$;

-- Rows written with the first columns only, as the server -----------------------------------------------------------------

set local role service_role;
insert into public.platform_apps (
  id, slug, name, description, icon, type, visibility, allowed_tenant_ids, config_schema, n8n_workflow_json,
  n8n_template_workflow_id, version, published_at, published_by, created_at, updated_at
) values (
  '00000000-0000-4000-8000-00000000f001', 'automata-tests.first', 'First', null, null, 'n8n_workflow', 'public', null, '{}', null,
  null, '1.0.0', now(), null, now(), now() - interval '1 day'
);
insert into public.tenant_installed_apps (
  id, tenant_id, app_id, installed_at, installed_by_user_id, config, n8n_workflow_id, access_policy, enabled
)
select '00000000-0000-4000-8000-00000000f002', t.id, '00000000-0000-4000-8000-00000000f001', now(), null, '{}', 'w', '{}', true
from public.tenants t where t.slug = 'automata-tests-a';
insert into public.tenant_app_credentials (id, tenant_installed_app_id, credential_key, n8n_credential_id, last_updated_at)
values ('00000000-0000-4000-8000-00000000f003', '00000000-0000-4000-8000-00000000f002', 'sftp', 'c', now());
insert into public.integration_job_runs (
  id, tenant_installed_app_id, n8n_execution_id, triggered_at, completed_at, status, summary, created_at
) values (
  '00000000-0000-4000-8000-00000000f004', '00000000-0000-4000-8000-00000000f002', 'e', now() - interval '1 minute', null, 'running',
  null, now()
), (
  '00000000-0000-4000-8000-00000000f005', '00000000-0000-4000-8000-00000000f002', 'e', now() - interval '2 minutes', now(), 'partial',
  '{"total_rows": 10, "success_count": 6, "error_count": 3, "skipped_count": 1}', now()
);
insert into public.integration_job_errors (
  id, run_id, row_number, source_data, error_code, error_message, resolved_at, resolved_by, resolution_note, created_at
) values (
  '00000000-0000-4000-8000-00000000f006', '00000000-0000-4000-8000-00000000f005', 3, '{"a": 1}', 'code', 'message', null, null, null, now()
);
reset role;

select is(
  (select row(a.type, a.visibility, a.version, a.config_schema, a.published_by_label)::text
    from public.platform_apps a where a.slug = 'automata-tests.first'),
  '(n8n_workflow,public,1.0.0,{},)', 'an app with the first columns only'
);
select is(
  (select row(i.state, i.enabled, i.generation, i.uninstalled_at, i.lease_id)::text
    from public.tenant_installed_apps i where i.id = '00000000-0000-4000-8000-00000000f002'),
  '(active,t,1,,)', 'an install with the first columns only is active, in its first generation'
);
select is(
  (select count(*) from public.tenant_app_credentials c where c.id = '00000000-0000-4000-8000-00000000f003'), 1::bigint,
  'a credential with the first columns only'
);
select is(
  (select row(r.tenant_id, r.phase, r.trigger, r.deadline_at = r.triggered_at + interval '1 hour')::text
    from public.integration_job_runs r where r.id = '00000000-0000-4000-8000-00000000f004'),
  format('(%s,starting,manual,t)', tests.id('tenant a')),
  'a running run gets the tenant of its install, a phase and a deadline one hour after its start'
);
select is(
  (select row(r.tenant_id, r.phase, r.deadline_at, r.total_rows, r.success_count, r.error_count, r.skipped_count)::text
    from public.integration_job_runs r where r.id = '00000000-0000-4000-8000-00000000f005'),
  format('(%s,,,10,6,3,1)', tests.id('tenant a')), 'a settled run gets its tenant, and its counters from the summary'
);
select is(
  (select row(e.tenant_id, e.tenant_installed_app_id)::text
    from public.integration_job_errors e where e.id = '00000000-0000-4000-8000-00000000f006'),
  format('(%s,00000000-0000-4000-8000-00000000f002)', tests.id('tenant a')), 'a row error gets tenant and install of its run'
);

-- What was said is not overwritten.
insert into public.integration_job_runs (id, tenant_installed_app_id, triggered_at, status, phase, deadline_at)
values (tests.label('live'), tests.id('b import'), now(), 'running', 'unknown', now() + interval '5 minutes');
select is(
  (select row(r.phase, r.deadline_at = now() + interval '5 minutes')::text
    from public.integration_job_runs r where r.id = tests.id('live')),
  '(unknown,t)', 'a phase and a deadline that are given stay'
);
select is(
  tests.attempt('service_role', $$insert into public.integration_job_runs (tenant_installed_app_id, triggered_at, status)
    values (gen_random_uuid(), now(), 'running')$$),
  '23502: null value in column "tenant_id" of relation "integration_job_runs" violates not-null constraint',
  'a run of no install has no tenant and is refused'
);
select is(
  tests.attempt('service_role', 'insert into public.integration_job_errors (run_id) values (gen_random_uuid())'),
  '23502: null value in column "tenant_id" of relation "integration_job_errors" violates not-null constraint',
  'a row error of no run is refused'
);
select is(
  tests.attempt('owner', format('update public.integration_job_runs set error_count = 0 where id = %L', tests.id('live'))),
  '428C9: column "error_count" can only be updated to DEFAULT', 'counters cannot be written beside the summary'
);
update public.integration_job_runs set summary = '{"total_rows": 1, "success_count": 0, "error_count": 1}' where id = tests.id('live');
select is(
  (select row(r.total_rows, r.success_count, r.error_count, r.skipped_count)::text
    from public.integration_job_runs r where r.id = tests.id('live')),
  '(1,0,1,)', 'counters follow the summary'
);

update public.platform_apps set name = 'First, renamed' where slug = 'automata-tests.first';
select is(
  (select a.updated_at from public.platform_apps a where a.slug = 'automata-tests.first'), now(),
  'updated_at is kept by the database'
);

-- A settled run is history ---------------------------------------------------------------------------------------------

select is(
  tests.attempt('service_role', format(
    $$update public.integration_job_runs set status = %L, completed_at = now() where id = %L$$, s.status, tests.id('run of a import'))),
  '23514: integration_job_runs_terminal', format('the server cannot turn a settled run into %s', s.status)
)
from (values ('success'), ('failed'), ('aborted')) s (status);
select is(
  tests.attempt('service_role', format(
    $$update public.integration_job_runs set status = %L, completed_at = now(), phase = null where id = %L$$, s.status, tests.id('live'))),
  '1 row', format('a running one it can settle as %s', s.status)
)
from (values ('failed'), ('aborted')) s (status);

-- People who leave -----------------------------------------------------------------------------------------------------

do $$ begin perform tests.person('leaver'), tests.person('unnamed'); end $$;
update public.profiles set full_name = '  ' where id = tests.id('unnamed');

update public.platform_apps set published_by = tests.id('leaver') where id = tests.id('public');
update public.tenant_installed_apps set installed_by_user_id = tests.id('leaver') where id = tests.id('a import');
insert into public.integration_job_runs (id, tenant_installed_app_id, triggered_at, completed_at, status, triggered_by) values
  (tests.label('by leaver'), tests.id('a import'), now(), now(), 'aborted', tests.id('leaver')),
  (tests.label('by unnamed'), tests.id('a import'), now(), now(), 'aborted', tests.id('unnamed')),
  (tests.label('by nobody'), tests.id('a import'), now(), now(), 'aborted', null);
update public.integration_job_errors set resolved_at = now(), resolved_by = tests.id('leaver') where id = tests.id('error of a import');
insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, actor)
values (tests.id('error of a import'), tests.id('tenant a'), tests.id('a import'), 'resolved', tests.id('leaver'));

create temporary view mention as
select 'published_by' as what, a.published_by as person, a.published_by_label as label
from public.platform_apps a where a.id = tests.id('public')
union all
select 'installed_by_user_id', i.installed_by_user_id, i.installed_by_label
from public.tenant_installed_apps i where i.id = tests.id('a import')
union all
select 'triggered_by', r.triggered_by, r.triggered_by_label from public.integration_job_runs r where r.id = tests.id('by leaver')
union all
select 'resolved_by', e.resolved_by, e.resolved_by_label
from public.integration_job_errors e where e.id = tests.id('error of a import')
union all
select 'actor', v.actor, v.actor_label
from public.integration_job_error_events v where v.error_id = tests.id('error of a import') and v.action = 'resolved';

select is(row(m.person, m.label)::text, format('(%s,Leaver)', tests.id('leaver')), m.what || ' is written with the person''s name')
from mention m;
select is(
  (select r.triggered_by_label from public.integration_job_runs r where r.id = tests.id('by unnamed')),
  'unnamed@automata-tests.test', 'a person without a name is known by the e-mail address'
);
select is(
  (select r.triggered_by_label from public.integration_job_runs r where r.id = tests.id('by nobody')), null, 'nobody has no label'
);

select is(
  tests.attempt('owner', format('delete from auth.users where id = %L', tests.id('leaver'))), '1 row',
  'history does not keep a person from being deleted'
);
delete from auth.users where id in (tests.id('leaver'), tests.id('unnamed'));
select is(row(m.person, m.label)::text, '(,Leaver)', m.what || ' is emptied, the name stays') from mention m;
select is(
  (select e.resolved_at is not null from public.integration_job_errors e where e.id = tests.id('error of a import')), true,
  'what the person resolved stays resolved'
);
select is(
  (select count(*) from public.integration_job_runs r where r.id in (tests.id('by leaver'), tests.id('by unnamed'))), 2::bigint,
  'the person''s runs stay'
);

-- Renaming a person later does not rewrite history.
update public.tenant_installed_apps set installed_by_user_id = tests.id('admin') where id = tests.id('a import');
update public.profiles set full_name = 'Renamed' where id = tests.id('admin');
update public.tenant_installed_apps set config = '{"a": 1}' where id = tests.id('a import');
select is(
  (select i.installed_by_label from public.tenant_installed_apps i where i.id = tests.id('a import')), 'Admin', 'a label is a snapshot'
);

-- Parents that are deleted ---------------------------------------------------------------------------------------------

select is(
  regexp_replace(tests.attempt('owner', format('delete from public.platform_apps where id = %L', tests.id('public'))), '^\d+: ', ''),
  'tenant_installed_apps_app_id_fkey', 'an app that somebody has installed cannot be deleted'
);
select is(
  tests.attempt('owner', format('delete from public.platform_apps where id = %L', tests.id('draft'))), '1 row', 'another one can'
);

insert into public.integration_job_runs (id, tenant_installed_app_id, triggered_at, completed_at, status, trigger, parent_run_id)
values (tests.label('retry'), tests.id('b import'), now(), now(), 'aborted', 'retry', tests.id('run of b import'));
update public.integration_job_errors set resolved_at = now(), resolved_by_run_id = tests.id('retry'), retried_by_run_id = tests.id('retry')
where id = tests.id('error of b import');
update public.integration_job_error_events set run_id = tests.id('retry') where error_id = tests.id('error of b import');
insert into private.job_run_batches (run_id, batch_no, errors) values (tests.id('retry'), 0, 0);
insert into private.job_run_retries (run_id, error_id) values (tests.id('retry'), tests.id('error of b import'));
delete from public.integration_job_runs where id = tests.id('retry');
select is(
  (select row(e.resolved_by_run_id, e.retried_by_run_id, e.run_id, e.tenant_id, e.resolved_at is not null)::text
    from public.integration_job_errors e where e.id = tests.id('error of b import')),
  format('(,,%s,%s,t)', tests.id('run of b import'), tests.id('tenant b')),
  'a row error survives the retry that resolved it, with tenant and run'
);
select is(
  (select row(v.run_id, v.tenant_id)::text from public.integration_job_error_events v where v.error_id = tests.id('error of b import')),
  format('(,%s)', tests.id('tenant b')), 'so does its history'
);
select is(
  (select count(*) from private.job_run_batches b where b.run_id = tests.id('retry'))
    + (select count(*) from private.job_run_retries t where t.run_id = tests.id('retry')),
  0::bigint,
  'the bookkeeping of a run goes with it'
);

insert into public.integration_job_runs (id, tenant_installed_app_id, triggered_at, completed_at, status, trigger, parent_run_id)
values (tests.label('second retry'), tests.id('b import'), now(), now(), 'aborted', 'retry', tests.id('run of b import'));
delete from public.integration_job_runs where id = tests.id('run of b import');
select is(
  (select count(*) from public.integration_job_errors e where e.id = tests.id('error of b import'))
    + (select count(*) from public.integration_job_error_events v where v.error_id = tests.id('error of b import'))
    + (select count(*) from public.integration_job_runs r where r.id = tests.id('second retry')),
  0::bigint, 'row errors, their history and retries go with their run'
);

delete from public.tenant_installed_apps where id = tests.id('a withdrawn');
select is(
  (select count(*) from public.integration_job_runs r where r.id = tests.id('run of a withdrawn'))
    + (select count(*) from public.integration_job_errors e where e.id = tests.id('error of a withdrawn'))
    + (select count(*) from public.tenant_app_credentials c where c.id = tests.id('credential of a withdrawn')),
  0::bigint, 'everything of an install goes with it'
);

select is(
  tests.attempt('owner', format('delete from public.tenants where id = %L', tests.id('tenant a'))), '1 row', 'a tenant can be erased'
);
delete from public.tenants where id = tests.id('tenant a');
select is(
  (select count(*) from public.tenant_installed_apps i where i.tenant_id = tests.id('tenant a'))
    + (select count(*) from public.integration_job_runs r where r.tenant_id = tests.id('tenant a'))
    + (select count(*) from public.integration_job_errors e where e.tenant_id = tests.id('tenant a'))
    + (select count(*) from public.integration_job_error_events v where v.tenant_id = tests.id('tenant a')),
  0::bigint, 'and leaves nothing behind'
);
select isnt(
  (select count(*) from public.tenant_installed_apps i where i.tenant_id = tests.id('tenant b')), 0::bigint,
  'others keep what is theirs'
);

select is((select count(*) from private.deployment), 1::bigint, 'there is one deployment id');

select * from finish();
rollback;
