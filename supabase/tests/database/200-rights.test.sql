-- What the server is told about a person: automata_viewer_rights and automata_memberships.
begin;
create extension if not exists pgtap with schema extensions;
select plan(116);
do $$ begin perform tests.arrange(); end $$;

-- The answer without its pages, ids as labels; a refusal as text.
create function pg_temp.rights(p_person text, p_tenant text) returns jsonb
language sql volatile
as $$
  select case when answer like '{%' then answer::jsonb - 'pages' else to_jsonb(answer) end
  from tests.query('service_role', format(
    'select public.automata_viewer_rights(%L, %L)', tests.id(p_person), tests.id(p_tenant))) answer;
$$;

create temporary table expected (
  person text, tenant text, member boolean, super_admin boolean, acts boolean, role_slug text, can_view boolean,
  can_manage boolean, log_installs text[], definition_installs text[]
) on commit drop;
insert into expected values
  ('stranger', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('member', 'tenant a', true, false, true, 'staff', false, false, '{}', '{}'),
  ('member', 'tenant b', false, false, false, null, false, false, '{}', '{}'),
  ('operator', 'tenant a', true, false, true, 'operations', false, false, '{a import}', '{a withdrawn}'),
  ('operator', 'tenant b', false, false, false, null, false, false, '{}', '{}'),
  ('designer', 'tenant a', true, false, true, 'designer', false, false, '{}', '{a import}'),
  ('viewer', 'tenant a', true, false, true, 'viewer', true, false, '{}', '{}'),
  ('viewer', 'tenant b', false, false, false, null, false, false, '{}', '{}'),
  ('blocked', 'tenant a', true, false, true, 'blocked', false, false, '{}', '{}'),
  ('admin', 'tenant a', true, false, true, 'tenant_admin', true, true, '{}', '{}'),
  ('admin', 'tenant b', false, false, false, null, false, false, '{}', '{}'),
  ('admin', 'no such tenant', false, false, false, null, false, false, '{}', '{}'),
  ('other admin', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('other admin', 'tenant b', true, false, true, 'tenant_admin', true, true, '{}', '{}'),
  ('inactive admin', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('suspended admin', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('inactive operator', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('suspended operator', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('two tenants', 'tenant a', true, false, true, 'staff', false, false, '{}', '{}'),
  ('two tenants', 'tenant b', true, false, true, 'tenant_admin', true, true, '{}', '{}'),
  ('admin of both', 'tenant a', true, false, true, 'tenant_admin', true, true, '{}', '{}'),
  ('admin of both', 'tenant b', true, false, true, 'tenant_admin', true, true, '{}', '{}'),
  ('legacy admin', 'tenant a', true, false, true, null, false, false, '{}', '{}'),
  ('legacy operator', 'tenant a', true, false, true, null, false, false, '{}', '{}'),
  ('borrowed admin', 'tenant a', true, false, true, null, false, false, '{}', '{}'),
  ('borrowed admin', 'tenant b', false, false, false, null, false, false, '{}', '{}'),
  ('borrowed operator', 'tenant a', true, false, true, null, false, false, '{}', '{}'),
  ('namesake operator', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('namesake operator', 'tenant b', true, false, true, 'operations', false, false, '{}', '{}'),
  ('self-styled super admin', 'tenant a', true, false, true, 'super_admin', false, false, '{}', '{}'),
  ('inactive super admin', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('suspended super admin', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('platform member', 'tenant a', false, false, false, null, false, false, '{}', '{}'),
  ('super admin', 'tenant a', false, true, true, null, true, true, '{}', '{}'),
  ('super admin', 'tenant b', false, true, true, null, true, true, '{}', '{}'),
  ('super admin', 'no such tenant', false, true, false, null, false, false, '{}', '{}'),
  ('no such person', 'tenant a', false, false, false, null, false, false, '{}', '{}');

select is(
  pg_temp.rights(e.person, e.tenant),
  jsonb_build_object(
    'member', e.member, 'super_admin', e.super_admin, 'tenant_id', case when e.acts then e.tenant end,
    'role_slug', e.role_slug, 'can_view', e.can_view, 'can_manage', e.can_manage, 'can_publish', e.super_admin,
    'log_installs', to_jsonb(e.log_installs), 'definition_installs', to_jsonb(e.definition_installs)
  ),
  format('rights of %s in %s', e.person, e.tenant)
)
from expected e;

-- The rights agree with the rows: whoever is told to read an install's logs reads them, and nobody else does ---------------

select is(
  tests.query(e.person, format(
    'select string_agg(distinct tenant_installed_app_id::text, '','') from public.integration_job_runs where tenant_id = %L',
    tests.id(e.tenant))) is not null,
  (pg_temp.rights(e.person, e.tenant) ->> 'can_manage')::boolean or pg_temp.rights(e.person, e.tenant) -> 'log_installs' <> '[]',
  format('%s reads runs of %s exactly with the right to do so', e.person, e.tenant)
)
from expected e
where e.person <> 'no such person';

-- Pages in that tenant -------------------------------------------------------------------------------------------------

select is(
  tests.query('service_role', format(
    $$select (public.automata_viewer_rights(%L, %L) -> 'pages' ? %L)::text$$, tests.id(p.person), tests.id(p.tenant), p.page)),
  p.opens, format('whether %s opens %s in %s', p.person, p.page, p.tenant)
)
from (values
  ('admin', 'tenant a', 'studio.automata', 'true'),
  ('admin', 'tenant a', 'studio.app-store', 'true'),
  ('admin', 'tenant b', 'studio.automata', 'false'),
  ('two tenants', 'tenant a', 'studio.automata', 'false'),
  ('two tenants', 'tenant b', 'studio.automata', 'true'),
  ('viewer', 'tenant a', 'studio.automata', 'true'),
  ('viewer', 'tenant a', 'studio.app-store', 'false'),
  ('blocked', 'tenant a', 'studio.automata', 'false'),
  ('blocked', 'tenant a', 'dashboard', 'true'),
  ('inactive admin', 'tenant a', 'studio.app-store', 'false'),
  ('borrowed admin', 'tenant a', 'studio.app-store', 'false'),
  ('super admin', 'tenant a', 'studio.automata', 'true'),
  ('super admin', 'tenant a', 'studio.logs', 'true'),
  ('super admin', 'no such tenant', 'studio.automata', 'false')
) p (person, tenant, page, opens);

-- Memberships ----------------------------------------------------------------------------------------------------------

select is(
  tests.query('service_role', format(
    'select coalesce(string_agg(m.tenant_slug, '', '' order by m.tenant_slug), '''') from public.automata_memberships(%L) m',
    tests.id(m.person))),
  m.tenants, format('tenants that %s may act in', m.person)
)
from (values
  ('stranger', ''),
  ('no such person', ''),
  ('member', 'automata-tests-a'),
  ('admin', 'automata-tests-a'),
  ('other admin', 'automata-tests-b'),
  ('two tenants', 'automata-tests-a, automata-tests-b'),
  ('inactive admin', ''),
  ('suspended admin', ''),
  ('inactive super admin', ''),
  ('self-styled super admin', 'automata-tests-a')
) m (person, tenants);
select is(
  tests.query('service_role', format('select count(*) from public.automata_memberships(%L)', tests.id('super admin'))),
  (select count(*)::text from public.tenants), 'a super admin may act in every tenant'
);
update public.tenant_users set is_default = true where user_id = tests.id('two tenants') and tenant_id = tests.id('tenant b');
select is(
  tests.query('service_role', format(
    'select string_agg(concat_ws('' '', m.tenant_id, m.tenant_name, m.timezone, m.is_default, m.is_super), ''; '')
     from public.automata_memberships(%L) m', tests.id('two tenants'))),
  'tenant b Tests B Asia/Singapore t f; tenant a Tests A Asia/Singapore f f', 'the default tenant comes first'
);

-- Nobody but the server asks: a person could otherwise ask about others --------------------------------------------------

select is(
  tests.attempt(p.person, format(c.call, tests.id('admin'), tests.id('tenant a'))),
  '42501: permission denied for function ' || c.name, format('%s may not call %s', p.person, c.name)
)
from (values ('anon'), ('no subject'), ('admin'), ('super admin')) p (person),
  (values
    ('automata_viewer_rights', 'select public.automata_viewer_rights(%L, %L)'),
    ('automata_memberships', 'select public.automata_memberships(%L)')
  ) c (name, call);
-- The helpers are executable, because policies run as the caller, but cannot be named.
select is(
  tests.attempt('admin', format('select private.%s', c.call)), '42501: permission denied for schema private',
  format('admin may not call private.%s', c.call)
)
from (values ('member_tenants()'), ('admin_tenants()'), ('role_installs(''view_logs'')'), ('granted_apps()'),
  ('log_installs()'), ('rights_in(null)'), ('host_accessible_pages()')) c (call);

-- Asking about one person does not turn the asker into that person.
do $$ begin perform tests.become('other admin'), set_config('role', 'none', true); end $$;
select lives_ok(
  format('select public.automata_viewer_rights(%L, %L)', tests.id('admin'), tests.id('tenant a')), 'somebody asks about somebody else'
);
select is(auth.uid(), tests.id('other admin'), 'and is afterwards who they were');

select * from finish();
rollback;
