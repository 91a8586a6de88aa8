-- Functions as they are written in a dashboard's own migrations: names unqualified, search_path left to the caller, called
-- by whoever the defaults let, one built upon the other.

create function get_my_tenant_ids() returns setof uuid language sql security definer as $$
  select tenant_id from tenant_users where user_id = auth.uid() and is_active = true
$$;

create function get_my_role_in_tenant(tenant uuid) returns text language plpgsql security definer as $$
declare
  found_role text;
begin
  select coalesce(r.slug, tu.role) into found_role
  from tenant_users tu left join roles r on r.id = tu.role_id
  where tu.tenant_id = tenant and tu.user_id = auth.uid() and tu.status = 'active';
  return found_role;
end;
$$;

-- Null, and not false, for people outside of the platform tenant.
create function is_super_admin() returns boolean language sql security definer as $$
  select get_my_role_in_tenant((select id from tenants where is_super limit 1)) = 'super_admin'
$$;

create function get_accessible_pages() returns setof text language sql security definer as $$
  select page from unnest(array[
    'dashboard', 'users', 'tenants', 'roles', 'policies', 'studio.system-collections', 'studio.content-catalog',
    'studio.tenant-collections', 'studio.navigations', 'studio.queries', 'studio.logs', 'apps', 'webhooks',
    'studio.app-store', 'studio.reports'
  ]) page
  where is_super_admin()
  union
  select pp.resource_id
  from policy_permissions pp
  join role_policies rp using (policy_id)
  join tenant_users tu on tu.role_id = rp.role_id
  where tu.user_id = auth.uid() and tu.is_active and pp.resource_type = 'page' and pp.permissions ->> 'access' = 'true'
    and not coalesce(is_super_admin(), false)
$$;

create function has_page_access(page text) returns boolean language plpgsql security definer as $$
begin
  return exists (select 1 from get_accessible_pages() p where p = page);
end;
$$;

alter table tenants enable row level security;
alter table profiles enable row level security;
alter table roles enable row level security;
alter table tenant_users enable row level security;
alter table policies enable row level security;
alter table policy_permissions enable row level security;
alter table role_policies enable row level security;
create policy tenants_all on tenants for all using (is_super_admin() or id in (select get_my_tenant_ids()));
create policy profiles_select on profiles for select using (true);
create policy roles_all on roles for all using (is_super_admin() or tenant_id in (select get_my_tenant_ids()));
create policy tenant_users_all on tenant_users for all using (is_super_admin() or tenant_id in (select get_my_tenant_ids()));
create policy policies_select on policies for select using (is_system or tenant_id in (select get_my_tenant_ids()));
create policy permissions_select on policy_permissions for select using (policy_id in (select id from policies));
create policy role_policies_select on role_policies for select using (role_id in (select id from roles));

-- In use for a while.
insert into tenants (id, name, slug, is_super, plan) values
  ('70000000-0000-4000-8000-000000000000', 'Platform', 'nextnovas', true, 'internal'),
  ('70000000-0000-4000-8000-000000000001', 'Customer One', 'customer-one', false, 'standard'),
  ('70000000-0000-4000-8000-000000000002', 'Customer Two', 'customer-two', null, 'trial');
insert into roles (id, tenant_id, name, slug, is_system) values
  ('70000000-0000-4000-8000-0000000000b0', '70000000-0000-4000-8000-000000000000', 'Super admin', 'super_admin', true),
  ('70000000-0000-4000-8000-0000000000b1', '70000000-0000-4000-8000-000000000001', 'Admin', 'tenant_admin', true),
  ('70000000-0000-4000-8000-0000000000b2', '70000000-0000-4000-8000-000000000001', 'Clerk', 'clerk', false);
insert into auth.users (id, email, raw_user_meta_data) values
  ('70000000-0000-4000-8000-0000000000c0', 'super@host.test', '{"full_name": "Host Super"}'),
  ('70000000-0000-4000-8000-0000000000c1', 'admin@host.test', '{}'),
  ('70000000-0000-4000-8000-0000000000c2', 'clerk@host.test', null);
insert into tenant_users (tenant_id, user_id, role, role_id) values
  ('70000000-0000-4000-8000-000000000000', '70000000-0000-4000-8000-0000000000c0', 'super_admin', '70000000-0000-4000-8000-0000000000b0'),
  ('70000000-0000-4000-8000-000000000001', '70000000-0000-4000-8000-0000000000c1', 'tenant_admin', '70000000-0000-4000-8000-0000000000b1'),
  ('70000000-0000-4000-8000-000000000001', '70000000-0000-4000-8000-0000000000c2', 'clerk', '70000000-0000-4000-8000-0000000000b2');
insert into policies (id, tenant_id, name, is_system) values
  ('70000000-0000-4000-8000-0000000000a1', '70000000-0000-4000-8000-000000000000', 'Tenant Management', true),
  ('70000000-0000-4000-8000-0000000000a2', '70000000-0000-4000-8000-000000000000', 'Full Platform Access', true),
  ('70000000-0000-4000-8000-0000000000a3', '70000000-0000-4000-8000-000000000000', 'Support', false),
  -- A tenant's own policy that happens to bear a system policy's name.
  ('70000000-0000-4000-8000-0000000000a4', '70000000-0000-4000-8000-000000000001', 'Tenant Management', false);
insert into policy_permissions (policy_id, resource_type, resource_id, permissions)
select '70000000-0000-4000-8000-0000000000a1'::uuid, 'page', page, '{"access": true}'::jsonb
from unnest(array['dashboard', 'users', 'roles', 'apps', 'webhooks', 'studio.app-store']) page;
insert into policy_permissions (policy_id, resource_type, resource_id, permissions) values
  -- Somebody has prepared the page already, closed, with settings of the dashboard's own.
  ('70000000-0000-4000-8000-0000000000a1', 'page', 'studio.automata', '{"access": false, "export": true}'),
  ('70000000-0000-4000-8000-0000000000a1', 'collection', 'studio.automata', '{"read": true}'),
  ('70000000-0000-4000-8000-0000000000a2', 'page', 'dashboard', '{"access": true}'),
  ('70000000-0000-4000-8000-0000000000a4', 'page', 'dashboard', '{"access": true}');
insert into role_policies (role_id, policy_id) values
  ('70000000-0000-4000-8000-0000000000b0', '70000000-0000-4000-8000-0000000000a2'),
  ('70000000-0000-4000-8000-0000000000b1', '70000000-0000-4000-8000-0000000000a1'),
  ('70000000-0000-4000-8000-0000000000b2', '70000000-0000-4000-8000-0000000000a4');
