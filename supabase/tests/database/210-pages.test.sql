-- get_accessible_pages: everything that the dashboard's own function lists, and studio.automata for those who see it.
begin;
create extension if not exists pgtap with schema extensions;
select plan(56);
do $$ begin perform tests.arrange(); end $$;

-- A later migration of the dashboard that replaces the function would silently take the page away again: its new body has
-- to be put into private.host_accessible_pages() instead.
select ok(
  exists (
    select 1 from pg_depend
    where classid = 'pg_proc'::regclass and objid = 'public.get_accessible_pages()'::regprocedure
      and refobjid = 'private.host_accessible_pages()'::regprocedure
  ),
  'public.get_accessible_pages() is still the wrapper around private.host_accessible_pages()'
);

create temporary table expected (person text, sees boolean) on commit drop;
insert into expected values
  ('stranger', false), ('member', false), ('operator', true), ('designer', true), ('viewer', true), ('blocked', false),
  ('admin', true), ('other admin', true), ('inactive admin', false), ('suspended admin', false),
  ('inactive operator', false), ('suspended operator', false), ('two tenants', true), ('legacy operator', false),
  ('borrowed operator', false), ('namesake operator', false), ('super admin', true), ('inactive super admin', false),
  ('suspended super admin', false), ('no subject', false);

select is(
  tests.query(e.person, $$select ('studio.automata' in (select public.get_accessible_pages()))::text$$), e.sees::text,
  format('whether %s has studio.automata in the menu: %s', e.person, e.sees)
)
from expected e;

-- Everything else is exactly what the dashboard lists: nothing lost, nothing twice, nothing added.
select is(
  tests.query(e.person,
    $$select coalesce(string_agg(page, ' ' order by page), '') from public.get_accessible_pages() page where page <> 'studio.automata'$$),
  tests.query('owner',
    $$select coalesce(string_agg(page, ' ' order by page), '') from private.host_accessible_pages() page where page <> 'studio.automata'$$,
    e.person),
  format('%s keeps the pages of the dashboard', e.person)
)
from expected e;
select is(
  tests.query('super admin', 'select count(*) > 10 from public.get_accessible_pages()'), 'true',
  'the dashboard lists pages for a super admin'
);
select is(
  tests.query('admin', $$select count(*) from public.get_accessible_pages() page where page in ('apps', 'webhooks', 'studio.app-store')$$),
  '3', 'the dashboard lists pages for a tenant admin'
);
select is(
  tests.query(p.person, $$select count(*) from public.get_accessible_pages() page where page = 'studio.automata'$$), '1',
  format('%s is told the page once', p.person)
)
from (values ('admin'), ('super admin'), ('operator'), ('designer')) p (person);

select is(
  tests.query(p.person, $$select public.has_page_access('studio.automata')::text$$), p.opens,
  format('has_page_access agrees for %s', p.person)
)
from (values ('super admin', 'true'), ('admin', 'true'), ('operator', 'true'), ('member', 'false')) p (person, opens);

-- The page is granted through the system policies, so that a tenant's own roles can be given it in the same way.
select is(
  (select pp.permissions -> 'access' from public.policy_permissions pp
    join public.policies p on p.id = pp.policy_id join public.tenants t on t.id = p.tenant_id
    where t.is_super and p.name = n.policy and pp.resource_type = 'page' and pp.resource_id = 'studio.automata'),
  'true'::jsonb, n.policy || ' grants the page'
)
from (values ('Tenant Management'), ('Full Platform Access')) n (policy);

select is(
  tests.attempt('anon', 'select public.get_accessible_pages()'), '42501: permission denied for function get_accessible_pages',
  'anon may not ask for pages'
);
update public.tenant_installed_apps set access_policy = '{}' where id = tests.id('a import');
select is(
  tests.query('designer', $$select ('studio.automata' in (select public.get_accessible_pages()))::text$$), 'false',
  'no longer named by an install, a role loses the page'
);
select is(
  tests.query('operator', $$select ('studio.automata' in (select public.get_accessible_pages()))::text$$), 'true',
  'named by another install, it keeps the page'
);

select * from finish();
rollback;
