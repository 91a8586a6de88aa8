/** A tenant that the person may act in: an active membership, or any tenant for a super admin. */
export interface Membership {
  tenantId: string;
  name: string;
  slug: string;
  /** IANA name, such as "Asia/Singapore". */
  timezone: string;
  isDefault: boolean;
}

/**
 * The membership that a request is for. The cookie is a wish: if it names none of the memberships (foreign, forged,
 * garbage, revoked since) the default one is taken, else the first by name. Null only if there is no membership at all.
 */
export function chooseMembership(memberships: readonly Membership[], wish: string | undefined): Membership | null {
  const byName = [...memberships].sort(
    (a, b) => a.name.localeCompare(b.name, "en") || a.tenantId.localeCompare(b.tenantId),
  );
  return (
    byName.find((membership) => membership.tenantId === wish) ??
    byName.find((membership) => membership.isDefault) ??
    byName[0] ??
    null
  );
}
