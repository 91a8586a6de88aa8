-- The page slug studio.automata, added to what the dashboard's own function lists. That function is moved aside and wrapped,
-- not rewritten: whatever it lists, today or after a change of its data, stays listed.

alter function public.get_accessible_pages() set schema private;
alter function private.get_accessible_pages() rename to host_accessible_pages;

create function private.sees_automata() returns boolean
language sql stable security definer set search_path = ''
as $$
  select public.is_super_admin()
    or cardinality(private.role_installs('view_logs')) > 0
    or cardinality(private.role_installs('view_definition')) > 0;
$$;

-- The body is parsed here, once: callers need no usage right on schema private, and no definer function of ours stands in an
-- exposed schema.
create function public.get_accessible_pages() returns setof text
language sql stable set search_path = ''
begin atomic
  select pages.slug from private.host_accessible_pages() pages (slug)
  union
  select 'studio.automata'::text where private.sees_automata();
end;
comment on function public.get_accessible_pages() is
  'The page slugs that the caller may open somewhere: those of the dashboard, and studio.automata for super admins and for '
  'people whose role an install names. Not scoped to a tenant: it opens a menu, it never authorises a row.';

revoke all on function public.get_accessible_pages(), private.host_accessible_pages(), private.sees_automata()
  from public, anon, authenticated, service_role;
grant execute on function public.get_accessible_pages(), private.host_accessible_pages(), private.sees_automata()
  to authenticated, service_role;

-- The system policies live in the platform tenant and are shared by all others.
insert into public.policy_permissions (policy_id, resource_type, resource_id, permissions)
select p.id, 'page', 'studio.automata', '{"access": true}'
from public.policies p
join public.tenants t on t.id = p.tenant_id
where t.is_super and p.is_system and p.name in ('Tenant Management', 'Full Platform Access')
on conflict (policy_id, resource_type, resource_id)
  do update set permissions = policy_permissions.permissions || excluded.permissions;
