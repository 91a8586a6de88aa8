import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { icons } from "@/components/icons";
import { credentialFields } from "@/lib/automata/config-manifest/credential";
import { manifestOf, parseConfigSchema } from "@/lib/automata/config-manifest/parse";
import { lintWorkflow } from "@/lib/automata/workflow-lint";
import { buildSeed, readApps, seedFile } from "../../../supabase/apps/build-seed";

const apps = readApps();

test("supabase/seed.sql is what supabase/apps says: otherwise run `node supabase/apps/build-seed.ts`", () => {
  expect(readFileSync(seedFile, "utf8")).toBe(buildSeed(apps));
});

test("the set holds a bundle, a draft, an app for the platform tenant and the employee import", () => {
  expect(apps.map(({ slug, type, audience }) => [slug, type, audience])).toEqual([
    ["kfc.legacy-emp-import", "n8n_workflow", "everyone"],
    ["pulsebox.engine-check", "n8n_workflow", "platform_tenant"],
    ["pulsebox.retail-starter-collections", "collection_bundle", "everyone"],
    ["pulsebox.stock-sync", "n8n_workflow", "draft"],
    ["pulsebox.website-check", "n8n_workflow", "everyone"],
  ]);
});

describe.each(apps)("$slug", (app) => {
  test("has a sound config_schema and an icon that exists", () => {
    expect(parseConfigSchema(app.config_schema)).toMatchObject({ ok: true });
    expect(Object.keys(icons)).toContain(app.icon);
  });

  test.runIf(app.workflow !== null)("has a workflow without lint problems", () => {
    expect(lintWorkflow(app.workflow, credentialFields(manifestOf(app.config_schema)))).toEqual([]);
  });
});
