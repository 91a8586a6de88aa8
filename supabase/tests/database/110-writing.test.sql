-- Who writes: the server only (service_role). Everybody else is refused by the missing grant, before any policy is asked,
-- so no mistake in a policy can ever open a write. The same commands succeed as service_role: nothing else refuses them.
begin;
create extension if not exists pgtap with schema extensions;
select plan(519 + (
  select 4 * count(*)::integer from pg_class where relnamespace = 'private'::regnamespace and relkind = 'r'
));
do $$ begin perform tests.arrange(); end $$;

-- Commands that are valid in every other respect, on rows that tenant A's admin reads.
create temporary table command (table_name text, verb text, sql text) on commit drop;
insert into command values
  ('platform_apps', 'insert', $$insert into public.platform_apps (slug, name) values ('automata-tests.new', 'New')$$),
  ('platform_apps', 'update', format($$update public.platform_apps set name = 'Changed' where id = %L$$, tests.id('public'))),
  ('platform_apps', 'delete', format($$delete from public.platform_apps where id = %L$$, tests.id('for a'))),
  ('tenant_installed_apps', 'insert', format(
    $$insert into public.tenant_installed_apps (tenant_id, app_id) values (%L, %L)$$, tests.id('tenant a'), tests.id('for a'))),
  ('tenant_installed_apps', 'update', format(
    $$update public.tenant_installed_apps set config = '{"a": 1}' where id = %L$$, tests.id('a import'))),
  ('tenant_installed_apps', 'delete', format($$delete from public.tenant_installed_apps where id = %L$$, tests.id('a import'))),
  ('tenant_app_credentials', 'insert', format(
    $$insert into public.tenant_app_credentials (tenant_installed_app_id, credential_key, n8n_credential_id)
      values (%L, 'api_secret', 'vault-2')$$, tests.id('a import'))),
  ('tenant_app_credentials', 'update', format(
    $$update public.tenant_app_credentials set last_updated_at = now() where id = %L$$, tests.id('credential of a import'))),
  ('tenant_app_credentials', 'delete', format(
    $$delete from public.tenant_app_credentials where id = %L$$, tests.id('credential of a import'))),
  ('integration_job_runs', 'insert', format(
    $$insert into public.integration_job_runs (tenant_installed_app_id, triggered_at, status) values (%L, now(), 'running')$$,
    tests.id('a import'))),
  ('integration_job_runs', 'update', format(
    $$update public.integration_job_runs set outcome_reason = 'Changed' where id = %L$$, tests.id('run of a import'))),
  ('integration_job_runs', 'delete', format($$delete from public.integration_job_runs where id = %L$$, tests.id('run of a import'))),
  ('integration_job_errors', 'insert', format(
    $$insert into public.integration_job_errors (run_id, row_number) values (%L, 2)$$, tests.id('run of a import'))),
  ('integration_job_errors', 'update', format(
    $$update public.integration_job_errors set resolved_at = now() where id = %L$$, tests.id('error of a import'))),
  ('integration_job_errors', 'delete', format(
    $$delete from public.integration_job_errors where id = %L$$, tests.id('error of a import'))),
  ('integration_job_error_events', 'insert', format(
    $$insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action)
      values (%L, %L, %L, 'noted')$$, tests.id('error of a import'), tests.id('tenant a'), tests.id('a import'))),
  ('integration_job_error_events', 'update', format(
    $$update public.integration_job_error_events set note = 'Changed' where error_id = %L$$, tests.id('error of a import'))),
  ('integration_job_error_events', 'delete', format(
    $$delete from public.integration_job_error_events where error_id = %L$$, tests.id('error of a import')));

create temporary table persona (name text) on commit drop;
insert into persona
select 'anon' union all select 'no subject'
union all select l.label from tests.labels l join auth.users u on u.id = l.id;

select is(
  tests.attempt(p.name, c.sql), '42501: permission denied for table ' || c.table_name,
  format('%s may not %s in %s', p.name, c.verb, c.table_name)
)
from persona p, command c;

-- The control: the server may, except that history is append-only for it too; only the migrations' role could.
select is(tests.attempt('service_role', c.sql), '1 row', format('service_role may %s in %s', c.verb, c.table_name))
from command c
where c.table_name <> 'integration_job_error_events' or c.verb = 'insert';
select is(
  tests.attempt('service_role', c.sql), '42501: permission denied for table integration_job_error_events',
  format('service_role may not %s in integration_job_error_events', c.verb)
)
from command c
where c.table_name = 'integration_job_error_events' and c.verb <> 'insert';
select is(tests.attempt('owner', c.sql), '1 row', format('the owner could %s in %s', c.verb, c.table_name))
from command c
where c.table_name = 'integration_job_error_events' and c.verb <> 'insert';

select is(
  tests.attempt(r.name, format('truncate public.%I cascade', t.name)), '42501: permission denied for table ' || t.name,
  format('%s may not truncate %s', r.name, t.name)
)
from (values ('anon'), ('admin'), ('service_role')) r (name), tests.our_tables() t (name);

-- No policy can stop an admin of two tenants from moving a row between them; the missing grant does ----------------------

select is(
  tests.attempt('admin of both', format(
    'update public.%I set tenant_id = %L where tenant_id = %L', t.name, tests.id('tenant b'), tests.id('tenant a'))),
  '42501: permission denied for table ' || t.name,
  format('an admin of two tenants may not move rows of %s between them', t.name)
)
from tests.our_tables() t (name)
where t.name not in ('platform_apps', 'tenant_app_credentials');

-- A row cannot be locked either: that would let a reader hold up the server.
select is(
  tests.attempt('admin', format('select id from public.%I for update', t.name)),
  '42501: permission denied for table ' || t.name, format('admin may not lock rows of %s', t.name)
)
from tests.our_tables() t (name);

-- Bookkeeping in schema private ----------------------------------------------------------------------------------------

select is(
  tests.attempt(p.name, format('select from private.%I', t.relname)), '42501: permission denied for schema private',
  format('%s may not read private.%s', p.name, t.relname)
)
from (values ('anon'), ('stranger'), ('admin'), ('super admin')) p (name), pg_class t
where t.relnamespace = 'private'::regnamespace and t.relkind = 'r';
select is(tests.attempt('service_role', 'select from private.deployment'), '1 row', 'service_role reads the deployment');
select is(
  tests.attempt('service_role', format(
    'insert into private.job_run_batches (run_id, batch_no, errors) values (%L, 0, 1)', tests.id('run of a import'))),
  '1 row', 'service_role records a batch'
);
select is(
  tests.attempt('service_role', format(
    'insert into private.job_run_retries (run_id, error_id) values (%L, %L)', tests.id('run of a import'), tests.id('error of a import'))),
  '1 row', 'service_role records what a retry repeats'
);

select * from finish();
rollback;
