-- What a page asks and PostgREST cannot: sums over many rows. Only the server may ask, after it has checked the right to
-- view the logs of the install; tenant and install are part of the question, so that a run of others counts nothing.

create function public.automata_error_causes(p_tenant_id uuid, p_install_id uuid, p_run_id uuid)
returns table (error_code text, total bigint, open bigint)
language sql stable set search_path = ''
as $$
  select e.error_code, count(*), count(*) filter (where e.resolved_at is null and e.retried_by_run_id is null)
  from public.integration_job_errors e
  where e.run_id = p_run_id and e.tenant_id = p_tenant_id and e.tenant_installed_app_id = p_install_id
  group by e.error_code
  order by 3 desc, 2 desc, 1;
$$;
comment on function public.automata_error_causes(uuid, uuid, uuid) is
  'The row errors of one run by cause: how many there are, and how many are neither resolved nor superseded by a retry.';

revoke all on function public.automata_error_causes(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.automata_error_causes(uuid, uuid, uuid) to service_role;
