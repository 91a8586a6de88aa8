-- What the hub shows at a glance, and how far an installation has come.

alter table public.tenant_installed_apps
  add column setup_step text,
  add constraint tenant_installed_apps_setup_step check (
    setup_step is null
    or (state = 'installing' and setup_step in (
      'begun', 'trigger_credential_stored', 'credentials_stored', 'workflow_created', 'workflow_recorded', 'published', 'live'
    ))
  );
comment on column public.tenant_installed_apps.setup_step is
  'The last step that an installation has finished, while state is installing; null at any other time.';
grant select (setup_step) on public.tenant_installed_apps to authenticated;

create function public.automata_hub(p_tenant_id uuid, p_installs uuid[], p_first_day date, p_timezone text) returns jsonb
language sql stable set search_path = ''
as $$
  with outcome as (
    select r.tenant_installed_app_id as install_id, (r.triggered_at at time zone p_timezone)::date as day, r.status,
      count(*) as runs
    from public.integration_job_runs r
    where r.tenant_id = p_tenant_id and r.triggered_at >= (p_first_day::timestamp at time zone p_timezone)
      and r.status <> 'running'
      and (p_installs is null or r.tenant_installed_app_id = any (p_installs))
    group by 1, 2, 3
  ), open_errors as (
    select e.tenant_installed_app_id as install_id, count(*) as errors
    from public.integration_job_errors e
    where e.tenant_id = p_tenant_id and e.resolved_at is null and e.retried_by_run_id is null
      and (p_installs is null or e.tenant_installed_app_id = any (p_installs))
    group by 1
  ), install as (
    select i.id,
      coalesce((select o.errors from open_errors o where o.install_id = i.id), 0) as open_errors,
      coalesce((select sum(o.runs) from outcome o where o.install_id = i.id), 0) as settled,
      coalesce((select sum(o.runs) from outcome o where o.install_id = i.id and o.status = 'success'), 0) as succeeded,
      (
        select jsonb_build_object(
          'id', r.id, 'status', r.status, 'phase', r.phase, 'triggered_at', r.triggered_at, 'completed_at', r.completed_at,
          'total_rows', r.total_rows, 'success_count', r.success_count, 'error_count', r.error_count,
          'skipped_count', r.skipped_count
        )
        from public.integration_job_runs r
        where r.tenant_installed_app_id = i.id and r.tenant_id = p_tenant_id
        order by r.triggered_at desc, r.id desc
        limit 1
      ) as last_run
    from public.tenant_installed_apps i
    where i.tenant_id = p_tenant_id and (p_installs is null or i.id = any (p_installs))
  )
  select jsonb_build_object(
    'installs', coalesce((select jsonb_agg(to_jsonb(install)) from install), '[]'::jsonb),
    'days', coalesce((
      select jsonb_agg(jsonb_build_object('day', d.day, 'status', d.status, 'runs', d.runs) order by d.day)
      from (select outcome.day, outcome.status, sum(outcome.runs) as runs from outcome group by 1, 2) d
    ), '[]'::jsonb)
  );
$$;
comment on function public.automata_hub(uuid, uuid[], date, text) is
  'For the installs of a tenant, all or those given: the last run, open row errors, and since a day in a time zone the settled and '
  'the successful runs; and the runs of each of these days by outcome. Only the server may ask, after it has checked the right '
  'to view the logs of these installs.';

revoke all on function public.automata_hub(uuid, uuid[], date, text) from public, anon, authenticated, service_role;
grant execute on function public.automata_hub(uuid, uuid[], date, text) to service_role;
