import { join } from "node:path";
import { demoPassword, type demoPeople } from "../../supabase/local/demo-people.ts";

/** The demo people, by what they stand for in these tests. */
export const people = {
  tenantAdmin: "admin@kfc.test",
  logReader: "ops@kfc.test",
  member: "member@kfc.test",
  inactive: "former@kfc.test",
  otherAdmin: "admin@harbour.test",
  inTwoTenants: "both@pulsebox.test",
  emptyTenant: "admin@lumen.test",
  superAdmin: "platform@pulsebox.test",
} as const satisfies Record<string, keyof typeof demoPeople>;

export type Person = keyof typeof people;
export const password = demoPassword;

/** Cookies of a person who has signed in through the form, written once per test run. */
export function sessionFile(person: Person): string {
  return join(process.env.E2E_SERVER_DIR ?? "test-results", `session-${person}.json`);
}
