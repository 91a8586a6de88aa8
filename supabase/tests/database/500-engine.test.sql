-- What the server asks of the database while the engine works: starts, reports, settlements, retries, leases.
begin;
create extension if not exists pgtap with schema extensions;
select plan(89);
do $$ begin perform tests.arrange(); end $$;

-- An install of its own, and shorthands: all of it as service_role, which is what the server is. -------------------------

insert into public.platform_apps (id, slug, name, published_at) values (tests.label('engine app'), 'tests.engine', 'Engine', now());
insert into public.platform_apps (id, slug, name, published_at, visibility, allowed_tenant_ids)
values (tests.label('private app'), 'tests.private', 'Private', now(), 'tenant_specific', array[tests.id('tenant b')]);
insert into public.platform_apps (id, slug, name) values (tests.label('draft app'), 'tests.draft', 'Draft');
insert into public.tenant_installed_apps (id, tenant_id, app_id, access_policy)
values (tests.label('engine install'), tests.id('tenant a'), tests.id('engine app'), '{}');

create function pg_temp.start(p_parent uuid default null, p_errors uuid[] default null) returns jsonb
language sql volatile as $$
  select public.automata_start_run(
    tests.id('tenant a'), tests.id('engine install'), tests.id('admin'), 600, p_parent, p_errors)
$$;
create function pg_temp.run() returns uuid language sql volatile as $$
  select (pg_temp.start() ->> 'run_id')::uuid
$$;
-- A row error as the engine reports it.
create function pg_temp.fault(p_row integer, p_key text default null, p_code text default 'missing_field') returns jsonb
language sql immutable as $$
  select jsonb_build_object('row_number', p_row, 'row_key', coalesce(p_key, 'K' || p_row), 'code', p_code,
    'message', 'The e-mail address is missing.', 'field', 'email', 'source_data', jsonb_build_object('row', p_row))
$$;
create function pg_temp.result(p_ok integer, p_bad integer, p_batches integer default 0, p_more jsonb default '{}') returns jsonb
language sql immutable as $$
  select jsonb_build_object('total_rows', p_ok + p_bad, 'success_count', p_ok, 'error_count', p_bad, 'skipped_count', 0,
    'batches', p_batches) || p_more
$$;
create function pg_temp.status(p_run uuid) returns text language sql stable as $$
  select r.status || coalesce(' ' || r.phase, '') from public.integration_job_runs r where r.id = p_run
$$;
create function pg_temp.reason(p_run uuid) returns text language sql stable as $$
  select r.outcome_reason from public.integration_job_runs r where r.id = p_run
$$;
create function pg_temp.open_keys(p_run uuid) returns text language sql stable as $$
  select string_agg(e.row_key, ',' order by e.row_key) from public.integration_job_errors e
  where e.run_id = p_run and e.resolved_at is null and e.retried_by_run_id is null
$$;

-- Only the server may call any of it --------------------------------------------------------------------------------------

select is(
  (select string_agg(p.proname || ' ' || r.rolname, ', ' order by p.proname)
   from pg_proc p cross join pg_roles r
   where p.pronamespace = 'public'::regnamespace and p.proname like 'automata\_%' and r.rolname in ('anon', 'authenticated')
     and has_function_privilege(r.oid, p.oid, 'execute')),
  null, 'no API role of a person may execute a function of the engine');
select cmp_ok(
  (select count(*)::integer from pg_proc p
   where p.pronamespace = 'public'::regnamespace and p.proname like 'automata\_%'
     and has_function_privilege('service_role', p.oid, 'execute')),
  '>=', 15, 'the server may execute them');
select matches(tests.query('service_role', 'select public.automata_deployment()'), '^[0-9a-f]{12}$', 'a deployment has an id');

-- Installing --------------------------------------------------------------------------------------------------------------

create temporary table begun on commit drop as
select public.automata_begin_install(tests.id('tenant b'), tests.id('engine app'), tests.id('other admin'), '{"a": 1}', '{}',
  tests.id('lease 1'), 60) as answer;
select is(answer ->> 'outcome', 'begun', 'an install begins') from begun;
select is((select i.state || ' ' || i.enabled || ' ' || i.app_version || ' ' || i.installed_by_label
  from public.tenant_installed_apps i where i.id = (answer ->> 'install_id')::uuid),
  'installing false 1.0.0 Other Admin', 'it is installing, disabled, and knows version and installer') from begun;
select is(public.automata_begin_install(tests.id('tenant b'), tests.id('engine app'), tests.id('other admin'), '{}', '{}',
  tests.id('lease 2'), 60) - 'install_id', '{"outcome": "exists", "state": "installing"}', 'a second one finds the first');
select is(public.automata_begin_install(tests.id('tenant a'), tests.id('private app'), tests.id('admin'), '{}', '{}',
  tests.id('lease 1'), 60) ->> 'outcome', 'unavailable', 'an app for another tenant is unavailable');
select is(public.automata_begin_install(tests.id('tenant b'), tests.id('private app'), tests.id('other admin'), '{}', '{}',
  tests.id('lease 1'), 60) ->> 'outcome', 'begun', 'and available to its own');
select is(public.automata_begin_install(tests.id('tenant a'), tests.id('draft app'), tests.id('admin'), '{}', '{}',
  tests.id('lease 1'), 60) ->> 'outcome', 'unavailable', 'a draft is unavailable');

update public.tenant_installed_apps i set state = 'uninstalled', uninstalled_at = now(), lease_id = null, leased_until = null
from begun where i.id = (answer ->> 'install_id')::uuid;
select is(public.automata_begin_install(tests.id('tenant b'), tests.id('engine app'), tests.id('other admin'), '{"b": 2}', '{}',
  tests.id('lease 3'), 60), jsonb_build_object('outcome', 'begun', 'install_id', answer ->> 'install_id', 'generation', 2),
  'installing again revives the same row under a new generation') from begun;
select is((select i.state || ' ' || i.config || ' ' || coalesce(i.uninstalled_at::text, 'not uninstalled')
  from public.tenant_installed_apps i where i.id = (answer ->> 'install_id')::uuid),
  'installing {"b": 2} not uninstalled', 'with fresh configuration') from begun;

-- Leases ------------------------------------------------------------------------------------------------------------------

select ok(public.automata_lease_install(tests.id('tenant a'), tests.id('engine install'), tests.id('lease 1'), 60), 'a lease is taken');
select ok(public.automata_lease_install(tests.id('tenant a'), tests.id('engine install'), tests.id('lease 1'), 60), 'and extended');
select ok(not public.automata_lease_install(tests.id('tenant a'), tests.id('engine install'), tests.id('lease 2'), 60), 'not by another');
select ok(not public.automata_lease_install(tests.id('tenant b'), tests.id('engine install'), tests.id('lease 1'), 60), 'not in another tenant');
do $$ begin perform public.automata_release_install(tests.id('tenant a'), tests.id('engine install'), tests.id('lease 2')); end $$;
select ok(not public.automata_lease_install(tests.id('tenant a'), tests.id('engine install'), tests.id('lease 2'), 60),
  'somebody else cannot give it back');
update public.tenant_installed_apps set leased_until = now() - interval '1 second' where id = tests.id('engine install');
select ok(public.automata_lease_install(tests.id('tenant a'), tests.id('engine install'), tests.id('lease 2'), 60), 'a dead one loses it by time');
do $$ begin perform public.automata_release_install(tests.id('tenant a'), tests.id('engine install'), tests.id('lease 2')); end $$;
select is((select i.lease_id from public.tenant_installed_apps i where i.id = tests.id('engine install')), null, 'its holder gives it back');

select is((select count(*)::integer from public.automata_claim_unsettled_installs(tests.id('lease 9'), 60, 10)
  where install_id = (select (answer ->> 'install_id')::uuid from begun)), 0, 'a leased install is nobody else''s to finish');
update public.tenant_installed_apps set leased_until = now() - interval '1 second' where state = 'installing';
select is((select count(*)::integer from public.automata_claim_unsettled_installs(tests.id('lease 9'), 60, 10)
  where install_id = (select (answer ->> 'install_id')::uuid from begun)), 1, 'one whose operation died is claimed');
select is((select count(*)::integer from public.automata_claim_unsettled_installs(tests.id('lease 8'), 60, 10)), 0, 'once');

-- Starting ----------------------------------------------------------------------------------------------------------------

create temporary table first_run on commit drop as select pg_temp.start() as answer, null::uuid as id;
update first_run set id = (answer ->> 'run_id')::uuid;
select is(answer ->> 'outcome', 'started', 'a run starts') from first_run;
select is(pg_temp.status(id), 'running starting', 'on record before the engine is called') from first_run;
select is(pg_temp.start(), jsonb_build_object('outcome', 'already_running', 'run_id', id), 'a second one finds the first') from first_run;
select is(public.automata_start_run(tests.id('tenant b'), tests.id('engine install'), tests.id('admin'), 60) ->> 'outcome',
  'unknown_install', 'another tenant''s install is unknown');
select is((select r.triggered_by_label from public.integration_job_runs r where r.id = first_run.id), 'Admin', 'by whom') from first_run;
update public.tenant_installed_apps set state = 'paused', enabled = false where id = tests.id('engine install');
select is(pg_temp.start(), '{"outcome": "not_active", "state": "paused"}', 'a paused install refuses');
update public.tenant_installed_apps set state = 'active', enabled = true where id = tests.id('engine install');

-- Reports -----------------------------------------------------------------------------------------------------------------

select is(public.automata_record_progress(tests.id('no such run'), '1', 1, 10), 'unknown_run', 'progress of an unknown run');
select is(public.automata_record_progress(id, '77', 10, 100), 'recorded', 'progress is recorded') from first_run;
select is(pg_temp.status(id), 'running running', 'and the run is running') from first_run;
select is((select r.n8n_execution_id from public.integration_job_runs r where r.id = first_run.id), '77', 'the first report binds the execution') from first_run;
select is(public.automata_record_progress(id, '78', 20, 100), 'other_execution', 'another execution is refused') from first_run;
select ok(not public.automata_bind_execution(id, '78'), 'and cannot be bound') from first_run;
select ok(public.automata_bind_execution(id, '77'), 'the same one can') from first_run;
do $$ begin perform public.automata_record_progress(id, '77', 5, null) from first_run; end $$;
select is((select r.processed_rows || '/' || r.expected_rows from public.integration_job_runs r where r.id = first_run.id), '10/100',
  'progress never goes back') from first_run;

select is(public.automata_record_errors(id, '77', 1, jsonb_build_array(pg_temp.fault(1), pg_temp.fault(1, null, 'malformed_field'), pg_temp.fault(2))),
  'recorded', 'a batch of row errors') from first_run;
select is(public.automata_record_errors(id, '77', 1, jsonb_build_array(pg_temp.fault(3))), 'duplicate', 'the same batch again') from first_run;
select is(public.automata_record_errors(id, '78', 2, jsonb_build_array(pg_temp.fault(3))), 'other_execution', 'a batch of another execution') from first_run;
select is(public.automata_record_errors(tests.id('no such run'), '77', 2, '[]'), 'unknown_run', 'a batch of an unknown run');
select is((select count(*)::integer from public.integration_job_errors e where e.run_id = first_run.id), 3, 'counted once') from first_run;
select is((select e.tenant_id || ' ' || e.error_code || ' ' || e.field || ' ' || e.source_data from public.integration_job_errors e
  where e.run_id = first_run.id and e.row_number = 2), tests.id('tenant a') || ' missing_field email {"row": 2}', 'with all it says') from first_run;

select is(public.automata_settle_run(id, '78', pg_temp.result(98, 2, 1)) ->> 'outcome', 'other_execution', 'another execution cannot settle') from first_run;
select is(public.automata_settle_run(id, '77', pg_temp.result(98, 2, 1)), '{"outcome": "settled", "status": "partial"}', 'the final report settles') from first_run;
select is((select concat_ws(' ', r.status, r.phase, r.total_rows, r.success_count, r.error_count, r.skipped_count, r.outcome_reason)
  from public.integration_job_runs r where r.id = first_run.id), 'partial 100 98 2 0', 'two faults of one row are one failing row') from first_run;
select is(public.automata_settle_run(id, '77', pg_temp.result(100, 0)), '{"outcome": "already_settled"}', 'once') from first_run;
select is(public.automata_record_progress(id, '77', 50, 100), 'already_settled', 'progress afterwards changes nothing') from first_run;
select is(public.automata_record_errors(id, '77', 2, jsonb_build_array(pg_temp.fault(3))), 'already_settled', 'a batch nobody announced neither') from first_run;
select ok(not public.automata_settle_without_report(id, 'aborted', 'x'), 'nor an abort') from first_run;

-- Status from numbers -----------------------------------------------------------------------------------------------------

create function pg_temp.outcome(p_report jsonb) returns text language plpgsql volatile as $$
declare
  run uuid := pg_temp.run();
begin
  perform public.automata_settle_run(run, '1', p_report);
  return concat_ws(': ', split_part(pg_temp.status(run), ' ', 1), pg_temp.reason(run));
end;
$$;
select is(pg_temp.outcome(pg_temp.result(5, 0)), 'success', 'all rows worked');
select is(pg_temp.outcome(pg_temp.result(0, 0)), 'success: There was nothing to do.', 'no rows at all');
select is(pg_temp.outcome(pg_temp.result(0, 0, 0, '{"outcome_reason": "The source did not answer."}')),
  'failed: The source did not answer.', 'gave up before any row');
select is(pg_temp.outcome(pg_temp.result(5, 0, 0, '{"outcome_reason": "The source broke off."}')),
  'partial: The source broke off.', 'gave up after some rows');
select is(pg_temp.outcome(pg_temp.result(0, 3)), 'failed: 3 failed rows were counted, but only 0 were described.', 'no row worked, none described');
select is(pg_temp.outcome(pg_temp.result(5, 0, 0, '{"total_rows": 9}')),
  'success: The numbers reported do not add up: 9 rows were announced, 5 are accounted for.', 'numbers that do not add up are said so');
select is(pg_temp.outcome(pg_temp.result(5, 1, 2)),
  'partial: The details of some failed rows have not arrived: 2 of 2 batches are missing.', 'batches that have not arrived');

-- A described failure is evidence, whatever the report counts.
create temporary table understated on commit drop as select pg_temp.run() as id;
do $$ begin perform public.automata_record_errors(id, '1', 1, jsonb_build_array(pg_temp.fault(1), pg_temp.fault(2))) from understated; end $$;
select is(public.automata_settle_run(id, '1', pg_temp.result(5, 0, 1)) ->> 'status', 'partial', 'a report cannot count failures away') from understated;
select is((select r.error_count from public.integration_job_runs r where r.id = understated.id), 2, 'they are counted') from understated;

-- A batch that was announced and overtaken is welcome until the deadline.
create temporary table overtaken on commit drop as select pg_temp.run() as id;
do $$ begin perform public.automata_settle_run(id, '1', pg_temp.result(5, 1, 1)) from overtaken; end $$;
select isnt(pg_temp.reason(id), null, 'it is missed') from overtaken;
select is(public.automata_record_errors(id, '1', 1, jsonb_build_array(pg_temp.fault(1))), 'recorded', 'it arrives late') from overtaken;
select is(pg_temp.reason(id), null, 'and is missed no longer') from overtaken;
create temporary table too_late on commit drop as select pg_temp.run() as id;
do $$ begin perform public.automata_settle_run(id, '1', pg_temp.result(5, 1, 1)) from too_late; end $$;
update public.integration_job_runs set deadline_at = now() - interval '1 second' where id in (select id from too_late);
select is(public.automata_record_errors(id, '1', 1, jsonb_build_array(pg_temp.fault(1))), 'already_settled', 'after the deadline it is not') from too_late;

-- Without a report --------------------------------------------------------------------------------------------------------

create temporary table silent on commit drop as select pg_temp.run() as id;
do $$ begin perform public.automata_record_errors(id, '1', 1, jsonb_build_array(pg_temp.fault(1))) from silent; end $$;
select throws_ok(format('select public.automata_settle_without_report(%L, ''success'', ''x'')', id), '23514', null, 'no success without a report') from silent;
select is((select count(*)::integer from public.automata_claim_silent_runs(30, 60, 10) where run_id = silent.id), 0, 'a run just heard of is left alone') from silent;
update public.integration_job_runs set last_heard_at = now() - interval '31 seconds', triggered_at = now() - interval '1 minute' where id in (select id from silent);
select is((select string_agg(n8n_execution_id || ' ' || overdue, ',') from public.automata_claim_silent_runs(30, 60, 10) where run_id = silent.id), '1 false', 'a silent one is claimed') from silent;
select is((select count(*)::integer from public.automata_claim_silent_runs(30, 60, 10)), 0, 'once');
update public.integration_job_runs set claimed_until = null, deadline_at = now() - interval '1 second' where id in (select id from silent);
select is((select overdue from public.automata_claim_silent_runs(30, 60, 10) where run_id = silent.id), true, 'past its deadline it is overdue') from silent;
select ok(public.automata_settle_without_report(id, 'aborted', 'The engine stopped.'), 'it is settled') from silent;
select is((select concat_ws(' ', r.status, coalesce(r.success_count::text, 'unknown'), r.error_count, r.outcome_reason) from public.integration_job_runs r where r.id = silent.id),
  'aborted unknown 1 The engine stopped.', 'claiming no more than what is known') from silent;

-- Retry -------------------------------------------------------------------------------------------------------------------

create temporary table parent on commit drop as select pg_temp.run() as id, null::jsonb as retry;
do $$ begin
  perform public.automata_record_errors(id, '1', 1, jsonb_build_array(
    pg_temp.fault(1, 'A'), pg_temp.fault(2, 'B'), pg_temp.fault(3, 'C'), pg_temp.fault(4, 'D'), pg_temp.fault(5, 'E'))) from parent;
  perform public.automata_settle_run(id, '1', pg_temp.result(5, 5, 1)) from parent;
  perform public.automata_resolve_errors(tests.id('tenant a'), id, tests.id('admin'), 'By hand.',
    array(select e.id from public.integration_job_errors e where e.run_id = parent.id and e.row_key = 'E')) from parent;
end $$;
update parent set retry = pg_temp.start(id);
select is(retry ->> 'outcome', 'started', 'a retry starts') from parent;
select is((select string_agg(row_key || row_number, ',' order by row_key) from public.automata_rows_to_retry((retry ->> 'run_id')::uuid)),
  'A1,B2,C3,D4', 'with the open rows only') from parent;
do $$ begin
  perform public.automata_record_errors((retry ->> 'run_id')::uuid, '2', 1, jsonb_build_array(pg_temp.fault(2, 'B'))) from parent;
  perform public.automata_settle_run((retry ->> 'run_id')::uuid, '2',
    pg_temp.result(1, 1, 1, '{"succeeded_keys": ["A", "E"], "gone_keys": ["C"]}')) from parent;
end $$;
select is(pg_temp.open_keys(id), 'C,D', 'what passed is resolved, what failed again superseded, the rest stays open') from parent;
select is((select string_agg(concat_ws(' ', e.row_key, h.action, h.actor_label, h.note), ', ' order by e.row_key)
  from public.integration_job_error_events h join public.integration_job_errors e on e.id = h.error_id where e.run_id = parent.id),
  'A resolved, B retried, C gone, E resolved Admin By hand.', 'the history says what happened to each') from parent;
select is((select e.resolved_by_run_id::text || coalesce(e.resolved_by::text, '') from public.integration_job_errors e where e.run_id = parent.id and e.row_key = 'A'),
  retry ->> 'run_id', 'a machine resolution names the run and no person') from parent;
select is(pg_temp.start(tests.id('no such run')) ->> 'outcome', 'unknown_run', 'an unknown run cannot be retried');
select is(pg_temp.start((retry ->> 'run_id')::uuid, '{}') ->> 'outcome', 'nothing_to_retry', 'nothing named is nothing to retry') from parent;
select is((select count(*)::integer from public.integration_job_runs r where r.tenant_installed_app_id = tests.id('engine install') and r.status = 'running'), 0,
  'and leaves no run behind');

-- Resolving ---------------------------------------------------------------------------------------------------------------

create temporary table desk on commit drop as select pg_temp.run() as id;
do $$ begin
  perform public.automata_record_errors(id, '1', 1, jsonb_build_array(
    pg_temp.fault(1), pg_temp.fault(2), pg_temp.fault(3, null, 'malformed_field'), pg_temp.fault(4, null, 'conflict'))) from desk;
  perform public.automata_settle_run(id, '1', pg_temp.result(5, 4, 1)) from desk;
end $$;
select is(public.automata_resolve_errors(tests.id('tenant b'), id, tests.id('other admin'), ''), 0, 'another tenant resolves nothing') from desk;
select is(public.automata_resolve_errors(tests.id('tenant a'), id, tests.id('admin'), 'Known.', null, 'missing_field'), 2, 'all of one cause') from desk;
select is(public.automata_resolve_errors(tests.id('tenant a'), id, tests.id('admin'), '', null, null, 'email'), 2, 'all of one field, those left') from desk;
select is(pg_temp.open_keys(id), null, 'nothing is open') from desk;
select is(public.automata_reopen_errors(tests.id('tenant a'), id, tests.id('admin'), 'Not so.', null, 'conflict'), 1, 'one is opened again') from desk;
select is((select concat_ws(' ', e.resolved_at::text, e.resolved_by::text, e.resolved_by_label, e.resolution_note) from public.integration_job_errors e
  where e.run_id = desk.id and e.error_code = 'conflict'), '', 'as if it had never been resolved') from desk;
select is((select string_agg(concat_ws(' ', h.action, h.note, h.actor_label), ', ' order by h.id) from public.integration_job_error_events h
  join public.integration_job_errors e on e.id = h.error_id where e.run_id = desk.id and e.error_code = 'conflict'),
  'resolved Admin, reopened Not so. Admin', 'but for its history') from desk;

-- Retention and orphans ---------------------------------------------------------------------------------------------------

select is(public.automata_erase_source_data(now() - interval '3000 days', 1000), 0, 'nothing recent is erased');
update public.integration_job_runs set triggered_at = now() - interval '3001 days' where id in (select id from desk);
select is(public.automata_erase_source_data(now() - interval '3000 days', 1000), 4, 'what is old enough is');
select is((select count(e.source_data)::integer from public.integration_job_errors e where e.run_id = desk.id), 0, 'row by row') from desk;

select is((select count(*)::integer from public.automata_quarantine('workflow', array['W1', 'W2'], 60)), 0, 'an orphan is quarantined first');
update private.engine_orphans set first_seen_at = now() - interval '61 seconds';
select is((select string_agg(id, ',') from public.automata_quarantine('workflow', array['W2', 'W3'], 60) as id), 'W2', 'one seen for long enough is due');
select is((select string_agg(o.engine_id, ',' order by o.engine_id) from private.engine_orphans o), 'W2,W3', 'one that is claimed again starts anew');

select * from finish();
rollback;
