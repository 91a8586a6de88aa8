-- The stand-in for the dashboard that Automata plugs into: only what Automata relies on. On the real dashboard these
-- objects exist already; this file stays behind when the slice is copied over.

-- People and tenants ---------------------------------------------------------------------------------------------------

create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null unique,
  is_super boolean not null default false,
  settings jsonb not null default '{}',
  timezone text not null default 'Asia/Singapore',
  created_at timestamptz not null default now()
);
create unique index tenants_one_super on public.tenants (is_super) where is_super;

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text,
  full_name text,
  avatar_url text,
  updated_at timestamptz not null default now()
);

create function public.handle_new_user() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profiles (id, email, full_name)
  values (new.id, new.email, new.raw_user_meta_data ->> 'full_name')
  on conflict (id) do nothing;
  return new;
end;
$$;
revoke all on function public.handle_new_user() from public, anon, authenticated;
create trigger on_auth_user_created after insert on auth.users for each row execute function public.handle_new_user();

create table public.roles (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null,
  slug text not null,
  description text,
  is_system boolean not null default false,
  unique (tenant_id, slug)
);

create table public.tenant_users (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade references public.profiles (id) on delete cascade,
  role text,
  role_id uuid references public.roles (id) on delete set null,
  status text not null default 'active' check (status in ('active', 'inactive', 'suspended')),
  is_active boolean generated always as (status = 'active') stored,
  is_default boolean not null default false,
  unique (tenant_id, user_id)
);
create index tenant_users_user on public.tenant_users (user_id);
create index tenant_users_role on public.tenant_users (role_id);

-- Page rights ----------------------------------------------------------------------------------------------------------

create table public.policies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null,
  description text,
  is_system boolean not null default false
);
create index policies_tenant on public.policies (tenant_id);

create table public.policy_permissions (
  id uuid primary key default gen_random_uuid(),
  policy_id uuid not null references public.policies (id) on delete cascade,
  resource_type text not null check (resource_type in ('page', 'collection')),
  resource_id text not null,
  permissions jsonb not null default '{}',
  unique (policy_id, resource_type, resource_id)
);

create table public.role_policies (
  role_id uuid not null references public.roles (id) on delete cascade,
  policy_id uuid not null references public.policies (id) on delete cascade,
  primary key (role_id, policy_id)
);
create index role_policies_policy on public.role_policies (policy_id);

create table public.nav_items (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  resource_type text not null,
  resource_id text not null,
  label text,
  icon text,
  folder_id uuid,
  sort_order integer not null default 0
);
create index nav_items_tenant on public.nav_items (tenant_id);

-- Functions of the dashboard -------------------------------------------------------------------------------------------

create function public.is_super_admin() returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select 1
    from public.tenant_users tu
    join public.tenants t on t.id = tu.tenant_id
    where tu.user_id = auth.uid() and tu.is_active and t.is_super and tu.role = 'super_admin'
  );
$$;

-- Not marked stable: the real one is not either, so nothing of ours may count on it being cheap per row.
create function public.get_my_tenant_ids() returns setof uuid
language sql security definer set search_path = ''
as $$
  select tu.tenant_id from public.tenant_users tu where tu.user_id = auth.uid() and tu.is_active;
$$;

create function public.get_my_role_in_tenant(p_tenant_id uuid) returns text
language sql stable security definer set search_path = ''
as $$
  select tu.role from public.tenant_users tu
  where tu.user_id = auth.uid() and tu.tenant_id = p_tenant_id and tu.is_active;
$$;

create function public.get_accessible_pages() returns setof text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if public.is_super_admin() then
    return query select unnest(array[
      'dashboard', 'users', 'tenants', 'roles', 'policies', 'studio.system-collections', 'studio.content-catalog',
      'studio.tenant-collections', 'studio.navigations', 'studio.queries', 'studio.logs', 'apps', 'webhooks',
      'studio.app-store'
    ]);
  else
    return query
      select distinct pp.resource_id
      from public.tenant_users tu
      join public.role_policies rp on rp.role_id = tu.role_id
      join public.policy_permissions pp on pp.policy_id = rp.policy_id
      where tu.user_id = auth.uid() and tu.is_active
        and pp.resource_type = 'page' and (pp.permissions ->> 'access')::boolean;
  end if;
end;
$$;

create function public.has_page_access(p_page text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_page in (select public.get_accessible_pages());
$$;

revoke all on function
  public.is_super_admin(), public.get_my_tenant_ids(), public.get_my_role_in_tenant(uuid),
  public.get_accessible_pages(), public.has_page_access(text)
from public, anon;
grant execute on function
  public.is_super_admin(), public.get_my_tenant_ids(), public.get_my_role_in_tenant(uuid),
  public.get_accessible_pages(), public.has_page_access(text)
to authenticated, service_role;

-- Row level security of the dashboard's own tables ---------------------------------------------------------------------

alter table public.tenants enable row level security;
alter table public.profiles enable row level security;
alter table public.roles enable row level security;
alter table public.tenant_users enable row level security;
alter table public.policies enable row level security;
alter table public.policy_permissions enable row level security;
alter table public.role_policies enable row level security;
alter table public.nav_items enable row level security;

revoke all on
  public.tenants, public.profiles, public.roles, public.tenant_users, public.policies, public.policy_permissions,
  public.role_policies, public.nav_items
from public, anon, authenticated;
grant select on
  public.tenants, public.profiles, public.roles, public.tenant_users, public.policies, public.policy_permissions,
  public.role_policies, public.nav_items
to authenticated;
grant all on
  public.tenants, public.profiles, public.roles, public.tenant_users, public.policies, public.policy_permissions,
  public.role_policies, public.nav_items
to service_role;

create policy "Members read their tenants" on public.tenants for select to authenticated
  using ((select public.is_super_admin()) or tenants.id in (select public.get_my_tenant_ids()));
create policy "People read their own profile" on public.profiles for select to authenticated
  using (profiles.id = (select auth.uid()));
create policy "Members read the roles of their tenants" on public.roles for select to authenticated
  using ((select public.is_super_admin()) or roles.tenant_id in (select public.get_my_tenant_ids()));
create policy "Members read the memberships of their tenants" on public.tenant_users for select to authenticated
  using ((select public.is_super_admin()) or tenant_users.tenant_id in (select public.get_my_tenant_ids()));
create policy "Members read policies that are theirs or shared" on public.policies for select to authenticated
  using (policies.is_system or policies.tenant_id in (select public.get_my_tenant_ids()));
create policy "Members read the permissions of readable policies" on public.policy_permissions for select to authenticated
  using (policy_permissions.policy_id in (select p.id from public.policies p));
create policy "Members read the policies of readable roles" on public.role_policies for select to authenticated
  using (role_policies.role_id in (select r.id from public.roles r));
create policy "Members read the navigation of their tenants" on public.nav_items for select to authenticated
  using (nav_items.tenant_id in (select public.get_my_tenant_ids()));

-- The platform tenant and the system policies that every tenant shares --------------------------------------------------

insert into public.tenants (id, name, slug, is_super)
values ('00000000-0000-4000-8000-000000000001', 'PulseBox Platform', 'nextnovas', true);

insert into public.policies (id, tenant_id, name, description, is_system)
values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-000000000001', 'Tenant Management',
    'What a tenant admin may open', true),
  ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-000000000001', 'Full Platform Access',
    'What the platform team may open', true);

insert into public.policy_permissions (policy_id, resource_type, resource_id, permissions)
select '00000000-0000-4000-8000-0000000000a1'::uuid, 'page', slug, '{"access": true}'::jsonb
from unnest(array['dashboard', 'users', 'roles', 'apps', 'webhooks', 'studio.app-store']) slug
union all
select '00000000-0000-4000-8000-0000000000a2'::uuid, 'page', slug, '{"access": true}'::jsonb
from unnest(array[
  'dashboard', 'users', 'tenants', 'roles', 'policies', 'studio.system-collections', 'studio.content-catalog',
  'studio.tenant-collections', 'studio.navigations', 'studio.queries', 'studio.logs', 'apps', 'webhooks',
  'studio.app-store'
]) slug;
