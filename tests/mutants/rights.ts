import { type Mutant, mutants, rewrite } from "./mutant.ts";

const members = "private.member_tenants()";
const admins = "private.admin_tenants()";
const installs = "private.role_installs(text)";
const logs = "private.log_installs()";
const rights = "private.rights_in(uuid)";
const memberships = "public.automata_memberships(uuid)";
const superAdmin = "public.is_super_admin()";

const active = "tu.status = 'active'";
const mine = "tu.user_id = (select auth.uid())";

const membership = mutants("membership test weakened", {
  "member_tenants: former members stay in": rewrite(members, [active, "true"]),
  "member_tenants: the suspended stay in": rewrite(members, [active, "tu.status <> 'inactive'"]),
  "member_tenants: the inactive stay in": rewrite(members, [active, "tu.status <> 'suspended'"]),
  "member_tenants: anybody's memberships": rewrite(members, [mine, "true"]),
  "member_tenants: every tenant": rewrite(members, ["private.acts_everywhere()", "true"]),
  "admin_tenants: former admins stay in": rewrite(admins, [active, "true"]),
  "admin_tenants: suspended admins stay in": rewrite(admins, [active, "tu.status <> 'inactive'"]),
  "admin_tenants: anybody's memberships": rewrite(admins, [mine, "true"]),
  "role_installs: former members keep the logs": rewrite(installs, [active, "true"]),
  "role_installs: suspended members keep the logs": rewrite(installs, [active, "tu.status <> 'inactive'"]),
  "role_installs: anybody's role": rewrite(installs, [mine, "true"]),
  "log_installs: former members keep the logs": rewrite(logs, [active, "true"]),
  "log_installs: suspended members keep the logs": rewrite(logs, [active, "tu.status <> 'inactive'"]),
  "log_installs: anybody's membership": rewrite(logs, [mine, "true"]),
  "acts_everywhere: everybody": rewrite(
    "private.acts_everywhere()",
    ["public.is_super_admin()", "true"],
    ["t.is_super", "true"],
  ),
  "rights_in: former members count": rewrite(rights, [active, "true"]),
  "rights_in: anybody's membership": rewrite(rights, [mine, "true"]),
  "rights_in: a tenant of nobody's": rewrite(rights, ["t.id = any (private.member_tenants())", "true"]),
  "rights_in: a membership of another tenant": rewrite(rights, ["tu.tenant_id = p_tenant_id", "true"]),
  "automata_memberships: former members may switch to the tenant": rewrite(memberships, [
    "mine.status = 'active'",
    "true",
  ]),
  "automata_memberships: somebody else's tenants": rewrite(memberships, ["mine.user_id = p_user_id", "true"]),
  "is_super_admin: former super admins stay": rewrite(superAdmin, ["tu.is_active", "true"]),
});

const role = mutants("role test weakened", {
  "admin_tenants: any role is an admin's": rewrite(admins, ["r.slug = 'tenant_admin'", "true"]),
  "admin_tenants: operations is an admin's role": rewrite(admins, [
    "r.slug = 'tenant_admin'",
    "r.slug in ('tenant_admin', 'operations')",
  ]),
  "admin_tenants: whatever sounds like an admin": rewrite(admins, ["r.slug = 'tenant_admin'", "r.slug like '%admin'"]),
  "admin_tenants: another tenant's role": rewrite(admins, ["r.tenant_id = tu.tenant_id", "true"]),
  "admin_tenants: the legacy text": rewrite(
    admins,
    ["join public.roles r", "left join public.roles r"],
    ["r.slug = 'tenant_admin'", "coalesce(r.slug, tu.role) = 'tenant_admin'"],
  ),
  "role_installs: another tenant's role": rewrite(installs, ["r.tenant_id = tu.tenant_id", "true"]),
  "role_installs: another tenant's installs": rewrite(installs, ["i.tenant_id = tu.tenant_id", "true"]),
  "role_installs: the legacy text": rewrite(
    installs,
    ["join public.roles r", "left join public.roles r"],
    ["? r.slug", "? coalesce(r.slug, tu.role)"],
  ),
  "role_installs: any role, once the list names one": rewrite(installs, [
    "i.access_policy -> p_list ? r.slug",
    "jsonb_array_length(i.access_policy -> p_list) > 0",
  ]),
  "role_installs: a slug that another one contains": rewrite(installs, [
    "i.access_policy -> p_list ? r.slug",
    "i.access_policy ->> p_list like '%' || r.slug || '%'",
  ]),
  "role_installs: whichever list": rewrite(installs, [
    "i.access_policy -> p_list ? r.slug",
    "(i.access_policy -> 'view_logs' ? r.slug or i.access_policy -> 'view_definition' ? r.slug)",
  ]),
  "log_installs: any role is an admin's": rewrite(logs, ["r.slug = 'tenant_admin'", "true"]),
  "log_installs: another tenant's role": rewrite(logs, ["r.tenant_id = tu.tenant_id", "true"]),
  "log_installs: another tenant's installs": rewrite(logs, ["i.tenant_id = tu.tenant_id", "true"]),
  "log_installs: whichever list": rewrite(logs, [
    "i.access_policy -> 'view_logs' ? r.slug",
    "(i.access_policy -> 'view_logs' ? r.slug or i.access_policy -> 'view_definition' ? r.slug)",
  ]),
  "rights_in: another tenant's role": rewrite(rights, ["r.tenant_id = tu.tenant_id", "true"]),
  "rights_in: a page that is named but not granted": rewrite(rights, [
    "pp.permissions -> 'access' = 'true'::jsonb",
    "pp.permissions is not null",
  ]),
  "rights_in: a collection counts as a page": rewrite(rights, ["pp.resource_type = 'page'", "true"]),
  "rights_in: every member manages": rewrite(rights, [
    "tenant.id = any (private.admin_tenants())",
    "tenant.id = any (private.member_tenants())",
  ]),
  "rights_in: tenant admins publish": rewrite(rights, [
    "'can_publish', coalesce(public.is_super_admin(), false)",
    "'can_publish', cardinality(private.admin_tenants()) > 0",
  ]),
  "is_super_admin: the role of any tenant": rewrite(superAdmin, ["t.is_super", "true"]),
  "is_super_admin: any role in the platform tenant": rewrite(superAdmin, ["tu.role = 'super_admin'", "true"]),
});

export const rightsMutants: Mutant[] = [...membership, ...role];
