import { type LegacyHr, type LegacyHrOptions, startLegacyHr } from "../../supabase/local/legacy-hr.ts";
import { createTenant, type OwnTenant } from "../e2e/own-tenant.ts";
import { test as base, expect } from "../e2e/test.ts";

interface Parts {
  /** The app's own, as browsers name it. */
  origin: string;
  /** A tenant of this test's own. */
  tenant: OwnTenant;
  hrOptions: Partial<LegacyHrOptions>;
  /** The two systems of a customer, of this test's own: what it took and which rows fail is known exactly. */
  hr: LegacyHr;
}

export const test = base.extend<Parts>({
  origin: async ({ baseURL }, use) => use(new URL(baseURL ?? "").origin),
  tenant: async ({ sql }, use) => use(await createTenant(sql)),
  hrOptions: [{ rows: 60 }, { option: true }],
  hr: async ({ hrOptions }, use) => {
    const hr = await startLegacyHr({ port: 0, ...hrOptions });
    await use(hr);
    await hr.close();
  },
});

export { expect };
