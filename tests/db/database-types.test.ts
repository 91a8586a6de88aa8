import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../supabase/local/paths.ts";
import { generateTypes } from "../../supabase/local/supabase-cli.ts";
import { database } from "../../supabase/local/testing.ts";

test("lib/supabase/database.types.ts fits the migrations; if not: npm run db:types", async () => {
  const db = await database();
  onTestFinished(db.close);
  const committed = readFileSync(join(projectRoot, "lib/supabase/database.types.ts"), "utf8");
  expect(committed).toBe(await generateTypes(db.url()));
});
