-- Facts of the catalog that hold for everything of ours, so that a new table, column or function is held to them as well.
begin;
create extension if not exists pgtap with schema extensions;
select plan(36);

create temporary view our_table as
select c.oid, n.nspname, c.relname, c.relacl, c.relrowsecurity, c.relowner
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p')
  and (n.nspname = 'private' or n.nspname = 'public' and c.relname in (select tests.our_tables()));

-- The dashboard's function that was moved to schema private is not ours.
create temporary view our_function as
select p.oid, n.nspname, p.proname, p.prosecdef, p.proconfig, p.provolatile, p.prorettype, p.oid::regprocedure::text as signature
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'private' and p.proname <> 'host_accessible_pages'
  or n.nspname = 'public' and (p.proname ~ '^automata_' or p.proname = 'get_accessible_pages');

create temporary view our_policy as
select p.* from pg_policies p join our_table t on t.nspname = p.schemaname and t.relname = p.tablename;

-- Tables ---------------------------------------------------------------------------------------------------------------

select set_eq(
  $$select relname::text from our_table where nspname = 'public'$$, 'select tests.our_tables()', 'every table of ours is there'
);
-- A table with one of our prefixes that the list above does not know would escape all of these tests.
select is_empty(
  $$select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and c.relname ~ '^(automata|integration_job|platform_app|tenant_app_cred|tenant_installed)'
      and c.relname not in (select tests.our_tables())$$,
  'no table of ours is missing in tests.our_tables()'
);
select is_empty(
  $$select relname from our_table where nspname = 'public' and not relrowsecurity$$, 'row level security is on for all of them'
);
select is_empty(
  $$select t.relname, con.conname
    from our_table t join pg_constraint con on con.conrelid = t.oid and con.contype = 'f'
    where not exists (
      select 1 from pg_index i
      where i.indrelid = t.oid and i.indisvalid
        and (i.indpred is null
          or pg_get_expr(i.indpred, i.indrelid) = (
            select format('(%I IS NOT NULL)', a.attname) from pg_attribute a
            where a.attrelid = t.oid and a.attnum = con.conkey[1]
          ))
        and con.conkey @> (i.indkey::smallint[])[0:cardinality(con.conkey) - 1]
        and con.conkey <@ (i.indkey::smallint[])[0:cardinality(con.conkey) - 1]
    )$$,
  'every foreign key begins an index'
);
select isnt_empty(
  $$select 1 from our_table t join pg_constraint con on con.conrelid = t.oid and con.contype = 'f'$$, 'there are foreign keys'
);
select is_empty(
  $$select nspname, relname from our_table where obj_description(oid, 'pg_class') is null$$, 'every table has a comment'
);
select is_empty(
  $$select t.relname, a.attname
    from our_table t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    where t.nspname = 'public' and col_description(t.oid, a.attnum) is null$$,
  'every column has a comment'
);
select is_empty(
  $$select v.oid::regclass
    from pg_depend d
    join pg_rewrite w on w.oid = d.objid and d.classid = 'pg_rewrite'::regclass
    join pg_class v on v.oid = w.ev_class
    join our_table t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
    where v.relkind in ('v', 'm') and v.relnamespace not in ('pg_catalog'::regnamespace, pg_my_temp_schema())
      and not coalesce('security_invoker=true' = any (v.reloptions), false)$$,
  'no view reads our tables with its owner''s rights'
);

-- Grants ---------------------------------------------------------------------------------------------------------------

create temporary view table_grant as
select t.nspname, t.relname, coalesce(r.rolname, 'public') as grantee, g.privilege_type, g.is_grantable
from our_table t
cross join aclexplode(t.relacl) g
left join pg_roles r on r.oid = g.grantee
where g.grantee <> t.relowner;

select set_eq(
  $$select relname::text, grantee::text, privilege_type from table_grant where nspname = 'public'$$,
  $$select t.name, 'service_role' as grantee, p.privilege
    from tests.our_tables() t (name), unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p (privilege)
    where t.name <> 'integration_job_error_events' or p.privilege in ('SELECT', 'INSERT')$$,
  'on whole tables only service_role has rights: to read and write rows, and to append to the history'
);
select is_empty(
  $$select relname, grantee, privilege_type from table_grant
    where nspname = 'private' and (grantee <> 'service_role' or privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))$$,
  'on private tables only service_role has rights, to rows'
);
select is_empty($$select relname, grantee from table_grant where is_grantable$$, 'nobody may pass a right on');
select is_empty(
  $$select t.relname, a.attname, g.privilege_type, coalesce(r.rolname, 'public') as grantee
    from our_table t
    join pg_attribute a on a.attrelid = t.oid and not a.attisdropped
    cross join aclexplode(a.attacl) g
    left join pg_roles r on r.oid = g.grantee
    where t.nspname = 'private' or r.rolname is distinct from 'authenticated' or g.privilege_type <> 'SELECT' or g.is_grantable$$,
  'on columns only authenticated has rights, and only to read'
);
select is_empty(
  $$select t.relname, p.privilege, r.rolname
    from our_table t, pg_roles r,
      unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) p (privilege)
    where r.rolname in ('anon', 'authenticated', 'service_role') and has_table_privilege(r.oid, t.oid, p.privilege)$$,
  'no API role may truncate, reference, put triggers on or maintain a table, by whatever way'
);
select is_empty(
  $$select t.relname, r.rolname, p.privilege
    from our_table t, pg_roles r, unnest(array['INSERT', 'UPDATE', 'REFERENCES']) p (privilege)
    where r.rolname in ('anon', 'authenticated') and has_any_column_privilege(r.oid, t.oid, p.privilege)
    union all
    select t.relname, 'anon', 'SELECT' from our_table t where has_any_column_privilege('anon', t.oid, 'SELECT')$$,
  'no user writes a single column, anon reads none'
);
select is_empty(
  $$select s.oid::regclass, coalesce(r.rolname, 'public'), g.privilege_type
    from pg_class s
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
    join our_table t on t.oid = d.refobjid
    cross join aclexplode(s.relacl) g
    left join pg_roles r on r.oid = g.grantee
    where s.relkind = 'S' and g.grantee <> s.relowner$$,
  'nobody has rights to the sequences behind identity columns'
);
select is(
  (select string_agg(format('%s %s', r.rolname, p.privilege), ', ' order by r.rolname, p.privilege)
    from pg_roles r, unnest(array['USAGE', 'CREATE']) p (privilege)
    where r.rolname in ('anon', 'authenticated', 'authenticator', 'service_role')
      and has_schema_privilege(r.oid, 'private', p.privilege)),
  'service_role USAGE', 'only service_role enters schema private'
);

-- Policies -------------------------------------------------------------------------------------------------------------

select set_eq(
  $$select tablename::text, cmd, permissive, roles::text from our_policy$$,
  $$select t.name, 'SELECT' as cmd, 'PERMISSIVE' as permissive, '{authenticated}' as roles from tests.our_tables() t (name)$$,
  'each table has exactly one policy: permissive, for select, to authenticated'
);
select is((select count(*) from our_policy), (select count(*) from tests.our_tables()), 'and no second one of the same kind');
select is_empty(
  $$select tablename, policyname from our_policy
    where qual ~ '(\m[a-z_]+(\.[a-z_]+)?\M) = \1\M' or btrim(qual, '() ') in ('true', '1') or qual is null$$,
  'no policy is true for every row: neither x = x nor true'
);
select ok(
  '(tenant_id = tenant_id)' ~ '(\m[a-z_]+(\.[a-z_]+)?\M) = \1\M' and not '(i.tenant_id = j.tenant_id)' ~ '(\m[a-z_]+(\.[a-z_]+)?\M) = \1\M',
  'the pattern above finds what it looks for'
);
select is_empty(
  $$select tablename, policyname from our_policy where qual ~ 'is_super_admin|has_page_access|get_my_'$$,
  'no policy calls a function of the dashboard: who a super admin is, is the helpers'' business'
);
select is_empty(
  $$select tablename, policyname from our_policy where qual ~ 'private\.' and qual !~ 'SELECT private\.'$$,
  'policies compute a helper once per statement, in a sub-select, and not for every row'
);

-- Functions ------------------------------------------------------------------------------------------------------------

select is_empty(
  $$select signature from our_function where nspname = 'public' and prosecdef$$,
  'no definer function of ours stands in an exposed schema'
);
select is_empty(
  $$select signature from our_function where proconfig is null or not 'search_path=""' = any (proconfig)$$,
  'every function of ours pins an empty search_path'
);
select is_empty(
  $$select p.oid::regprocedure
    from pg_proc p
    where p.oid in ('private.host_accessible_pages()'::regprocedure, 'public.is_super_admin()'::regprocedure)
      and not exists (select from unnest(p.proconfig) setting where setting ~ '^search_path=')$$,
  'so do the dashboard''s functions that they call: an empty one would be passed on to them'
);
select is_empty(
  $$select f.signature, r.name from our_function f, (values ('anon'), ('public')) r (name)
    where has_function_privilege(r.name, f.oid, 'execute')$$,
  'anon and public may execute none of them'
);
select set_eq(
  $$select signature from our_function where has_function_privilege('authenticated', oid, 'execute')$$,
  array['private.member_tenants()', 'private.admin_tenants()', 'private.role_installs(text)', 'private.log_installs()',
    'private.granted_apps()', 'private.sees_automata()', 'get_accessible_pages()'],
  'authenticated may execute what policies and the menu need, and nothing else'
);
select is_empty(
  $$select signature from our_function
    where nspname = 'public' and proname ~ '^automata_' and not has_function_privilege('service_role', oid, 'execute')$$,
  'the server may execute the functions made for it'
);
select set_eq(
  $$select proname::text from our_function where nspname = 'private' and provolatile = 's' and prosecdef
    and has_function_privilege('authenticated', oid, 'execute')$$,
  array['admin_tenants', 'granted_apps', 'log_installs', 'member_tenants', 'role_installs', 'sees_automata'],
  'the helpers of policies are stable, and definers: they read past row level security'
);
select is_empty(
  $$select f.signature from our_function f join pg_type y on y.oid = f.prorettype
    join pg_class c on c.oid = y.typrelid join our_table t on t.oid = c.oid
    where f.nspname = 'public'$$,
  'no function in an exposed schema returns whole rows of a table: hidden columns would come along'
);

-- Triggers -------------------------------------------------------------------------------------------------------------

select set_eq(
  $$select t.relname::text, g.tgname::text, g.tgenabled::text from our_table t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal$$,
  $$values
    ('platform_apps', 'platform_apps_updated_at', 'O'),
    ('platform_apps', 'platform_apps_label_publisher', 'O'),
    ('tenant_installed_apps', 'tenant_installed_apps_label_installer', 'O'),
    ('integration_job_runs', 'integration_job_runs_complete', 'O'),
    ('integration_job_runs', 'integration_job_runs_terminal', 'O'),
    ('integration_job_runs', 'integration_job_runs_label_person', 'O'),
    ('integration_job_errors', 'integration_job_errors_complete', 'O'),
    ('integration_job_errors', 'integration_job_errors_label_resolver', 'O'),
    ('integration_job_error_events', 'integration_job_error_events_label_actor', 'O')$$,
  'the triggers are there and enabled'
);

-- The first columns, which never change ----------------------------------------------------------------------------------

create temporary table specified (table_name text, columns text[]) on commit drop;
insert into specified values
  ('platform_apps', array[
    'id uuid not null default gen_random_uuid()', 'slug text not null', 'name text not null', 'description text',
    'icon text', 'type text not null default ''n8n_workflow''::text', 'visibility text not null default ''public''::text',
    'allowed_tenant_ids uuid[]', 'config_schema jsonb not null default ''{}''::jsonb', 'n8n_workflow_json jsonb',
    'n8n_template_workflow_id text', 'version text not null default ''1.0.0''::text',
    'published_at timestamp with time zone', 'published_by uuid', 'created_at timestamp with time zone default now()',
    'updated_at timestamp with time zone default now()']),
  ('tenant_installed_apps', array[
    'id uuid not null default gen_random_uuid()', 'tenant_id uuid not null', 'app_id uuid not null',
    'installed_at timestamp with time zone default now()', 'installed_by_user_id uuid',
    'config jsonb not null default ''{}''::jsonb', 'n8n_workflow_id text',
    'access_policy jsonb not null default ''{}''::jsonb', 'enabled boolean not null default true']),
  ('tenant_app_credentials', array[
    'id uuid not null default gen_random_uuid()', 'tenant_installed_app_id uuid not null', 'credential_key text not null',
    'n8n_credential_id text not null', 'last_updated_at timestamp with time zone default now()']),
  ('integration_job_runs', array[
    'id uuid not null default gen_random_uuid()', 'tenant_installed_app_id uuid not null', 'n8n_execution_id text',
    'triggered_at timestamp with time zone not null', 'completed_at timestamp with time zone', 'status text not null',
    'summary jsonb', 'created_at timestamp with time zone default now()']),
  ('integration_job_errors', array[
    'id uuid not null default gen_random_uuid()', 'run_id uuid not null', 'row_number integer', 'source_data jsonb',
    'error_code text', 'error_message text', 'resolved_at timestamp with time zone', 'resolved_by uuid',
    'resolution_note text', 'created_at timestamp with time zone default now()']);
select is(
  array(
    select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = format('public.%I', s.table_name)::regclass and a.attnum between 1 and cardinality(s.columns)
    order by a.attnum
  ),
  s.columns, s.table_name || ' begins with the specified columns'
)
from specified s;

select * from finish();
rollback;
