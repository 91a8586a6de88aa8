declare const checked: unique symbol;

/**
 * The id of a tenant that the caller was shown to belong to. Repositories ask for this type, so that a raw string from a
 * cookie, a form or an address cannot reach a query.
 */
export type TenantId = string & { readonly [checked]: true };

/** Only for lib/tenancy, after the check (tests/structure.test.ts). */
export function mintTenantId(checkedId: string): TenantId {
  return checkedId as TenantId;
}
