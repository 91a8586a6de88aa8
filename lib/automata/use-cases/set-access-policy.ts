import { AppError } from "../../errors";
import type { TenantId } from "../../tenancy/tenant-id";
import type { AccessPolicyRepository } from "../access-policy-repository";
import type { AccessPolicy } from "../page-data";

/**
 * Names the roles that may see an install beside those who manage the tenant. One statement, so there are no half-states;
 * of two at the same moment the later one stands.
 */
export async function setAccessPolicy(
  policies: AccessPolicyRepository,
  tenantId: TenantId,
  { installId, accessPolicy }: { installId: string; accessPolicy: AccessPolicy },
): Promise<{ accessPolicy: AccessPolicy }> {
  await assertRolesExist(policies, tenantId, accessPolicy);
  if (!(await policies.save(tenantId, installId, accessPolicy))) {
    throw new AppError("not_found", "This app is not installed here.");
  }
  return { accessPolicy };
}

/** @throws {AppError} invalid_input, for a role that the tenant does not have */
export async function assertRolesExist(
  { roleSlugs }: Pick<AccessPolicyRepository, "roleSlugs">,
  tenantId: TenantId,
  policy: AccessPolicy,
): Promise<void> {
  const named = Object.values(policy).flat();
  if (named.length === 0) return;
  const known = new Set(await roleSlugs(tenantId));
  if (named.every((slug) => known.has(slug))) return;
  throw new AppError("invalid_input", "One of these roles no longer exists. Reload the page, then choose again.");
}
