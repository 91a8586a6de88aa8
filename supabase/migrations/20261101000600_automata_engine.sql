-- What the server asks of the database while the engine works: each function is one decision, atomic, and safe to repeat.
-- Two callers at the same moment are settled by row locks and unique indexes here, never by the caller. For service_role
-- only; none is a definer function. Times in seconds; an outcome is a word, described at each function.

alter table public.integration_job_runs add column claimed_until timestamptz;
comment on column public.integration_job_runs.claimed_until is 'Until when one reconcile looks after this run. Server only.';

create index integration_job_runs_running on public.integration_job_runs (deadline_at) where status = 'running';

create function public.automata_deployment() returns text
language sql stable set search_path = ''
as $$ select d.id from private.deployment d $$;
comment on function public.automata_deployment() is 'Id of this deployment, 12 hex digits: marks what it creates in the engine.';

-- Installs --------------------------------------------------------------------------------------------------------------

-- One writer per install: an operation on the engine holds a lease, and one that died loses it by time.
create function public.automata_lease_install(p_tenant_id uuid, p_install_id uuid, p_lease_id uuid, p_seconds integer)
returns boolean
language plpgsql set search_path = ''
as $$
begin
  update public.tenant_installed_apps i
  set lease_id = p_lease_id, leased_until = now() + make_interval(secs => p_seconds)
  where i.id = p_install_id and i.tenant_id = p_tenant_id
    and (i.lease_id is null or i.lease_id = p_lease_id or i.leased_until < now());
  return found;
end;
$$;
comment on function public.automata_lease_install(uuid, uuid, uuid, integer) is
  'Takes or extends the lease on an install. False: somebody else holds it, or there is no such install in the tenant.';

create function public.automata_release_install(p_tenant_id uuid, p_install_id uuid, p_lease_id uuid) returns void
language sql set search_path = ''
as $$
  update public.tenant_installed_apps i set lease_id = null, leased_until = null
  where i.id = p_install_id and i.tenant_id = p_tenant_id and i.lease_id = p_lease_id;
$$;
comment on function public.automata_release_install(uuid, uuid, uuid) is 'Gives a lease back; without effect when it was lost.';

create function public.automata_begin_install(
  p_tenant_id uuid, p_app_id uuid, p_user_id uuid, p_config jsonb, p_access_policy jsonb, p_lease_id uuid, p_seconds integer
) returns jsonb
language plpgsql set search_path = ''
as $$
declare
  app public.platform_apps;
  install public.tenant_installed_apps;
begin
  select a.* into app from public.platform_apps a
  where a.id = p_app_id and a.published_at is not null
    and (a.visibility = 'public' or p_tenant_id = any (a.allowed_tenant_ids));
  if not found then
    return jsonb_build_object('outcome', 'unavailable');
  end if;

  insert into public.tenant_installed_apps as i (
    tenant_id, app_id, installed_by_user_id, config, access_policy, enabled, state, app_version, lease_id, leased_until
  )
  values (
    p_tenant_id, p_app_id, p_user_id, p_config, p_access_policy, false, 'installing', app.version, p_lease_id,
    now() + make_interval(secs => p_seconds)
  )
  on conflict (tenant_id, app_id) do update set
    installed_at = now(), installed_by_user_id = excluded.installed_by_user_id, config = excluded.config,
    access_policy = excluded.access_policy, enabled = false, state = 'installing', state_reason = null,
    state_changed_at = now(), uninstalled_at = null, app_version = excluded.app_version, generation = i.generation + 1,
    lease_id = excluded.lease_id, leased_until = excluded.leased_until
    where i.state = 'uninstalled'
  returning * into install;
  if install.id is not null then
    return jsonb_build_object('outcome', 'begun', 'install_id', install.id, 'generation', install.generation);
  end if;

  select i.* into install from public.tenant_installed_apps i where i.tenant_id = p_tenant_id and i.app_id = p_app_id;
  return jsonb_build_object('outcome', 'exists', 'install_id', install.id, 'state', install.state);
end;
$$;
comment on function public.automata_begin_install(uuid, uuid, uuid, jsonb, jsonb, uuid, integer) is
  'Creates the install, or revives an uninstalled one with a new generation, in state installing and leased. Outcome: begun '
  '(install_id, generation), exists (install_id, state), unavailable (no such published app for the tenant).';

create function public.automata_claim_unsettled_installs(p_lease_id uuid, p_seconds integer, p_limit integer)
returns table (install_id uuid, tenant_id uuid, state text)
language sql set search_path = ''
as $$
  update public.tenant_installed_apps i
  set lease_id = p_lease_id, leased_until = now() + make_interval(secs => p_seconds)
  where i.id in (
    select due.id from public.tenant_installed_apps due
    where due.state in ('installing', 'uninstalling') and (due.lease_id is null or due.leased_until < now())
    order by due.state_changed_at
    limit p_limit
    for update skip locked
  )
  returning i.id, i.tenant_id, i.state;
$$;
comment on function public.automata_claim_unsettled_installs(uuid, integer, integer) is
  'Leases installs that were left half-way by an operation that died. Two callers never get the same one.';

-- Runs: start -----------------------------------------------------------------------------------------------------------

create function public.automata_start_run(
  p_tenant_id uuid, p_install_id uuid, p_user_id uuid, p_seconds integer,
  p_parent_run_id uuid default null, p_error_ids uuid[] default null
) returns jsonb
language plpgsql set search_path = ''
as $$
declare
  install_state text;
  new_run_id uuid;
  active_run_id uuid;
  to_retry integer;
begin
  -- Held against a pause or uninstall until this run is on record.
  select i.state into install_state from public.tenant_installed_apps i
  where i.id = p_install_id and i.tenant_id = p_tenant_id for share;
  if install_state is null then
    return jsonb_build_object('outcome', 'unknown_install');
  elsif install_state <> 'active' then
    return jsonb_build_object('outcome', 'not_active', 'state', install_state);
  elsif p_parent_run_id is not null and not exists (
    select 1 from public.integration_job_runs r
    where r.id = p_parent_run_id and r.tenant_id = p_tenant_id and r.tenant_installed_app_id = p_install_id
  ) then
    return jsonb_build_object('outcome', 'unknown_run');
  end if;

  insert into public.integration_job_runs (
    tenant_installed_app_id, tenant_id, triggered_at, status, phase, deadline_at, trigger, triggered_by, parent_run_id
  )
  values (
    p_install_id, p_tenant_id, now(), 'running', 'starting', now() + make_interval(secs => p_seconds),
    case when p_parent_run_id is null then 'manual' else 'retry' end, p_user_id, p_parent_run_id
  )
  on conflict (tenant_installed_app_id) where status = 'running' do nothing
  returning id into new_run_id;
  if new_run_id is null then
    select r.id into active_run_id from public.integration_job_runs r
    where r.tenant_installed_app_id = p_install_id and r.status = 'running';
    return jsonb_build_object('outcome', 'already_running', 'run_id', active_run_id);
  end if;

  if p_parent_run_id is not null then
    insert into private.job_run_retries (run_id, error_id)
    select new_run_id, e.id
    from public.integration_job_errors e
    where e.run_id = p_parent_run_id and e.tenant_id = p_tenant_id and e.tenant_installed_app_id = p_install_id
      and e.resolved_at is null and e.retried_by_run_id is null
      and coalesce(e.row_key, e.row_number::text) is not null
      and (p_error_ids is null or e.id = any (p_error_ids));
    get diagnostics to_retry = row_count;
    if to_retry = 0 then
      delete from public.integration_job_runs r where r.id = new_run_id;
      return jsonb_build_object('outcome', 'nothing_to_retry');
    end if;
  end if;
  return jsonb_build_object('outcome', 'started', 'run_id', new_run_id);
end;
$$;
comment on function public.automata_start_run(uuid, uuid, uuid, integer, uuid, uuid[]) is
  'Puts a run on record before the engine is called. With a parent it repeats that run''s open row errors, all or those '
  'named. Outcome: started (run_id), already_running (run_id), not_active (state), nothing_to_retry, unknown_run (no such parent), unknown_install.';

create function public.automata_rows_to_retry(p_run_id uuid)
returns table (row_key text, row_number integer)
language sql stable set search_path = ''
as $$
  select coalesce(e.row_key, '#' || e.row_number), min(e.row_number)
  from private.job_run_retries t
  join public.integration_job_errors e on e.id = t.error_id
  where t.run_id = p_run_id
  group by 1
  order by 2, 1;
$$;
comment on function public.automata_rows_to_retry(uuid) is
  'The rows that a retry repeats, one line a key; #<row number> stands for a row that was reported without one.';

create function public.automata_bind_execution(p_run_id uuid, p_execution_id text) returns boolean
language plpgsql set search_path = ''
as $$
begin
  update public.integration_job_runs r
  set n8n_execution_id = p_execution_id,
    phase = case when r.status = 'running' and r.phase <> 'cancelling' then 'running' else r.phase end
  where r.id = p_run_id and (r.n8n_execution_id is null or r.n8n_execution_id = p_execution_id);
  return found;
end;
$$;
comment on function public.automata_bind_execution(uuid, text) is
  'Ties a run to its execution in the engine, once. False: it is tied to another one.';

-- Runs: reports of the engine -------------------------------------------------------------------------------------------

-- Locks the run and says whether a report may be taken: 'open', 'settled', 'other_execution' or 'unknown_run'.
create function private.admit_report(p_run_id uuid, p_execution_id text) returns text
language plpgsql set search_path = ''
as $$
declare
  run record;
begin
  select r.status, r.n8n_execution_id into run from public.integration_job_runs r where r.id = p_run_id for update;
  if not found then
    return 'unknown_run';
  elsif run.n8n_execution_id is not null and run.n8n_execution_id <> p_execution_id then
    return 'other_execution';
  elsif run.status <> 'running' then
    return 'settled';
  end if;
  update public.integration_job_runs r
  set n8n_execution_id = p_execution_id, last_heard_at = clock_timestamp(),
    phase = case when r.phase = 'cancelling' then r.phase else 'running' end
  where r.id = p_run_id;
  return 'open';
end;
$$;

create function public.automata_record_progress(
  p_run_id uuid, p_execution_id text, p_processed integer, p_expected integer default null
) returns text
language plpgsql set search_path = ''
as $$
declare
  admitted text := private.admit_report(p_run_id, p_execution_id);
begin
  if admitted <> 'open' then
    return case admitted when 'settled' then 'already_settled' else admitted end;
  end if;
  -- Reports may overtake each other: progress never goes back.
  update public.integration_job_runs r
  set processed_rows = greatest(r.processed_rows, p_processed), expected_rows = coalesce(p_expected, r.expected_rows)
  where r.id = p_run_id;
  return 'recorded';
end;
$$;
comment on function public.automata_record_progress(uuid, text, integer, integer) is
  'Rows processed so far. Answers recorded, already_settled, other_execution or unknown_run.';

create function public.automata_record_errors(p_run_id uuid, p_execution_id text, p_batch_no integer, p_errors jsonb)
returns text
language plpgsql set search_path = ''
as $$
declare
  admitted text := private.admit_report(p_run_id, p_execution_id);
  run public.integration_job_runs;
begin
  if admitted not in ('open', 'settled') then
    return admitted;
  end if;
  if exists (select 1 from private.job_run_batches b where b.run_id = p_run_id and b.batch_no = p_batch_no) then
    return 'duplicate';
  end if;
  select r.* into run from public.integration_job_runs r where r.id = p_run_id;
  -- A batch that the final report announced and overtook is still welcome until the deadline; nothing else is.
  if admitted = 'settled' and (
    run.n8n_execution_id is null or coalesce(run.deadline_at, now()) <= now()
    or coalesce(run.batches_expected, 0) <= (select count(*) from private.job_run_batches b where b.run_id = p_run_id)
  ) then
    return 'already_settled';
  end if;

  insert into private.job_run_batches (run_id, batch_no, errors) values (p_run_id, p_batch_no, jsonb_array_length(p_errors));
  insert into public.integration_job_errors (
    run_id, tenant_id, tenant_installed_app_id, row_number, row_key, source_data, error_code, error_message, field,
    expected, received
  )
  select p_run_id, run.tenant_id, run.tenant_installed_app_id, e.row_number, e.row_key, e.source_data, e.code, e.message,
    e.field, e.expected, e.received
  from jsonb_to_recordset(p_errors) as e (
    row_number integer, row_key text, source_data jsonb, code text, message text, field text, expected text, received text
  );
  if admitted = 'settled' then
    perform private.settle_retried_rows(p_run_id);
    update public.integration_job_runs r set outcome_reason = private.shortfall(r.id) where r.id = p_run_id;
  end if;
  return 'recorded';
end;
$$;
comment on function public.automata_record_errors(uuid, text, integer, jsonb) is
  'One batch of row errors: an array of {row_number, row_key, source_data, code, message, field, expected, received}. '
  'Answers recorded, duplicate, already_settled, other_execution or unknown_run.';

-- Distinct failing rows: one row may have several error records.
create function private.failing_rows(p_run_id uuid) returns integer
language sql stable set search_path = ''
as $$
  select count(distinct coalesce('#' || e.row_number, e.row_key, e.id::text))::integer
  from public.integration_job_errors e where e.run_id = p_run_id;
$$;

-- What is missing between the final report and what arrived, in a sentence; null when nothing is.
create function private.shortfall(p_run_id uuid) returns text
language sql stable set search_path = ''
as $$
  select case
    when r.batches_expected > arrived.batches then
      format('The details of some failed rows have not arrived: %s of %s batches are missing.',
        r.batches_expected - arrived.batches, r.batches_expected)
    when r.error_count > private.failing_rows(r.id) then
      format('%s failed rows were counted, but only %s were described.', r.error_count, private.failing_rows(r.id))
    when (r.summary ->> 'reported_total_rows')::integer <> r.total_rows then
      format('The numbers reported do not add up: %s rows were announced, %s are accounted for.',
        r.summary ->> 'reported_total_rows', r.total_rows)
  end
  from public.integration_job_runs r
  cross join lateral (select count(*)::integer as batches from private.job_run_batches b where b.run_id = r.id) arrived
  where r.id = p_run_id;
$$;

-- Rows of a retry: one that failed again supersedes the old error, one that passed resolves it, any other stays open; of one
-- that the source no longer has, the history says so.
create function private.settle_retried_rows(
  p_run_id uuid, p_succeeded jsonb default '[]', p_gone jsonb default '[]'
) returns void
language plpgsql set search_path = ''
as $$
begin
  with failed_again as (
    update public.integration_job_errors old
    set retried_by_run_id = p_run_id
    from private.job_run_retries t
    where t.run_id = p_run_id and old.id = t.error_id and old.resolved_at is null and old.retried_by_run_id is null
      and exists (
        select 1 from public.integration_job_errors again
        where again.run_id = p_run_id
          and coalesce(again.row_key, '#' || again.row_number) = coalesce(old.row_key, '#' || old.row_number)
      )
    returning old.id, old.tenant_id, old.tenant_installed_app_id
  )
  insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, run_id)
  select f.id, f.tenant_id, f.tenant_installed_app_id, 'retried', p_run_id from failed_again f;

  with passed as (
    update public.integration_job_errors old
    set resolved_at = now(), resolved_by_run_id = p_run_id
    from private.job_run_retries t
    where t.run_id = p_run_id and old.id = t.error_id and old.resolved_at is null and old.retried_by_run_id is null
      and coalesce(old.row_key, '#' || old.row_number) in (select jsonb_array_elements_text(p_succeeded))
    returning old.id, old.tenant_id, old.tenant_installed_app_id
  )
  insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, run_id)
  select p.id, p.tenant_id, p.tenant_installed_app_id, 'resolved', p_run_id from passed p;

  insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, run_id)
  select old.id, old.tenant_id, old.tenant_installed_app_id, 'gone', p_run_id
  from private.job_run_retries t
  join public.integration_job_errors old on old.id = t.error_id
  where t.run_id = p_run_id and old.resolved_at is null and old.retried_by_run_id is null
    and coalesce(old.row_key, '#' || old.row_number) in (select jsonb_array_elements_text(p_gone));
end;
$$;

-- A workflow that says it could not do its work was no success, whatever the numbers.
create function private.status_of(p_success integer, p_errors integer, p_gave_up boolean) returns text
language sql immutable set search_path = ''
as $$
  select case
    when p_errors = 0 and not p_gave_up then 'success'
    when p_success > 0 then 'partial'
    else 'failed'
  end;
$$;

create function public.automata_settle_run(p_run_id uuid, p_execution_id text, p_report jsonb) returns jsonb
language plpgsql set search_path = ''
as $$
declare
  admitted text := private.admit_report(p_run_id, p_execution_id);
  succeeded integer := coalesce((p_report ->> 'success_count')::integer, 0);
  skipped integer := coalesce((p_report ->> 'skipped_count')::integer, 0);
  failing integer;
  settled_as text;
begin
  if admitted <> 'open' then
    return jsonb_build_object('outcome', case admitted when 'settled' then 'already_settled' else admitted end);
  end if;
  -- A described failure is evidence: a report that counts fewer does not hide it.
  failing := greatest(coalesce((p_report ->> 'error_count')::integer, 0), private.failing_rows(p_run_id));
  settled_as := private.status_of(succeeded, failing, p_report ->> 'outcome_reason' is not null);

  update public.integration_job_runs r
  set status = settled_as, phase = null, completed_at = clock_timestamp(),
    batches_expected = coalesce((p_report ->> 'batches')::integer, 0),
    summary = jsonb_build_object(
      'total_rows', succeeded + failing + skipped, 'success_count', succeeded, 'error_count', failing,
      'skipped_count', skipped,
      'reported_total_rows', coalesce((p_report ->> 'total_rows')::integer, succeeded + failing + skipped)
    ),
    processed_rows = succeeded + failing + skipped, outcome_reason = p_report ->> 'outcome_reason'
  where r.id = p_run_id;
  perform private.settle_retried_rows(
    p_run_id, coalesce(nullif(p_report -> 'succeeded_keys', 'null'), '[]'), coalesce(nullif(p_report -> 'gone_keys', 'null'), '[]')
  );
  update public.integration_job_runs r
  set outcome_reason = coalesce(r.outcome_reason, private.shortfall(p_run_id),
    case when succeeded + failing + skipped = 0 then 'There was nothing to do.' end)
  where r.id = p_run_id;
  return jsonb_build_object('outcome', 'settled', 'status', settled_as);
end;
$$;
comment on function public.automata_settle_run(uuid, text, jsonb) is
  'The final report: {batches, total_rows, success_count, error_count, skipped_count, succeeded_keys, '
  'gone_keys, outcome_reason}. The status follows from the numbers. Outcome: settled (status), already_settled, other_execution or unknown_run.';

create function public.automata_settle_without_report(p_run_id uuid, p_status text, p_reason text) returns boolean
language plpgsql set search_path = ''
as $$
begin
  if p_status not in ('failed', 'aborted') then
    raise exception 'A run without a report is failed or aborted, not %', p_status using errcode = 'check_violation';
  end if;
  perform 1 from public.integration_job_runs r where r.id = p_run_id and r.status = 'running' for update;
  if not found then
    return false;
  end if;
  -- What succeeded is not known: only the failures that were described are counted.
  update public.integration_job_runs r
  set status = p_status, phase = null, completed_at = clock_timestamp(), outcome_reason = p_reason,
    summary = jsonb_build_object('error_count', private.failing_rows(p_run_id))
  where r.id = p_run_id;
  perform private.settle_retried_rows(p_run_id);
  return true;
end;
$$;
comment on function public.automata_settle_without_report(uuid, text, text) is
  'Settles a run that will not report, as failed or aborted, with a reason. False: it was settled already.';

create function public.automata_claim_silent_runs(p_silent_seconds integer, p_claim_seconds integer, p_limit integer)
returns table (
  run_id uuid, tenant_id uuid, install_id uuid, n8n_workflow_id text, n8n_execution_id text, phase text,
  triggered_at timestamptz, overdue boolean
)
language sql set search_path = ''
as $$
  update public.integration_job_runs r
  set claimed_until = now() + make_interval(secs => p_claim_seconds)
  from public.tenant_installed_apps i
  where i.id = r.tenant_installed_app_id and r.id in (
    select due.id from public.integration_job_runs due
    where due.status = 'running' and coalesce(due.claimed_until < now(), true)
      and (due.deadline_at < now()
        or greatest(due.last_heard_at, due.triggered_at) < now() - make_interval(secs => p_silent_seconds))
    order by due.deadline_at
    limit p_limit
    for update skip locked
  )
  returning r.id, r.tenant_id, r.tenant_installed_app_id, i.n8n_workflow_id, r.n8n_execution_id, r.phase, r.triggered_at,
    r.deadline_at < now();
$$;
comment on function public.automata_claim_silent_runs(integer, integer, integer) is
  'Running runs that have not been heard of for some time or are past their deadline. Two callers never get the same one.';

-- Row errors ------------------------------------------------------------------------------------------------------------

-- Which errors an operation means: those named, or all of the run that match the cause and the field.
create function private.selected_errors(
  p_tenant_id uuid, p_run_id uuid, p_error_ids uuid[], p_error_code text, p_field text, p_resolved boolean
) returns setof uuid
language sql stable set search_path = ''
as $$
  select e.id
  from public.integration_job_errors e
  where e.run_id = p_run_id and e.tenant_id = p_tenant_id
    and (e.resolved_at is not null) = p_resolved
    and (p_error_ids is null or e.id = any (p_error_ids))
    and (p_error_code is null or e.error_code = p_error_code)
    and (p_field is null or e.field = p_field);
$$;

create function public.automata_resolve_errors(
  p_tenant_id uuid, p_run_id uuid, p_user_id uuid, p_note text,
  p_error_ids uuid[] default null, p_error_code text default null, p_field text default null
) returns integer
language plpgsql set search_path = ''
as $$
declare
  changed integer;
begin
  with done as (
    update public.integration_job_errors e
    set resolved_at = now(), resolved_by = p_user_id, resolution_note = nullif(btrim(p_note), '')
    where e.id in (
      select private.selected_errors(p_tenant_id, p_run_id, p_error_ids, p_error_code, p_field, p_resolved => false)
    )
    returning e.id, e.tenant_id, e.tenant_installed_app_id
  )
  insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, note, actor)
  select d.id, d.tenant_id, d.tenant_installed_app_id, 'resolved', nullif(btrim(p_note), ''), p_user_id from done d;
  get diagnostics changed = row_count;
  return changed;
end;
$$;
comment on function public.automata_resolve_errors(uuid, uuid, uuid, text, uuid[], text, text) is
  'Resolves row errors of one run: those named, or all that match a cause and a field. Returns how many.';

create function public.automata_reopen_errors(
  p_tenant_id uuid, p_run_id uuid, p_user_id uuid, p_note text,
  p_error_ids uuid[] default null, p_error_code text default null, p_field text default null
) returns integer
language plpgsql set search_path = ''
as $$
declare
  changed integer;
begin
  with done as (
    update public.integration_job_errors e
    set resolved_at = null, resolved_by = null, resolved_by_label = null, resolved_by_run_id = null, resolution_note = null
    where e.id in (
      select private.selected_errors(p_tenant_id, p_run_id, p_error_ids, p_error_code, p_field, p_resolved => true)
    )
    returning e.id, e.tenant_id, e.tenant_installed_app_id
  )
  insert into public.integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, note, actor)
  select d.id, d.tenant_id, d.tenant_installed_app_id, 'reopened', nullif(btrim(p_note), ''), p_user_id from done d;
  get diagnostics changed = row_count;
  return changed;
end;
$$;
comment on function public.automata_reopen_errors(uuid, uuid, uuid, text, uuid[], text, text) is
  'Opens resolved row errors of one run again. Returns how many; what was noted stays in their history.';

create function public.automata_erase_source_data(p_older_than timestamptz, p_limit integer) returns integer
language plpgsql set search_path = ''
as $$
declare
  erased integer;
begin
  update public.integration_job_errors e
  set source_data = null, received = null
  where e.id in (
    select old.id from public.integration_job_errors old
    join public.integration_job_runs r on r.id = old.run_id
    where r.triggered_at < p_older_than and r.status <> 'running' and (old.source_data is not null or old.received is not null)
    limit p_limit
    for update of old skip locked
  );
  get diagnostics erased = row_count;
  return erased;
end;
$$;
comment on function public.automata_erase_source_data(timestamptz, integer) is
  'Erases what row errors hold of the source rows, for runs older than the retention. Returns how many; repeat until 0.';

-- Objects in the engine that no install claims ----------------------------------------------------------------------------

create table private.engine_orphans (
  kind text not null check (kind in ('workflow', 'credential')),
  engine_id text not null,
  first_seen_at timestamptz not null default now(),
  primary key (kind, engine_id)
);
comment on table private.engine_orphans is 'Objects of ours in the engine that no install claims, in quarantine before they are deleted.';
revoke all on private.engine_orphans from public, anon, authenticated;
grant select, insert, update, delete on private.engine_orphans to service_role;

create function public.automata_quarantine(p_kind text, p_engine_ids text[], p_seconds integer) returns setof text
language plpgsql set search_path = ''
as $$
begin
  -- One that is claimed again, or gone, starts anew if it ever comes back.
  delete from private.engine_orphans o where o.kind = p_kind and o.engine_id <> all (p_engine_ids);
  insert into private.engine_orphans (kind, engine_id) select p_kind, unnest(p_engine_ids) on conflict do nothing;
  return query
    select o.engine_id from private.engine_orphans o
    where o.kind = p_kind and o.first_seen_at <= now() - make_interval(secs => p_seconds)
    order by o.first_seen_at;
end;
$$;
comment on function public.automata_quarantine(text, text[], integer) is
  'Takes the objects that no install claims now; returns those unclaimed for long enough to be deleted.';

-- For the server only.
revoke all on function
  public.automata_deployment(), public.automata_lease_install(uuid, uuid, uuid, integer),
  public.automata_release_install(uuid, uuid, uuid),
  public.automata_begin_install(uuid, uuid, uuid, jsonb, jsonb, uuid, integer),
  public.automata_claim_unsettled_installs(uuid, integer, integer),
  public.automata_start_run(uuid, uuid, uuid, integer, uuid, uuid[]), public.automata_rows_to_retry(uuid),
  public.automata_bind_execution(uuid, text), public.automata_record_progress(uuid, text, integer, integer),
  public.automata_record_errors(uuid, text, integer, jsonb), public.automata_settle_run(uuid, text, jsonb),
  public.automata_settle_without_report(uuid, text, text), public.automata_claim_silent_runs(integer, integer, integer),
  public.automata_resolve_errors(uuid, uuid, uuid, text, uuid[], text, text),
  public.automata_reopen_errors(uuid, uuid, uuid, text, uuid[], text, text),
  public.automata_erase_source_data(timestamptz, integer), public.automata_quarantine(text, text[], integer),
  private.admit_report(uuid, text), private.failing_rows(uuid), private.shortfall(uuid),
  private.settle_retried_rows(uuid, jsonb, jsonb), private.status_of(integer, integer, boolean),
  private.selected_errors(uuid, uuid, uuid[], text, text, boolean)
from public, anon, authenticated, service_role;
grant execute on function
  public.automata_deployment(), public.automata_lease_install(uuid, uuid, uuid, integer),
  public.automata_release_install(uuid, uuid, uuid),
  public.automata_begin_install(uuid, uuid, uuid, jsonb, jsonb, uuid, integer),
  public.automata_claim_unsettled_installs(uuid, integer, integer),
  public.automata_start_run(uuid, uuid, uuid, integer, uuid, uuid[]), public.automata_rows_to_retry(uuid),
  public.automata_bind_execution(uuid, text), public.automata_record_progress(uuid, text, integer, integer),
  public.automata_record_errors(uuid, text, integer, jsonb), public.automata_settle_run(uuid, text, jsonb),
  public.automata_settle_without_report(uuid, text, text), public.automata_claim_silent_runs(integer, integer, integer),
  public.automata_resolve_errors(uuid, uuid, uuid, text, uuid[], text, text),
  public.automata_reopen_errors(uuid, uuid, uuid, text, uuid[], text, text),
  public.automata_erase_source_data(timestamptz, integer), public.automata_quarantine(text, text[], integer),
  private.admit_report(uuid, text), private.failing_rows(uuid), private.shortfall(uuid),
  private.settle_retried_rows(uuid, jsonb, jsonb), private.status_of(integer, integer, boolean),
  private.selected_errors(uuid, uuid, uuid[], text, text, boolean)
to service_role;
