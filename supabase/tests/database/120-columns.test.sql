-- Which columns of a readable row are shown. Every column is in one of the two lists; a new one has to be put there.
begin;
create extension if not exists pgtap with schema extensions;
select plan(282);
do $$ begin perform tests.arrange(); end $$;

create temporary table shown (table_name text, columns text[]) on commit drop;
insert into shown values
  ('platform_apps', '{id, slug, name, description, icon, type, visibility, config_schema, version, published_at, created_at,
    updated_at, publisher, reads, writes, requirements}'),
  ('tenant_installed_apps', '{id, tenant_id, app_id, installed_at, installed_by_user_id, config, access_policy, enabled,
    state, state_reason, state_changed_at, uninstalled_at, app_version, installed_by_label, setup_step}'),
  ('tenant_app_credentials', '{id, tenant_installed_app_id, credential_key, last_updated_at}'),
  ('integration_job_runs', '{id, tenant_installed_app_id, triggered_at, completed_at, status, summary, created_at,
    tenant_id, trigger, triggered_by, triggered_by_label, parent_run_id, phase, deadline_at, last_heard_at,
    processed_rows, expected_rows, batches_expected, outcome_reason, total_rows, success_count, error_count,
    skipped_count}'),
  ('integration_job_errors', '{id, run_id, row_number, source_data, error_code, error_message, resolved_at, resolved_by,
    resolution_note, created_at, tenant_id, tenant_installed_app_id, row_key, field, expected, received,
    resolved_by_label, resolved_by_run_id, retried_by_run_id}'),
  ('integration_job_error_events', '{id, error_id, tenant_id, tenant_installed_app_id, action, note, actor, actor_label,
    run_id, happened_at}');

create temporary table hidden (table_name text, columns text[]) on commit drop;
insert into hidden values
  ('platform_apps', '{n8n_workflow_json, n8n_template_workflow_id, allowed_tenant_ids, published_by, published_by_label}'),
  ('tenant_installed_apps', '{n8n_workflow_id, generation, lease_id, leased_until}'),
  ('tenant_app_credentials', '{n8n_credential_id}'),
  ('integration_job_runs', '{n8n_execution_id, claimed_until}'),
  ('integration_job_errors', '{}'),
  ('integration_job_error_events', '{}');

create temporary view a_row as
select t.name as table_name,
  case t.name
    when 'platform_apps' then format('id = %L', tests.id('public'))
    when 'tenant_installed_apps' then format('id = %L', tests.id('a import'))
    else format('tenant_installed_app_id = %L', tests.id('a import'))
  end as condition
from tests.our_tables() t (name);

select set_eq(
  format($$select attname::text from pg_attribute where attrelid = 'public.%I'::regclass and attnum > 0 and not attisdropped$$, s.table_name),
  s.columns || h.columns, 'every column of ' || s.table_name || ' is either shown or hidden'
)
from shown s join hidden h using (table_name);

select is(
  tests.attempt('admin', format('select %I from public.%I where %s', c.name, s.table_name, a.condition)), '1 row',
  format('admin reads %s.%s', s.table_name, c.name)
)
from shown s join a_row a using (table_name), unnest(s.columns) c (name);

select is(
  tests.attempt(p.name, format(q.query, c.name, h.table_name)), '42501: permission denied for table ' || h.table_name,
  format('%s may not %s %s.%s', p.name, q.verb, h.table_name, c.name)
)
from hidden h, unnest(h.columns) c (name),
  (values ('admin'), ('super admin')) p (name),
  (values
    ('select', 'select %I from public.%I'),
    ('filter by', 'select id from public.%2$I where %1$I is not null'),
    ('order by', 'select id from public.%2$I order by %1$I'),
    ('count', 'select count(%I) from public.%I'),
    ('group by', 'select count(*) from public.%2$I group by %1$I'),
    ('join on', 'select a.id from public.%2$I a join public.%2$I b on a.%1$I = b.%1$I')
  ) q (verb, query);

-- All at once: * and the row as a value include the hidden columns.
select is(
  tests.attempt(p.name, format(q.query, h.table_name)), '42501: permission denied for table ' || h.table_name,
  format('%s may not take a whole row of %s: %s', p.name, h.table_name, q.query)
)
from hidden h,
  (values ('admin'), ('super admin')) p (name),
  (values ('select * from public.%I'), ('select a from public.%I a'), ('select to_jsonb(a) from public.%I a')) q (query)
where cardinality(h.columns) > 0;

-- The server reads them, and they hold something: what is refused above is a refusal and not an empty table.
select is(
  tests.query('service_role', format('select %I from public.%I where %s', e.column_name, e.table_name, a.condition)),
  e.value, format('service_role reads %s.%s', e.table_name, e.column_name)
)
from (values
  ('tenant_installed_apps', 'n8n_workflow_id', 'workflow-1'),
  ('tenant_app_credentials', 'n8n_credential_id', 'vault-1'),
  ('integration_job_runs', 'n8n_execution_id', 'execution-1')
) e (table_name, column_name, value)
join a_row a using (table_name);
select is(
  tests.attempt('service_role', format('select * from public.%I where %s', a.table_name, a.condition)), '1 row',
  'service_role reads whole rows of ' || a.table_name
)
from a_row a;

-- Statistics would tell values of hidden columns to whoever may read the table's other columns.
do $$
declare
  t text;
begin
  for t in select tests.our_tables() loop execute format('analyze public.%I', t); end loop;
end $$;
select is(
  tests.query(p.name, format(
    $$select count(*) > 0 from pg_stats where schemaname = 'public' and tablename = %L and attname = any (%L)$$, h.table_name, h.columns)),
  p.told, format('whether the planner''s statistics tell %s about hidden columns of %s: %s', p.name, h.table_name, p.told)
)
from hidden h, (values ('admin', 'false'), ('super admin', 'false'), ('service_role', 'true')) p (name, told)
where cardinality(h.columns) > 0;

select * from finish();
rollback;
