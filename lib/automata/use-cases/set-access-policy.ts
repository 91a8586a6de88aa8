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
  const known = new Set(await policies.roleSlugs(tenantId));
  if (
    Object.values(accessPolicy)
      .flat()
      .some((slug) => !known.has(slug))
  ) {
    throw new AppError("invalid_input", "One of these roles no longer exists. Reload the page, then choose again.");
  }
  if (!(await policies.save(tenantId, installId, accessPolicy))) {
    throw new AppError("not_found", "This app is not installed here.");
  }
  return { accessPolicy };
}
