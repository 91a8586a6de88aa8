import { z } from "zod";
import type { IntegrationSlug } from "../nav";

/** Rights that hold in a tenant as a whole. */
export type TenantRight = "automata.view" | "automata.manage" | "apps.publish";
/** Rights that hold for one install. */
export type InstallRight = "logs.view" | "definition.view";

/** What public.automata_viewer_rights answers. Anything missing or of another shape is an error, not a right. */
export const rightsSchema = z
  .object({
    member: z.boolean(),
    super_admin: z.boolean(),
    tenant_id: z.guid().nullable(),
    role_slug: z.string().nullable(),
    can_view: z.boolean(),
    can_manage: z.boolean(),
    can_publish: z.boolean(),
    log_installs: z.array(z.guid()),
    definition_installs: z.array(z.guid()),
    pages: z.array(z.string()),
  })
  .transform((row) => ({
    isMember: row.member,
    isSuperAdmin: row.super_admin,
    /** Null if the person is a stranger to the tenant, or there is no such tenant. */
    tenantId: row.tenant_id,
    roleSlug: row.role_slug,
    canView: row.can_view,
    canManage: row.can_manage,
    canPublish: row.can_publish,
    logInstalls: row.log_installs,
    definitionInstalls: row.definition_installs,
    pages: row.pages,
  }));

/** What one person may do in one tenant, as the database decided it for this request. */
export type Rights = z.output<typeof rightsSchema>;

export function holdsTenantRight(rights: Rights, right: TenantRight): boolean {
  switch (right) {
    case "automata.view":
      return seesWholeTenant(rights) || rights.logInstalls.length > 0 || rights.definitionInstalls.length > 0;
    case "automata.manage":
      return rights.canManage;
    case "apps.publish":
      return rights.canPublish;
  }
}

/** A manager holds the right for any id: whether such an install exists in the tenant is the repository's question. */
export function holdsInstallRight(rights: Rights, right: InstallRight, installId: string): boolean {
  return rights.canManage || installsWith(rights, right).includes(installId);
}

/** Whether the right is held for at least one install: asked before an action's input is read. */
export function mayHoldInstallRight(rights: Rights, right: InstallRight): boolean {
  return rights.canManage || installsWith(rights, right).length > 0;
}

/** The installs whose pages the person may open: every one, or those that name the person's role. */
export function visibleInstalls(rights: Rights): "all" | readonly string[] {
  if (seesWholeTenant(rights)) return "all";
  return [...new Set([...rights.logInstalls, ...rights.definitionInstalls])];
}

/** The installs whose logs the person may view: every one of the tenant, or those that name the person's role. */
export function logInstalls(rights: Rights): "all" | readonly string[] {
  return rights.canManage ? "all" : rights.logInstalls;
}

/** The gate of the pages in section Integration; the sidebar asks the same question. */
export function mayOpenPage(rights: Rights, slug: IntegrationSlug): boolean {
  return slug === "studio.automata" ? holdsTenantRight(rights, "automata.view") : rights.pages.includes(slug);
}

function seesWholeTenant(rights: Rights): boolean {
  return rights.canView || rights.canManage;
}

function installsWith(rights: Rights, right: InstallRight): readonly string[] {
  return right === "logs.view" ? rights.logInstalls : rights.definitionInstalls;
}
