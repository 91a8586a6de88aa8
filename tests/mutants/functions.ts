import { type Mutant, mutants, rewrite } from "./mutant.ts";

const accessPolicy = "private.is_access_policy(jsonb)";
const viewerRights = "public.automata_viewer_rights(uuid,uuid)";
const rights = "private.rights_in(uuid)";
const apps = "private.granted_apps()";
const seesAutomata = "private.sees_automata()";

export const functionMutants: Mutant[] = mutants("helper function altered", {
  "member_tenants runs as its caller": "alter function private.member_tenants() security invoker",
  "admin_tenants is computed for every row": "alter function private.admin_tenants() volatile",
  "role_installs takes its caller's search_path": "alter function private.role_installs(text) reset search_path",
  "label_person takes its caller's search_path": "alter function private.label_person() reset search_path",
  "granted_apps may be called by anon": "grant execute on function private.granted_apps() to anon",
  "rights_in may be called by users": "grant execute on function private.rights_in(uuid) to authenticated",
  "automata_viewer_rights may be called by everybody":
    "grant execute on function public.automata_viewer_rights(uuid, uuid) to public",
  "automata_memberships may be called by users":
    "grant execute on function public.automata_memberships(uuid) to authenticated",
  "automata_viewer_rights is a definer function":
    "alter function public.automata_viewer_rights(uuid, uuid) security definer",
  "the policies' helper is not executable": "revoke execute on function private.member_tenants() from authenticated",
  "schema private is open": "grant usage on schema private to authenticated",

  "is_access_policy takes a text for a list": rewrite(accessPolicy, ["<> 'array' then true", "<> 'array' then false"]),
  "is_access_policy takes any key": rewrite(accessPolicy, [
    "p_policy - 'view_definition' - 'view_logs' = '{}'::jsonb",
    "true",
  ]),
  "is_access_policy takes any number of roles": rewrite(accessPolicy, ["> 20", "> 20000"]),
  "is_access_policy takes numbers for roles": rewrite(accessPolicy, ["jsonb_typeof(role.value) <> 'string' or", ""]),

  "granted_apps shows drafts to named tenants": rewrite(apps, ["a.published_at is not null", "true"]),
  "granted_apps shows private apps to all tenants": rewrite(apps, [
    "a.allowed_tenant_ids && member_of",
    "a.allowed_tenant_ids is not null",
  ]),
  "granted_apps forgets installed apps": rewrite(apps, ["i.tenant_id = any (member_of)", "false"]),
  "granted_apps counts everybody's installs": rewrite(apps, ["i.tenant_id = any (member_of)", "true"]),

  "sees_automata: everybody": rewrite(seesAutomata, ["public.is_super_admin()", "true"]),
  "sees_automata: roles in view_definition forgotten": rewrite(seesAutomata, [
    "or cardinality(private.role_installs('view_definition')) > 0",
    "",
  ]),
  "get_accessible_pages is the dashboard's own again": `
    create or replace function public.get_accessible_pages() returns setof text
    language sql stable set search_path = '' as 'select unnest(array[''dashboard'', ''apps''])'`,
  "get_accessible_pages no longer asks the dashboard's": `
    create or replace function public.get_accessible_pages() returns setof text language sql stable set search_path = ''
    begin atomic select 'studio.automata'::text where private.sees_automata(); end`,

  "automata_viewer_rights leaves its caller as somebody else": rewrite(viewerRights, [
    "coalesce(claims, '')",
    "current_setting('request.jwt.claims')",
  ]),
  "rights_in: every member views": rewrite(rights, [
    "exists (select 1 from page where page.slug = 'studio.automata')",
    "exists (select 1 from tenant)",
  ]),
  "rights_in: the two lists of an access policy are mixed up": rewrite(rights, [
    "private.role_installs('view_logs')",
    "private.role_installs('view_definition')",
  ]),
  "installs_of: installs of other tenants": rewrite("private.installs_of(uuid,uuid[])", [
    "i.tenant_id = p_tenant_id",
    "true",
  ]),
  "automata_memberships: everybody is a super admin": rewrite("public.automata_memberships(uuid)", [
    "(select private.is_super_admin(p_user_id))",
    "true",
  ]),

  "complete_run sets no deadline of an hour": rewrite("private.complete_run()", [
    "interval '1 hour'",
    "interval '1 day'",
  ]),
  "complete_run overwrites a phase": rewrite("private.complete_run()", [
    "coalesce(new.phase, 'starting')",
    "'starting'",
  ]),
  "complete_run fills no tenant": rewrite("private.complete_run()", ["new.tenant_id is null", "false"]),
  "complete_error fills nothing":
    "alter table public.integration_job_errors disable trigger integration_job_errors_complete",
  "keep_settled_run lets history change": `
    create or replace function private.keep_settled_run() returns trigger language plpgsql set search_path = ''
    as 'begin return new; end'`,
  "touch_updated_at touches nothing": rewrite("private.touch_updated_at()", ["new.updated_at := now();", ""]),
  "label_person forgets people without a name": rewrite("private.label_person()", [
    "coalesce(nullif(btrim(p.full_name), ''), p.email)",
    "p.full_name",
  ]),
  "label_person is not called": "drop trigger integration_job_errors_label_resolver on public.integration_job_errors",
});
