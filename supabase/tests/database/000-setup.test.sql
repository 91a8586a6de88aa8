-- What the other files share: people, rows, and a way to act as one of those people. It is the one file that commits; it
-- leaves functions in a schema of their own, which no API role may enter, and no rows: each file calls tests.arrange()
-- inside its own transaction and rolls it back.
begin;
create extension if not exists pgtap with schema extensions;

drop schema if exists tests cascade;
create schema tests;
revoke all on schema tests from public;

-- Names for rows -------------------------------------------------------------------------------------------------------

create table tests.labels (id uuid primary key, label text not null unique);

-- The id of a fixture, e.g. tests.id('a import').
create function tests.id(p_label text) returns uuid
language sql immutable set search_path = ''
as $$
  select md5('automata tests: ' || p_label)::uuid;
$$;

create function tests.label(p_label text) returns uuid
language sql volatile set search_path = ''
as $$
  insert into tests.labels (id, label) values (tests.id(p_label), p_label) returning id;
$$;

-- The same text with every fixture's id replaced by its label.
create function tests.named(p_text text) returns text
language plpgsql stable set search_path = ''
as $$
declare
  fixture record;
begin
  for fixture in select l.id, l.label from tests.labels l loop
    p_text := replace(p_text, fixture.id::text, fixture.label);
  end loop;
  return p_text;
end;
$$;

-- Acting as somebody, with the search_path of the API -----------------------------------------------------------------

-- Persona: anon, service_role, owner (the migrations' role), 'no subject' (a token without a person), or a person's label.
create function tests.become(p_persona text) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  api_role text := case
    when p_persona = 'owner' then 'none'
    when p_persona in ('anon', 'service_role') then p_persona
    else 'authenticated'
  end;
  claims jsonb := jsonb_build_object('role', api_role);
begin
  if api_role = 'authenticated' and p_persona <> 'no subject' then
    claims := claims || jsonb_build_object('sub', (
      select l.id from tests.labels l where l.label = p_persona
    ));
    if claims ->> 'sub' is null then
      raise exception 'There is no fixture person "%"', p_persona;
    end if;
  end if;
  perform set_config('request.jwt.claims', claims::text, true), set_config('request.jwt.claim.sub', '', true);
  perform set_config('role', api_role, true);
end;
$$;

-- Runs a command as somebody and undoes it. Answers '1 row', '2 rows', ..., or SQLSTATE and message of the refusal, with
-- the constraint's name in place of the message where a constraint refused.
create function tests.attempt(p_persona text, p_command text) returns text
language plpgsql volatile set search_path = public, extensions
as $$
declare
  affected bigint;
  message text;
  refusing_constraint text;
begin
  perform tests.become(p_persona);
  execute p_command;
  get diagnostics affected = row_count;
  -- Leaving by an error undoes the command, the role and the claims.
  raise exception using errcode = 'TS000', message = affected || case when affected = 1 then ' row' else ' rows' end;
exception
  when sqlstate 'TS000' then
    return sqlerrm;
  when others then
    get stacked diagnostics message = message_text, refusing_constraint = constraint_name;
    return sqlstate || ': ' || coalesce(nullif(refusing_constraint, ''), message);
end;
$$;

-- Runs a query as somebody and answers its first value as text (ids as labels), or the refusal.
-- p_claims_of: whose claims the query sees, where that is not the role's own person.
create function tests.query(p_persona text, p_query text, p_claims_of text default null) returns text
language plpgsql volatile set search_path = public, extensions
as $$
declare
  answer text;
begin
  if p_claims_of is not null then
    perform tests.become(p_claims_of);
    perform set_config('role', case p_persona when 'owner' then 'none' else p_persona end, true);
  else
    perform tests.become(p_persona);
  end if;
  execute p_query into answer;
  perform set_config('role', 'none', true), set_config('request.jwt.claims', '', true);
  return tests.named(answer);
exception when others then
  return sqlstate || ': ' || sqlerrm;
end;
$$;

-- Which fixtures somebody reads in a table: their labels in order, or the refusal.
create function tests.sees(p_persona text, p_table text) returns text
language plpgsql volatile set search_path = public, extensions
as $$
declare
  found uuid[];
  -- A run, an error, a credential is known by the install that it belongs to.
  key text := case p_table
    when 'platform_apps' then 'id'
    when 'tenant_installed_apps' then 'id'
    else 'tenant_installed_app_id'
  end;
begin
  perform tests.become(p_persona);
  execute format('select array_agg(%I) from public.%I', key, p_table) into found;
  perform set_config('role', 'none', true), set_config('request.jwt.claims', '', true);
  return (select coalesce(string_agg(l.label, ', ' order by l.label), '') from tests.labels l where l.id = any (found));
exception when others then
  return sqlstate || ': ' || sqlerrm;
end;
$$;

-- People and rows ------------------------------------------------------------------------------------------------------

create function tests.person(p_label text) returns uuid
language plpgsql volatile set search_path = ''
as $$
begin
  insert into auth.users (id, email, aud, role, raw_user_meta_data)
  values (
    tests.label(p_label), replace(p_label, ' ', '-') || '@automata-tests.test', 'authenticated', 'authenticated',
    jsonb_build_object('full_name', initcap(p_label))
  );
  return tests.id(p_label);
end;
$$;

-- A membership; p_role names a fixture role ('a staff'), or is null for none. The legacy text is written as the host does.
create function tests.member(p_person text, p_tenant uuid, p_role text, p_legacy text, p_status text default 'active')
returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if not exists (select 1 from auth.users u where u.id = tests.id(p_person)) then
    perform tests.person(p_person);
  end if;
  insert into public.tenant_users (tenant_id, user_id, role_id, role, status)
  values (p_tenant, tests.id(p_person), (select l.id from tests.labels l where l.label = p_role), p_legacy, p_status);
end;
$$;

create function tests.arrange() returns void
language plpgsql volatile set search_path = ''
as $$
declare
  platform uuid := (select t.id from public.tenants t where t.is_super);
  tenant_a uuid := tests.label('tenant a');
  tenant_b uuid := tests.label('tenant b');
  install record;
begin
  insert into public.tenants (id, name, slug) values
    (tenant_a, 'Tests A', 'automata-tests-a'),
    (tenant_b, 'Tests B', 'automata-tests-b');

  insert into public.roles (id, tenant_id, name, slug) values
    (tests.label('a tenant_admin'), tenant_a, 'Tenant admin', 'tenant_admin'),
    (tests.label('a operations'), tenant_a, 'Operations', 'operations'),
    (tests.label('a designer'), tenant_a, 'Designer', 'designer'),
    (tests.label('a viewer'), tenant_a, 'Viewer', 'viewer'),
    (tests.label('a blocked'), tenant_a, 'Blocked', 'blocked'),
    (tests.label('a staff'), tenant_a, 'Staff', 'staff'),
    (tests.label('a super_admin'), tenant_a, 'Self-styled', 'super_admin'),
    (tests.label('b tenant_admin'), tenant_b, 'Tenant admin', 'tenant_admin'),
    (tests.label('b operations'), tenant_b, 'Operations', 'operations'),
    (tests.label('platform staff'), platform, 'Staff', 'automata_tests_staff');
  -- There can be one super_admin role only, and there may be one already.
  insert into public.roles (tenant_id, name, slug) values (platform, 'Super admin', 'super_admin')
  on conflict (tenant_id, slug) do nothing;
  insert into tests.labels (id, label)
  select r.id, 'platform super_admin' from public.roles r where r.tenant_id = platform and r.slug = 'super_admin';

  -- The viewer's role opens the page by a policy of the tenant's own; the blocked one names it without granting it.
  insert into public.policies (id, tenant_id, name) values
    (tests.label('a views'), tenant_a, 'Views Automata'),
    (tests.label('a views not'), tenant_a, 'Does not view Automata');
  insert into public.policy_permissions (policy_id, resource_type, resource_id, permissions) values
    (tests.id('a views'), 'page', 'studio.automata', '{"access": true}'),
    (tests.id('a views not'), 'page', 'studio.automata', '{"access": false}'),
    (tests.id('a views not'), 'page', 'dashboard', '{"access": true}'),
    (tests.id('a views not'), 'collection', 'studio.automata', '{"access": true}');
  insert into public.role_policies (role_id, policy_id) values
    (tests.id('a viewer'), tests.id('a views')),
    (tests.id('a blocked'), tests.id('a views not'));
  insert into public.role_policies (role_id, policy_id)
  select l.id, p.id
  from (values ('a tenant_admin', 'Tenant Management'), ('b tenant_admin', 'Tenant Management'),
    ('platform super_admin', 'Full Platform Access')) as granted (role, policy)
  join tests.labels l on l.label = granted.role
  join public.policies p on p.name = granted.policy and p.tenant_id = platform and p.is_system
  on conflict do nothing;

  perform
    tests.person('stranger'),
    tests.member('member', tenant_a, 'a staff', 'staff'),
    tests.member('operator', tenant_a, 'a operations', 'operations'),
    tests.member('designer', tenant_a, 'a designer', 'designer'),
    tests.member('viewer', tenant_a, 'a viewer', 'viewer'),
    tests.member('blocked', tenant_a, 'a blocked', 'blocked'),
    tests.member('admin', tenant_a, 'a tenant_admin', 'tenant_admin'),
    tests.member('other admin', tenant_b, 'b tenant_admin', 'tenant_admin'),
    tests.member('inactive admin', tenant_a, 'a tenant_admin', 'tenant_admin', 'inactive'),
    tests.member('suspended admin', tenant_a, 'a tenant_admin', 'tenant_admin', 'suspended'),
    tests.member('inactive operator', tenant_a, 'a operations', 'operations', 'inactive'),
    tests.member('suspended operator', tenant_a, 'a operations', 'operations', 'suspended'),
    tests.member('two tenants', tenant_b, 'b tenant_admin', 'tenant_admin'),
    tests.member('two tenants', tenant_a, 'a staff', 'staff'),
    tests.member('admin of both', tenant_a, 'a tenant_admin', 'tenant_admin'),
    tests.member('admin of both', tenant_b, 'b tenant_admin', 'tenant_admin'),
    -- The legacy text says admin; there is no role, or it is another tenant's.
    tests.member('legacy admin', tenant_a, null, 'tenant_admin'),
    tests.member('legacy operator', tenant_a, null, 'operations'),
    tests.member('borrowed admin', tenant_a, 'b tenant_admin', 'tenant_admin'),
    tests.member('borrowed operator', tenant_a, 'b operations', 'operations'),
    -- Tenant B's role has the same slug as the one that tenant A's install names.
    tests.member('namesake operator', tenant_b, 'b operations', 'operations'),
    tests.member('super admin', platform, 'platform super_admin', 'super_admin'),
    tests.member('inactive super admin', platform, 'platform super_admin', 'super_admin', 'inactive'),
    tests.member('suspended super admin', platform, 'platform super_admin', 'super_admin', 'suspended'),
    tests.member('platform member', platform, 'platform staff', 'automata_tests_staff'),
    tests.member('self-styled super admin', tenant_a, 'a super_admin', 'super_admin');

  insert into public.platform_apps (id, slug, name, visibility, allowed_tenant_ids, published_at) values
    (tests.label('public'), 'automata-tests.public', 'Public', 'public', null, now()),
    (tests.label('draft'), 'automata-tests.draft', 'Draft', 'public', null, null),
    (tests.label('for a'), 'automata-tests.for-a', 'For A', 'tenant_specific', array[tenant_a], now()),
    (tests.label('for b'), 'automata-tests.for-b', 'For B', 'tenant_specific', array[tenant_b], now()),
    (tests.label('draft for a'), 'automata-tests.draft-for-a', 'Draft for A', 'tenant_specific', array[tenant_a], null),
    -- No longer published, but tenant A has it.
    (tests.label('withdrawn'), 'automata-tests.withdrawn', 'Withdrawn', 'public', null, null);

  insert into public.tenant_installed_apps (id, tenant_id, app_id, n8n_workflow_id, access_policy) values
    (tests.label('a import'), tenant_a, tests.id('public'), 'workflow-1',
      '{"view_logs": ["auditor", "operations"], "view_definition": ["designer"]}'),
    (tests.label('a withdrawn'), tenant_a, tests.id('withdrawn'), 'workflow-2',
      '{"view_logs": ["operations-lead"], "view_definition": ["operations"]}'),
    (tests.label('b import'), tenant_b, tests.id('public'), 'workflow-3', '{}'),
    (tests.label('b private'), tenant_b, tests.id('for b'), 'workflow-4', '{"view_logs": []}');

  for install in
    select l.id, l.label from tests.labels l join public.tenant_installed_apps i on i.id = l.id
  loop
    insert into public.tenant_app_credentials (id, tenant_installed_app_id, credential_key, n8n_credential_id)
    values (tests.label('credential of ' || install.label), install.id, 'sftp', 'vault-1');
    insert into public.integration_job_runs (
      id, tenant_installed_app_id, n8n_execution_id, triggered_at, completed_at, status, summary
    ) values (
      tests.label('run of ' || install.label), install.id, 'execution-1', now() - interval '1 hour', now(), 'partial',
      '{"total_rows": 3, "success_count": 2, "error_count": 1, "skipped_count": 0}'
    );
    insert into public.integration_job_errors (id, run_id, row_number, error_code)
    values (tests.label('error of ' || install.label), tests.id('run of ' || install.label), 1, 'missing_field');
    insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action)
    select e.id, e.tenant_id, e.tenant_installed_app_id, 'noted'
    from public.integration_job_errors e where e.id = tests.id('error of ' || install.label);
  end loop;
end;
$$;

-- Our tables in schema public.
create function tests.our_tables() returns setof text
language sql immutable set search_path = ''
as $$
  values ('platform_apps'), ('tenant_installed_apps'), ('tenant_app_credentials'), ('integration_job_runs'),
    ('integration_job_errors'), ('integration_job_error_events');
$$;

select plan(2);
select is(
  has_schema_privilege('anon', 'tests', 'usage') or has_schema_privilege('authenticated', 'tests', 'usage'), false,
  'no API role enters the schema of the tests'
);
select is(tests.attempt('owner', 'select tests.arrange()'), '1 row', 'people and rows can be set up, and undone');
select * from finish();
commit;
