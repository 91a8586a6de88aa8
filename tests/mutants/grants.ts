import { type Mutant, mutants } from "./mutant.ts";

const hiddenColumns: [table: string, column: string][] = [
  ["platform_apps", "n8n_workflow_json"],
  ["platform_apps", "n8n_template_workflow_id"],
  ["platform_apps", "allowed_tenant_ids"],
  ["platform_apps", "published_by"],
  ["platform_apps", "published_by_label"],
  ["tenant_installed_apps", "n8n_workflow_id"],
  ["tenant_installed_apps", "generation"],
  ["tenant_installed_apps", "lease_id"],
  ["tenant_installed_apps", "leased_until"],
  ["tenant_app_credentials", "n8n_credential_id"],
  ["integration_job_runs", "n8n_execution_id"],
  ["integration_job_runs", "claimed_until"],
];
const tablesWithHiddenColumns = [...new Set(hiddenColumns.map(([table]) => table))];

const hidden = mutants("hidden column granted", {
  ...Object.fromEntries(
    hiddenColumns.map(([table, column]) => [
      `${table}.${column}`,
      `grant select (${column}) on public.${table} to authenticated`,
    ]),
  ),
  ...Object.fromEntries(
    tablesWithHiddenColumns.map((table) => [`all of ${table}`, `grant select on public.${table} to authenticated`]),
  ),
  "n8n_workflow_id to public": "grant select (n8n_workflow_id) on public.tenant_installed_apps to public",
  "names of apps to anon": "grant select (id, name) on public.platform_apps to anon",
});

const write = mutants("write granted or write policy added", {
  "insert into platform_apps": "grant insert on public.platform_apps to authenticated",
  "update of tenant_installed_apps": "grant update on public.tenant_installed_apps to authenticated",
  "delete from tenant_installed_apps": "grant delete on public.tenant_installed_apps to authenticated",
  "update of one column of tenant_installed_apps":
    "grant update (config) on public.tenant_installed_apps to authenticated",
  "update of the tenant of an install": "grant update (tenant_id) on public.tenant_installed_apps to authenticated",
  "insert into tenant_app_credentials": "grant insert on public.tenant_app_credentials to authenticated",
  "update of a resolution":
    "grant update (resolved_at, resolution_note) on public.integration_job_errors to authenticated",
  "insert of runs":
    "grant insert (tenant_installed_app_id, triggered_at, status) on public.integration_job_runs to authenticated",
  "insert by anon": "grant insert on public.integration_job_error_events to anon",
  "truncate by authenticated": "grant truncate on public.integration_job_runs to authenticated",
  "truncate by service_role": "grant truncate on public.integration_job_error_events to service_role",
  "triggers by anon": "grant trigger on public.integration_job_errors to anon",
  "references by authenticated": "grant references on public.platform_apps to authenticated",
  "maintenance by authenticated": "grant maintain on public.integration_job_runs to authenticated",
  "the server rewrites history": "grant update on public.integration_job_error_events to service_role",
  "the server deletes history": "grant delete on public.integration_job_error_events to service_role",
  "rights that may be passed on": "grant select on public.platform_apps to service_role with grant option",
  "anon sets the sequence of the history": "grant all on sequence public.integration_job_error_events_id_seq to anon",
  "authenticated reads the bookkeeping": "grant select on private.deployment to authenticated",
  "a policy for updates by admins": `create policy "Admins change installs" on public.tenant_installed_apps for update
    to authenticated using (tenant_installed_apps.tenant_id = any ((select private.admin_tenants())::uuid[]))`,
  "a policy for everything, with its grant": `
    create policy "Admins do everything" on public.integration_job_errors for all to authenticated
      using (integration_job_errors.tenant_id = any ((select private.admin_tenants())::uuid[]));
    grant insert, update, delete on public.integration_job_errors to authenticated`,
});

export const grantMutants: Mutant[] = [...hidden, ...write];
