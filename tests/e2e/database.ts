import { test as base } from "@playwright/test";
import postgres, { type Sql } from "postgres";

/** The database of the server under test, as its owner: past all rights, for what a test arranges or looks up. */
export function openDatabase(): Sql {
  return postgres(process.env.E2E_DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
}

/** One connection per worker. */
export const databaseFixture = base.extend<object, { sql: Sql }>({
  sql: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const sql = openDatabase();
      await use(sql);
      await sql.end();
    },
    { scope: "worker" },
  ],
});
