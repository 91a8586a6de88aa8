-- What Automata adds to the five tables: the state of an install, the phase and numbers of a run, the identity of a failing
-- row, and the tenant on runs and errors (see docs/architecture.md, "The tenant on every row").

create schema if not exists private;
revoke all on schema private from public, anon, authenticated;
grant usage on schema private to service_role;

-- One row: which deployment the objects that we create in the engine belong to, so that two environments on one engine
-- never touch each other's.
create table private.deployment (
  id text primary key default encode(extensions.gen_random_bytes(6), 'hex') check (id ~ '^[0-9a-f]{12}$'),
  singleton boolean not null default true unique check (singleton),
  created_at timestamptz not null default now()
);
comment on table private.deployment is 'One row. Its id marks every workflow that this deployment creates in the engine.';
insert into private.deployment default values;
revoke all on private.deployment from public, anon, authenticated;
grant select on private.deployment to service_role;

-- Platform apps --------------------------------------------------------------------------------------------------------

alter table public.platform_apps
  add column publisher text,
  add column reads text,
  add column writes text,
  add column requirements text,
  add column published_by_label text,
  add constraint platform_apps_slug_format
    check (slug ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(slug) <= 80),
  add constraint platform_apps_name_length check (length(btrim(name)) between 1 and 80),
  add constraint platform_apps_type check (type in ('n8n_workflow', 'collection_bundle')),
  add constraint platform_apps_visibility check (visibility in ('public', 'tenant_specific')),
  add constraint platform_apps_allowed_tenants check (
    (visibility = 'tenant_specific') = (allowed_tenant_ids is not null)
    and (allowed_tenant_ids is null
      or (cardinality(allowed_tenant_ids) > 0 and array_position(allowed_tenant_ids, null) is null))
  ),
  add constraint platform_apps_config_schema check (jsonb_typeof(config_schema) = 'object'),
  add constraint platform_apps_workflow_json
    check (n8n_workflow_json is null or jsonb_typeof(n8n_workflow_json) = 'object'),
  -- Semantic Versioning 2.0.0, without build metadata: two versions that differ only there would have no order.
  add constraint platform_apps_version check (
    version ~ '^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?$'
  ),
  add constraint platform_apps_texts check (
    length(description) <= 2000 and length(publisher) <= 120 and length(reads) <= 400 and length(writes) <= 400
    and length(requirements) <= 400 and length(icon) <= 60
  ),
  drop constraint platform_apps_published_by_fkey,
  add constraint platform_apps_published_by_fkey
    foreign key (published_by) references auth.users (id) on delete set null;

create index platform_apps_published_by on public.platform_apps (published_by);

-- Installs -------------------------------------------------------------------------------------------------------------

-- A check cannot contain a subquery, so the shape of an access policy is a function of its own. An unchecked string would
-- open the logs: '{"view_logs": "admin"}' -> 'view_logs' ? 'admin' is true in Postgres.
create function private.is_access_policy(p_policy jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case when jsonb_typeof(p_policy) <> 'object' then false
  else p_policy - 'view_definition' - 'view_logs' = '{}'::jsonb
    and not exists (
      select 1
      from jsonb_each(p_policy) entry
      where case when jsonb_typeof(entry.value) <> 'array' then true
        else jsonb_array_length(entry.value) > 20
          or exists (
            select 1 from jsonb_array_elements(entry.value) role
            where jsonb_typeof(role.value) <> 'string' or length(role.value #>> '{}') not between 1 and 100
          )
        end
    )
  end;
$$;
revoke all on function private.is_access_policy(jsonb) from public, anon, authenticated;
grant execute on function private.is_access_policy(jsonb) to service_role;

alter table public.tenant_installed_apps
  add column state text not null default 'active',
  add column state_reason text,
  add column state_changed_at timestamptz not null default now(),
  add column uninstalled_at timestamptz,
  add column app_version text,
  add column generation integer not null default 1,
  add column lease_id uuid,
  add column leased_until timestamptz,
  add column installed_by_label text,
  add constraint tenant_installed_apps_state
    check (state in ('installing', 'active', 'paused', 'needs_attention', 'uninstalling', 'uninstalled')),
  add constraint tenant_installed_apps_enabled_while_active check (enabled = (state = 'active')),
  add constraint tenant_installed_apps_uninstalled check (
    (state = 'uninstalled') = (uninstalled_at is not null) and (state <> 'uninstalled' or n8n_workflow_id is null)
  ),
  add constraint tenant_installed_apps_state_reason check (length(state_reason) <= 500),
  add constraint tenant_installed_apps_generation check (generation >= 1),
  add constraint tenant_installed_apps_lease check ((lease_id is null) = (leased_until is null)),
  add constraint tenant_installed_apps_config check (jsonb_typeof(config) = 'object'),
  add constraint tenant_installed_apps_access_policy check (private.is_access_policy(access_policy)),
  -- The target of the composite keys below: a child cannot name another tenant's install.
  add constraint tenant_installed_apps_id_tenant unique (id, tenant_id),
  drop constraint tenant_installed_apps_installed_by_user_id_fkey,
  add constraint tenant_installed_apps_installed_by_user_id_fkey
    foreign key (installed_by_user_id) references auth.users (id) on delete set null;

create index tenant_installed_apps_app on public.tenant_installed_apps (app_id);
create index tenant_installed_apps_installed_by on public.tenant_installed_apps (installed_by_user_id);
-- What reconcile looks for: installs that are on their way to another state.
create index tenant_installed_apps_unsettled on public.tenant_installed_apps (state_changed_at)
  where state in ('installing', 'uninstalling');

alter table public.tenant_app_credentials
  add constraint tenant_app_credentials_key_format check (credential_key ~ '^[a-z][a-z0-9_]{0,62}$');

-- Runs -----------------------------------------------------------------------------------------------------------------

alter table public.integration_job_runs
  add column tenant_id uuid not null,
  add column trigger text not null default 'manual',
  add column triggered_by uuid references auth.users (id) on delete set null,
  add column triggered_by_label text,
  add column parent_run_id uuid,
  add column phase text,
  add column deadline_at timestamptz,
  add column last_heard_at timestamptz,
  add column processed_rows integer,
  add column expected_rows integer,
  add column batches_expected integer,
  add column outcome_reason text,
  -- Read from the summary, which stays the one place where the numbers are written.
  add column total_rows integer generated always as ((summary ->> 'total_rows')::integer) stored,
  add column success_count integer generated always as ((summary ->> 'success_count')::integer) stored,
  add column error_count integer generated always as ((summary ->> 'error_count')::integer) stored,
  add column skipped_count integer generated always as ((summary ->> 'skipped_count')::integer) stored,
  add constraint integration_job_runs_status check (status in ('success', 'partial', 'failed', 'aborted', 'running')),
  add constraint integration_job_runs_trigger check (trigger in ('manual', 'schedule', 'retry')),
  add constraint integration_job_runs_phase check (
    case when status = 'running' then phase is not null and phase in ('starting', 'unknown', 'running', 'cancelling')
    else phase is null end
  ),
  add constraint integration_job_runs_completed check ((status = 'running') = (completed_at is null)),
  add constraint integration_job_runs_deadline check (status <> 'running' or deadline_at is not null),
  add constraint integration_job_runs_retry_has_parent check ((trigger = 'retry') = (parent_run_id is not null)),
  add constraint integration_job_runs_not_own_parent check (parent_run_id is null or parent_run_id <> id),
  add constraint integration_job_runs_summary check (summary is null or jsonb_typeof(summary) = 'object'),
  add constraint integration_job_runs_counters check (
    coalesce(total_rows >= 0, true) and coalesce(success_count >= 0, true) and coalesce(error_count >= 0, true)
    and coalesce(skipped_count >= 0, true)
    and coalesce(total_rows = success_count + error_count + coalesce(skipped_count, 0), true)
  ),
  -- A status never claims more than its numbers.
  add constraint integration_job_runs_status_matches_counters check (
    case status
      when 'success' then coalesce(error_count, 0) = 0
      when 'partial' then coalesce(success_count, 0) > 0 and (coalesce(error_count, 0) > 0 or outcome_reason is not null)
      else true
    end
  ),
  add constraint integration_job_runs_progress check (
    coalesce(processed_rows >= 0, true) and coalesce(expected_rows >= 0, true) and coalesce(batches_expected >= 0, true)
  ),
  add constraint integration_job_runs_outcome_reason check (length(outcome_reason) <= 500),
  -- The target of the composite keys below; this order is also the one of the index on errors by run.
  add constraint integration_job_runs_id_tenant_install unique (id, tenant_id, tenant_installed_app_id),
  add constraint integration_job_runs_install_of_tenant
    foreign key (tenant_installed_app_id, tenant_id)
    references public.tenant_installed_apps (id, tenant_id) on delete cascade,
  -- A retry belongs to the install of the run that it repeats.
  add constraint integration_job_runs_parent_of_install
    foreign key (parent_run_id, tenant_id, tenant_installed_app_id)
    references public.integration_job_runs (id, tenant_id, tenant_installed_app_id) on delete cascade;

create index integration_job_runs_by_install
  on public.integration_job_runs (tenant_installed_app_id, tenant_id, triggered_at desc, id desc);
create index integration_job_runs_by_tenant
  on public.integration_job_runs (tenant_id, triggered_at desc, id desc) include (status, tenant_installed_app_id);
create index integration_job_runs_triggered_by on public.integration_job_runs (triggered_by) where triggered_by is not null;
create index integration_job_runs_parent
  on public.integration_job_runs (parent_run_id, tenant_id, tenant_installed_app_id) where parent_run_id is not null;
create unique index integration_job_runs_one_active
  on public.integration_job_runs (tenant_installed_app_id) where status = 'running';

-- Row errors -----------------------------------------------------------------------------------------------------------

alter table public.integration_job_errors
  add column tenant_id uuid not null,
  add column tenant_installed_app_id uuid not null,
  add column row_key text,
  add column field text,
  add column expected text,
  add column received text,
  add column resolved_by_label text,
  add column resolved_by_run_id uuid,
  add column retried_by_run_id uuid,
  add constraint integration_job_errors_texts check (
    length(row_key) <= 200 and length(field) <= 200 and length(expected) <= 1000 and length(received) <= 1000
    and length(error_code) <= 100 and length(error_message) <= 2000 and length(resolution_note) <= 2000
  ),
  add constraint integration_job_errors_row_number check (row_number is null or row_number >= 0),
  add constraint integration_job_errors_resolution check (
    resolved_at is not null or (resolved_by is null and resolved_by_run_id is null and resolved_by_label is null)
  ),
  -- A person or a later run resolves an error, never both.
  add constraint integration_job_errors_one_resolver check (resolved_by is null or resolved_by_run_id is null),
  add constraint integration_job_errors_id_tenant_install unique (id, tenant_id, tenant_installed_app_id),
  add constraint integration_job_errors_run_of_install
    foreign key (run_id, tenant_id, tenant_installed_app_id)
    references public.integration_job_runs (id, tenant_id, tenant_installed_app_id) on delete cascade,
  add constraint integration_job_errors_resolving_run_of_install
    foreign key (resolved_by_run_id, tenant_id, tenant_installed_app_id)
    references public.integration_job_runs (id, tenant_id, tenant_installed_app_id)
    on delete set null (resolved_by_run_id),
  add constraint integration_job_errors_retrying_run_of_install
    foreign key (retried_by_run_id, tenant_id, tenant_installed_app_id)
    references public.integration_job_runs (id, tenant_id, tenant_installed_app_id)
    on delete set null (retried_by_run_id),
  drop constraint integration_job_errors_resolved_by_fkey,
  add constraint integration_job_errors_resolved_by_fkey
    foreign key (resolved_by) references auth.users (id) on delete set null;

-- The one index by run: in the order of the rows, and wide enough to count causes without reading the rows.
create index integration_job_errors_by_row
  on public.integration_job_errors (run_id, tenant_id, tenant_installed_app_id, row_number, id)
  include (error_code, resolved_at, retried_by_run_id);
-- Open: neither resolved nor superseded by the same row failing again in a retry.
create index integration_job_errors_open on public.integration_job_errors (tenant_id, tenant_installed_app_id)
  where resolved_at is null and retried_by_run_id is null;
create index integration_job_errors_by_row_key
  on public.integration_job_errors (tenant_installed_app_id, row_key, created_at desc) where row_key is not null;
create index integration_job_errors_resolved_by on public.integration_job_errors (resolved_by) where resolved_by is not null;
create index integration_job_errors_resolving_run
  on public.integration_job_errors (resolved_by_run_id, tenant_id, tenant_installed_app_id)
  where resolved_by_run_id is not null;
create index integration_job_errors_retrying_run
  on public.integration_job_errors (retried_by_run_id, tenant_id, tenant_installed_app_id)
  where retried_by_run_id is not null;

-- An install has one tenant, a run one install. Without knowing so the planner takes every filter for a further reduction,
-- expects one row where there are 100,000, and sorts them.
create statistics integration_job_runs_of_one_tenant (dependencies)
  on tenant_installed_app_id, tenant_id from public.integration_job_runs;
create statistics integration_job_errors_of_one_install (dependencies)
  on run_id, tenant_installed_app_id, tenant_id from public.integration_job_errors;

-- What people and retries did to a row error. Append-only: nobody, the server included, may change or delete a line; only
-- deleting the error itself (retention, or erasing a tenant) takes its history along.
create table public.integration_job_error_events (
  id bigint generated always as identity primary key,
  error_id uuid not null,
  tenant_id uuid not null,
  tenant_installed_app_id uuid not null,
  action text not null constraint integration_job_error_events_action
    check (action in ('resolved', 'reopened', 'noted', 'retried', 'gone')),
  note text constraint integration_job_error_events_note check (length(note) <= 2000),
  actor uuid references auth.users (id) on delete set null,
  actor_label text,
  run_id uuid,
  happened_at timestamptz not null default now(),
  constraint integration_job_error_events_error_of_install
    foreign key (error_id, tenant_id, tenant_installed_app_id)
    references public.integration_job_errors (id, tenant_id, tenant_installed_app_id) on delete cascade,
  constraint integration_job_error_events_run_of_install
    foreign key (run_id, tenant_id, tenant_installed_app_id)
    references public.integration_job_runs (id, tenant_id, tenant_installed_app_id) on delete set null (run_id)
);
alter table public.integration_job_error_events enable row level security;
revoke all on public.integration_job_error_events from public, anon, authenticated, service_role;
-- Older projects grant new sequences too; whoever may set this one makes the server's inserts fail.
revoke all on sequence public.integration_job_error_events_id_seq from public, anon, authenticated, service_role;
create index integration_job_error_events_error
  on public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, happened_at);
create index integration_job_error_events_actor on public.integration_job_error_events (actor) where actor is not null;
create index integration_job_error_events_run
  on public.integration_job_error_events (run_id, tenant_id, tenant_installed_app_id) where run_id is not null;

-- Which batches of row errors have arrived: a repeated batch is answered, and counted once.
create table private.job_run_batches (
  run_id uuid not null references public.integration_job_runs (id) on delete cascade,
  batch_no integer not null check (batch_no >= 0),
  errors integer not null check (errors >= 0),
  received_at timestamptz not null default now(),
  primary key (run_id, batch_no)
);
comment on table private.job_run_batches is 'Batches of row errors that have arrived, so that a repeated one counts once.';

-- Which row errors a retry was asked to repeat.
create table private.job_run_retries (
  run_id uuid not null references public.integration_job_runs (id) on delete cascade,
  error_id uuid not null references public.integration_job_errors (id) on delete cascade,
  primary key (run_id, error_id)
);
create index job_run_retries_error on private.job_run_retries (error_id);
comment on table private.job_run_retries is 'The row errors that a retry run was asked to repeat.';
revoke all on private.job_run_batches, private.job_run_retries from public, anon, authenticated;
grant select, insert, update, delete on private.job_run_batches, private.job_run_retries to service_role;

-- Triggers -------------------------------------------------------------------------------------------------------------

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;
create trigger platform_apps_updated_at before update on public.platform_apps
  for each row execute function private.touch_updated_at();

-- An insert that knows only the first columns still works: what follows from the parent is filled in here, and the
-- composite keys refuse anything else.
create function private.complete_run() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.tenant_id is null then
    select i.tenant_id into new.tenant_id
    from public.tenant_installed_apps i where i.id = new.tenant_installed_app_id;
  end if;
  if new.status = 'running' then
    new.phase := coalesce(new.phase, 'starting');
    new.deadline_at := coalesce(new.deadline_at, new.triggered_at + interval '1 hour');
  end if;
  return new;
end;
$$;
create trigger integration_job_runs_complete before insert on public.integration_job_runs
  for each row execute function private.complete_run();

create function private.complete_error() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  select r.tenant_id, r.tenant_installed_app_id into new.tenant_id, new.tenant_installed_app_id
  from public.integration_job_runs r where r.id = new.run_id;
  return new;
end;
$$;
create trigger integration_job_errors_complete before insert on public.integration_job_errors
  for each row when (new.tenant_id is null or new.tenant_installed_app_id is null)
  execute function private.complete_error();

-- A settled run is history: its status never changes again.
create function private.keep_settled_run() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'Run % is settled as %; its status cannot become %', old.id, old.status, new.status
    using errcode = 'check_violation', constraint = 'integration_job_runs_terminal';
end;
$$;
create trigger integration_job_runs_terminal before update of status on public.integration_job_runs
  for each row when (old.status <> 'running' and new.status is distinct from old.status)
  execute function private.keep_settled_run();

-- A text snapshot of the person beside every reference to one: deleting a person neither is blocked by history nor erases
-- it. Arguments: the column with the person's id, the column with the label.
create function private.label_person() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  person uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[1], (
    select coalesce(nullif(btrim(p.full_name), ''), p.email) from public.profiles p where p.id = person
  )));
end;
$$;
create trigger platform_apps_label_publisher before insert or update of published_by on public.platform_apps
  for each row when (new.published_by is not null)
  execute function private.label_person('published_by', 'published_by_label');
create trigger tenant_installed_apps_label_installer
  before insert or update of installed_by_user_id on public.tenant_installed_apps
  for each row when (new.installed_by_user_id is not null)
  execute function private.label_person('installed_by_user_id', 'installed_by_label');
create trigger integration_job_runs_label_person before insert on public.integration_job_runs
  for each row when (new.triggered_by is not null)
  execute function private.label_person('triggered_by', 'triggered_by_label');
create trigger integration_job_errors_label_resolver
  before insert or update of resolved_by on public.integration_job_errors
  for each row when (new.resolved_by is not null)
  execute function private.label_person('resolved_by', 'resolved_by_label');
create trigger integration_job_error_events_label_actor before insert on public.integration_job_error_events
  for each row when (new.actor is not null)
  execute function private.label_person('actor', 'actor_label');

revoke all on function
  private.touch_updated_at(), private.complete_run(), private.complete_error(), private.keep_settled_run(),
  private.label_person()
from public, anon, authenticated;
