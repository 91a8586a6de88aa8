-- A dashboard that has grown on its own: the same contract as the stand-in, and everything else different. More columns,
-- more tables, functions that pin no search_path, other languages and volatilities, no indexes, other policies.

create table tenants (
  name text not null,
  slug text not null unique,
  plan text not null default 'standard',
  is_super boolean default false,
  settings jsonb,
  id uuid primary key default uuid_generate_v4(),
  timezone text not null default 'Asia/Singapore',
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create table profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text,
  full_name text,
  avatar_url text,
  locale text default 'en',
  updated_at timestamptz
);
create function handle_new_user() returns trigger language plpgsql security definer as $$
begin
  insert into public.profiles (id, email, full_name, avatar_url)
  values (new.id, new.email, new.raw_user_meta_data ->> 'full_name', new.raw_user_meta_data ->> 'avatar_url');
  return new;
end;
$$;
create trigger on_auth_user_created after insert on auth.users for each row execute procedure handle_new_user();

create table roles (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid references tenants (id) on delete cascade,
  name text not null,
  slug text not null,
  color text not null default 'grey',
  description text,
  is_system boolean default false,
  unique (tenant_id, slug)
);

create table tenant_users (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null default 'member',
  status text not null default 'active',
  is_active boolean generated always as (status = 'active') stored,
  is_default boolean default false,
  invited_by uuid references auth.users (id) on delete set null,
  role_id uuid references roles (id),
  created_at timestamptz default now(),
  constraint tenant_users_status check (status in ('active', 'inactive', 'suspended')),
  constraint tenant_users_profile foreign key (user_id) references profiles (id) on delete cascade,
  unique (tenant_id, user_id)
);

create table policies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id) on delete cascade,
  name text not null,
  description text,
  is_system boolean default false,
  created_at timestamptz default now()
);
create table policy_permissions (
  policy_id uuid references policies (id) on delete cascade,
  resource_type text not null,
  resource_id text not null,
  permissions jsonb not null,
  granted_at timestamptz default now(),
  id uuid primary key default gen_random_uuid(),
  unique (policy_id, resource_type, resource_id)
);
create table role_policies (
  id bigint generated always as identity primary key,
  role_id uuid not null references roles (id) on delete cascade,
  policy_id uuid not null references policies (id) on delete cascade,
  unique (role_id, policy_id)
);
create table nav_items (
  id uuid primary key default gen_random_uuid(), tenant_id uuid, resource_type text, resource_id text, label text,
  icon text, folder_id uuid, sort_order int
);

-- Names that are taken.
create table apps (id uuid primary key default gen_random_uuid(), tenant_id uuid, name text);
create table app_installs (id uuid primary key default gen_random_uuid(), app_id uuid references apps (id), tenant_id uuid);
create table tenant_apps (id uuid primary key default gen_random_uuid(), tenant_id uuid);
create table webhooks (id uuid primary key default gen_random_uuid(), tenant_id uuid, url text);
