import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The apps that the platform publishes are written as JSON, one folder per slug, and become supabase/seed.sql:
 *
 *     node supabase/apps/build-seed.ts
 *
 * tests/unit/automata/seed.test.ts fails while the two differ.
 */
interface AppSource {
  name: string;
  description: string;
  icon: string;
  publisher: string;
  reads: string;
  writes: string;
  requirements: string;
  version: string;
  type: "n8n_workflow" | "collection_bundle";
  /** `platform_tenant`: seen by the platform team's own tenant only. `draft`: not published. */
  audience: "everyone" | "platform_tenant" | "draft";
  config_schema: Record<string, unknown>;
}

export interface SeedApp extends AppSource {
  slug: string;
  workflow: unknown;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
export const seedFile = fileURLToPath(new URL("../seed.sql", import.meta.url));

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

export function readApps(): SeedApp[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((slug) => {
      const workflow = `${folder}${slug}/workflow.json`;
      return {
        slug,
        ...(readJson(`${folder}${slug}/app.json`) as AppSource),
        workflow: existsSync(workflow) ? readJson(workflow) : null,
      };
    });
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

// Dollar quoting keeps the JSON readable in the seed; the tag is one that cannot stand in it.
function json(value: unknown): string {
  if (value === null) return "null";
  const body = JSON.stringify(value, null, 2);
  if (body.includes("$app$")) throw new Error("An app contains the text that quotes it in the seed: $app$");
  return `$app$${body}$app$::jsonb`;
}

const columns = [
  "slug",
  "name",
  "description",
  "icon",
  "type",
  "visibility",
  "allowed_tenant_ids",
  "publisher",
  "reads",
  "writes",
  "requirements",
  "version",
  "published_at",
  "config_schema",
  "n8n_workflow_json",
] as const;

function insert(app: SeedApp): string {
  const restricted = app.audience === "platform_tenant";
  const values = [
    text(app.slug),
    text(app.name),
    text(app.description),
    text(app.icon),
    text(app.type),
    text(restricted ? "tenant_specific" : "public"),
    restricted ? "array_agg(platform.id)" : "null::uuid[]",
    text(app.publisher),
    text(app.reads),
    text(app.writes),
    text(app.requirements),
    text(app.version),
    app.audience === "draft" ? "null::timestamptz" : "now()",
    json(app.config_schema),
    json(app.workflow),
  ];
  // Without a platform tenant nobody could be allowed, which the table refuses: then the app is left out.
  const source = restricted ? "\nfrom public.tenants platform\nwhere platform.is_super\nhaving count(*) > 0" : "";
  const updates = columns
    .filter((column) => column !== "slug" && column !== "published_at")
    .map((column) => `  ${column} = excluded.${column}`)
    // An app that is out keeps the day it came out.
    .concat("  published_at = coalesce(app.published_at, excluded.published_at)");
  return `insert into public.platform_apps as app (
  ${columns.join(", ")}
)
select
  ${values.join(",\n  ")}${source}
on conflict (slug) do update set
${updates.join(",\n")}
where app.published_by is null;
`;
}

export function buildSeed(apps: SeedApp[]): string {
  return `-- Built from supabase/apps by \`node supabase/apps/build-seed.ts\`: change the sources, not this file.
-- The apps that the platform publishes, and nothing else: safe on a hosted project, and safe to repeat.
-- An app that a person has published since (published_by) is left as that person published it.

${apps.map(insert).join("\n")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(seedFile, buildSeed(readApps()));
