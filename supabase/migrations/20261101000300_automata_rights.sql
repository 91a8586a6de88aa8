-- Who reads what. Tenants read through row level security with column grants; nobody but the server writes.
--
-- The helpers return arrays so that a policy compares a column with a value computed once per statement (an uncorrelated
-- sub-select is an InitPlan): the planner then keeps the order of the query's own index. They live in a schema that no API
-- exposes; the API roles may execute them, because a policy runs as the caller, but cannot name them.

-- The helpers run with an empty search_path and call two functions of the dashboard. Where those leave their search_path to
-- the caller, they would find none of their tables: they get the one that they have had so far.
do $$
declare
  host_function regprocedure;
begin
  foreach host_function in array array['public.is_super_admin()', 'public.get_accessible_pages()']::regprocedure[] loop
    if not exists (
      select 1 from pg_proc p, unnest(p.proconfig) setting where p.oid = host_function and setting ~ '^search_path='
    ) then
      execute format('alter function %s set search_path = public, extensions, pg_temp', host_function);
    end if;
  end loop;
end;
$$;

-- In plpgsql, which keeps its plans for the session: an SQL function plans anew in every statement, which costs more than all
-- the rest (0.27 ms against 0.05 ms per query, npm run bench:db).

-- Asks the dashboard's own function, but only for people of the platform tenant: nobody else can be a super admin.
create function private.acts_everywhere() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (
    select 1
    from public.tenant_users tu
    join public.tenants t on t.id = tu.tenant_id
    where tu.user_id = (select auth.uid()) and tu.status = 'active' and t.is_super
  ) and public.is_super_admin();
end;
$$;
comment on function private.acts_everywhere() is 'Whether the caller is a super admin.';

create function private.member_tenants() returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  if private.acts_everywhere() then
    return array(select t.id from public.tenants t);
  end if;
  return array(
    select tu.tenant_id
    from public.tenant_users tu
    where tu.user_id = (select auth.uid()) and tu.status = 'active'
  );
end;
$$;
comment on function private.member_tenants() is
  'The tenants in which the caller is an active member; all of them for a super admin.';

-- A role counts only if it belongs to the tenant of the membership. The membership's legacy text column decides nothing.
create function private.admin_tenants() returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  if private.acts_everywhere() then
    return array(select t.id from public.tenants t);
  end if;
  return array(
    select tu.tenant_id
    from public.tenant_users tu
    join public.roles r on r.id = tu.role_id and r.tenant_id = tu.tenant_id
    where tu.user_id = (select auth.uid()) and tu.status = 'active' and r.slug = 'tenant_admin'
  );
end;
$$;
comment on function private.admin_tenants() is
  'The tenants whose installs the caller manages: those with role tenant_admin; all of them for a super admin.';

create function private.role_installs(p_list text) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return array(
    select i.id
    from public.tenant_users tu
    join public.roles r on r.id = tu.role_id and r.tenant_id = tu.tenant_id
    join public.tenant_installed_apps i on i.tenant_id = tu.tenant_id
    where tu.user_id = (select auth.uid()) and tu.status = 'active' and i.access_policy -> p_list ? r.slug
  );
end;
$$;
comment on function private.role_installs(text) is
  'The installs whose access policy names the caller''s role in the given list: view_logs or view_definition.';

-- One query, not admin_tenants() and role_installs() together: it is asked with every page of row errors.
create function private.log_installs() returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  if private.acts_everywhere() then
    return array(select i.id from public.tenant_installed_apps i);
  end if;
  return array(
    select i.id
    from public.tenant_users tu
    join public.roles r on r.id = tu.role_id and r.tenant_id = tu.tenant_id
    join public.tenant_installed_apps i on i.tenant_id = tu.tenant_id
    where tu.user_id = (select auth.uid()) and tu.status = 'active'
      and (r.slug = 'tenant_admin' or i.access_policy -> 'view_logs' ? r.slug)
  );
end;
$$;
comment on function private.log_installs() is
  'The installs whose logs the caller may view: those that the caller manages and those that name the caller''s role.';

create function private.granted_apps() returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  member_of uuid[] := private.member_tenants();
begin
  if private.acts_everywhere() then
    return array(select a.id from public.platform_apps a);
  end if;
  return array(
    select a.id
    from public.platform_apps a
    where a.published_at is not null and a.visibility = 'tenant_specific' and a.allowed_tenant_ids && member_of
    union
    select i.app_id
    from public.tenant_installed_apps i
    where i.tenant_id = any (member_of)
  );
end;
$$;
comment on function private.granted_apps() is
  'The platform apps that the caller reads beyond the published public ones: those published for one of the caller''s '
  'tenants and those installed there; all of them, drafts included, for a super admin.';

revoke all on function
  private.acts_everywhere(), private.member_tenants(), private.admin_tenants(), private.role_installs(text),
  private.log_installs(), private.granted_apps()
from public, anon, authenticated, service_role;
grant execute on function
  private.member_tenants(), private.admin_tenants(), private.role_installs(text), private.log_installs(),
  private.granted_apps()
to authenticated;

-- Policies: one per table, for select, to authenticated -----------------------------------------------------------------
--
-- On runs a case keeps the tests in this order and out of the way of the planner, which would otherwise give up the order of
-- the query's index for an OR. Most people manage one tenant: comparing with the first one alone, before the lists, halves
-- what a row costs where 13,000 of them are counted. Row errors are always asked for by run or by install: there one list of
-- installs becomes part of the index condition and costs nothing per row.

create policy "People read published public apps and apps granted to their tenants" on public.platform_apps
  for select to authenticated
  using (
    case when platform_apps.published_at is not null and platform_apps.visibility = 'public' then true
    else platform_apps.id = any ((select private.granted_apps())::uuid[])
    end
  );

create policy "Members read the installs of their tenants" on public.tenant_installed_apps
  for select to authenticated
  using (tenant_installed_apps.tenant_id = any ((select private.member_tenants())::uuid[]));

create policy "Members read which credentials are set on the installs of their tenants" on public.tenant_app_credentials
  for select to authenticated
  using (
    tenant_app_credentials.tenant_installed_app_id in (
      select i.id
      from public.tenant_installed_apps i
      where i.tenant_id = any ((select private.member_tenants())::uuid[])
    )
  );

create policy "People with the logs right read the runs of an install" on public.integration_job_runs
  for select to authenticated
  using (
    case
      when integration_job_runs.tenant_id = (select (private.admin_tenants())[1]) then true
      when integration_job_runs.tenant_installed_app_id = any ((select private.role_installs('view_logs'))::uuid[])
        then true
      when integration_job_runs.tenant_id = any ((select private.admin_tenants())::uuid[]) then true
      else false
    end
  );

create policy "People with the logs right read the row errors of an install" on public.integration_job_errors
  for select to authenticated
  using (integration_job_errors.tenant_installed_app_id = any ((select private.log_installs())::uuid[]));

create policy "People with the logs right read the history of a row error" on public.integration_job_error_events
  for select to authenticated
  using (integration_job_error_events.tenant_installed_app_id = any ((select private.log_installs())::uuid[]));

-- Grants, written out: hosted projects no longer expose a new table by themselves, older ones expose it whole. -----------

revoke all on
  public.platform_apps, public.tenant_installed_apps, public.tenant_app_credentials, public.integration_job_runs,
  public.integration_job_errors, public.integration_job_error_events
from public, anon, authenticated, service_role;

-- Left out: n8n_workflow_json, n8n_template_workflow_id, allowed_tenant_ids, published_by.
grant select (
  id, slug, name, description, icon, type, visibility, config_schema, version, published_at, created_at, updated_at,
  publisher, reads, writes, requirements
) on public.platform_apps to authenticated;

-- Left out: n8n_workflow_id, and generation and lease, which are the server's own bookkeeping.
grant select (
  id, tenant_id, app_id, installed_at, installed_by_user_id, config, access_policy, enabled, state, state_reason,
  state_changed_at, uninstalled_at, app_version, installed_by_label
) on public.tenant_installed_apps to authenticated;

-- Left out: n8n_credential_id.
grant select (id, tenant_installed_app_id, credential_key, last_updated_at)
  on public.tenant_app_credentials to authenticated;

-- Left out: n8n_execution_id.
grant select (
  id, tenant_installed_app_id, triggered_at, completed_at, status, summary, created_at, tenant_id, trigger, triggered_by,
  triggered_by_label, parent_run_id, phase, deadline_at, last_heard_at, processed_rows, expected_rows, batches_expected,
  outcome_reason, total_rows, success_count, error_count, skipped_count
) on public.integration_job_runs to authenticated;

grant select (
  id, run_id, row_number, source_data, error_code, error_message, resolved_at, resolved_by, resolution_note, created_at,
  tenant_id, tenant_installed_app_id, row_key, field, expected, received, resolved_by_label, resolved_by_run_id,
  retried_by_run_id
) on public.integration_job_errors to authenticated;

grant select (
  id, error_id, tenant_id, tenant_installed_app_id, action, note, actor, actor_label, run_id, happened_at
) on public.integration_job_error_events to authenticated;

grant select, insert, update, delete on
  public.platform_apps, public.tenant_installed_apps, public.tenant_app_credentials, public.integration_job_runs,
  public.integration_job_errors
to service_role;
grant select, insert on public.integration_job_error_events to service_role;

-- Rights, for the server ------------------------------------------------------------------------------------------------

create function private.installs_of(p_tenant_id uuid, p_installs uuid[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(i.id order by i.id), '[]'::jsonb)
  from public.tenant_installed_apps i
  where i.tenant_id = p_tenant_id and i.id = any (p_installs);
$$;

create function private.rights_in(p_tenant_id uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with tenant as (
    select t.id from public.tenants t where t.id = p_tenant_id and t.id = any (private.member_tenants())
  ), membership as (
    select tu.tenant_id, r.id as role_id, r.slug
    from public.tenant_users tu
    left join public.roles r on r.id = tu.role_id and r.tenant_id = tu.tenant_id
    where tu.user_id = (select auth.uid()) and tu.status = 'active' and tu.tenant_id = p_tenant_id
  ), page as (
    select pp.resource_id as slug
    from membership m
    join public.role_policies rp on rp.role_id = m.role_id
    join public.policy_permissions pp on pp.policy_id = rp.policy_id
    where pp.resource_type = 'page' and pp.permissions -> 'access' = 'true'::jsonb
    union
    select accessible.slug
    from public.get_accessible_pages() accessible (slug)
    where public.is_super_admin() and exists (select 1 from tenant)
  )
  select jsonb_build_object(
    'member', exists (select 1 from membership),
    'super_admin', coalesce(public.is_super_admin(), false),
    'tenant_id', (select tenant.id from tenant),
    'role_slug', (select m.slug from membership m),
    'can_view', exists (select 1 from page where page.slug = 'studio.automata'),
    'can_manage', exists (select 1 from tenant where tenant.id = any (private.admin_tenants())),
    'can_publish', coalesce(public.is_super_admin(), false),
    'log_installs', private.installs_of(p_tenant_id, private.role_installs('view_logs')),
    'definition_installs', private.installs_of(p_tenant_id, private.role_installs('view_definition')),
    'pages', coalesce((select jsonb_agg(page.slug order by page.slug) from page), '[]'::jsonb)
  );
$$;

-- Answered by the helpers of the policies themselves, as the person in question: what a page shows and what the database
-- lets through cannot drift apart. For the server only; not a definer function, since it needs no more than service_role has.
create function public.automata_viewer_rights(p_user_id uuid, p_tenant_id uuid) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  claims text := current_setting('request.jwt.claims', true);
  legacy_sub text := current_setting('request.jwt.claim.sub', true);
  rights jsonb;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user_id, 'role', 'authenticated')::text, true),
    set_config('request.jwt.claim.sub', p_user_id::text, true);
  rights := private.rights_in(p_tenant_id);
  perform set_config('request.jwt.claims', coalesce(claims, ''), true),
    set_config('request.jwt.claim.sub', coalesce(legacy_sub, ''), true);
  return rights;
end;
$$;
comment on function public.automata_viewer_rights(uuid, uuid) is
  'What a person may do in a tenant: member, super_admin, tenant_id (null for a stranger), role_slug, can_view, can_manage, '
  'can_publish, log_installs, definition_installs, pages. Every right of a stranger, or of an unknown tenant, is false or empty.';

create function private.is_super_admin(p_user_id uuid) returns boolean
language plpgsql volatile set search_path = ''
as $$
begin
  return (public.automata_viewer_rights(p_user_id, null) ->> 'super_admin')::boolean;
end;
$$;

create function public.automata_memberships(p_user_id uuid)
returns table (tenant_id uuid, tenant_name text, tenant_slug text, timezone text, is_default boolean, is_super boolean)
language sql volatile set search_path = ''
as $$
  select t.id, t.name, t.slug, t.timezone, coalesce(mine.is_default, false), t.is_super
  from public.tenants t
  left join public.tenant_users mine
    on mine.tenant_id = t.id and mine.user_id = p_user_id and mine.status = 'active'
  where mine.id is not null or (select private.is_super_admin(p_user_id))
  order by coalesce(mine.is_default, false) desc, t.name, t.id;
$$;
comment on function public.automata_memberships(uuid) is
  'The tenants that a person may act in: active memberships; for a super admin every tenant.';

revoke all on function
  public.automata_viewer_rights(uuid, uuid), public.automata_memberships(uuid), private.rights_in(uuid),
  private.installs_of(uuid, uuid[]), private.is_super_admin(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.automata_viewer_rights(uuid, uuid), public.automata_memberships(uuid), private.rights_in(uuid),
  private.is_super_admin(uuid)
to service_role;
