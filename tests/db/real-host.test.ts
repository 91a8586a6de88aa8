import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../supabase/local/paths.ts";
import { pgtapFiles, runPgtap } from "../../supabase/local/pgtap.ts";
import { migrate, migrationFiles } from "../../supabase/local/schema.ts";
import { type BareDatabase, bareDatabase } from "../../supabase/local/testing.ts";

const admin = "70000000-0000-4000-8000-0000000000c1";
const superAdmin = "70000000-0000-4000-8000-0000000000c0";
const clerk = "70000000-0000-4000-8000-0000000000c2";
const customerOne = "70000000-0000-4000-8000-000000000001";

// Automata's migrations on a dashboard that keeps the host contract and differs from the stand-in wherever it may.
describe.each([
  ["and still does", false],
  ["and does so no longer", true],
])("on a dashboard whose project opened every new object to the API roles, %s", (_, withdrawn) => {
  let db: BareDatabase;
  let before: Awaited<ReturnType<typeof hostState>>;

  async function hostState() {
    const [rows] = await db.sql`
      select (select json_agg(t order by t.id) from tenants t)::text as tenants,
        (select json_agg(u order by u.id) from tenant_users u)::text as memberships,
        (select json_agg(r order by r.id) from roles r)::text as roles,
        (select json_agg(p order by p.id) from policies p)::text as policies`;
    const grants = await db.sql`
      select relname, relacl::text from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^(platform_apps|tenant_installed_apps|tenant_app_credentials|integration_job)'
      order by relname`;
    const wall = await db.sql`
      select tablename, policyname, cmd, qual from pg_policies
      where tablename !~ '^(platform_apps|tenant_installed_apps|tenant_app_credentials|integration_job)'
      order by tablename, policyname`;
    return { rows, grants: [...grants], wall: [...wall] };
  }

  const pagesOf = (user: string): Promise<string[]> =>
    db.sql.begin(async (tx) => {
      const claims = JSON.stringify({ sub: user, role: "authenticated" });
      await tx`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`;
      const pages = await tx<{ page: string }[]>`select page from public.get_accessible_pages() page order by page`;
      return pages.map(({ page }) => page);
    });

  let pagesBefore: Record<string, string[]>;

  beforeAll(async () => {
    db = await bareDatabase({ legacyGrants: true });
    await migrate(db.url(), migrationFiles("tests/db/real-host"));
    if (withdrawn) {
      for (const kind of ["tables", "sequences", "functions"]) {
        await db.sql.unsafe(`
          alter default privileges for role postgres in schema public
          revoke all on ${kind} from anon, authenticated, service_role`);
      }
    }
    before = await hostState();
    pagesBefore = {
      [admin]: await pagesOf(admin),
      [superAdmin]: await pagesOf(superAdmin),
      [clerk]: await pagesOf(clerk),
    };
    const ours = migrationFiles().filter(({ name }) => name.startsWith("automata_"));
    expect(ours.length).toBeGreaterThan(4);
    await migrate(db.url(), ours);
  });
  afterAll(() => db.close());

  test("the migrations sort after those of the dashboard", async () => {
    const versions = await db.sql`select version from supabase_migrations.schema_migrations order by version`;
    expect(versions.slice(0, 2).map(({ version }) => version)).toEqual(["00001", "00064"]);
    expect(versions.length).toBeGreaterThan(6);
  });

  test("rows, grants and policies of the dashboard are untouched", async () => {
    expect(await hostState()).toEqual(before);
  });

  test("everybody keeps their pages; those who see Automata get it beside them", async () => {
    expect(pagesBefore[superAdmin]).toContain("studio.reports");
    expect(pagesBefore[admin]).toContain("webhooks");
    expect(await pagesOf(superAdmin)).toEqual([...(pagesBefore[superAdmin] ?? []), "studio.automata"].sort());
    expect(await pagesOf(admin)).toEqual([...(pagesBefore[admin] ?? []), "studio.automata"].sort());
    expect(await pagesOf(clerk)).toEqual(["dashboard"]);
  });

  test("a permission that was there already is opened and keeps its other settings", async () => {
    const rows = await db.sql`
      select p.name, p.is_system, pp.resource_type, pp.permissions from policy_permissions pp join policies p on p.id = pp.policy_id
      where pp.resource_id = 'studio.automata' order by p.name, pp.resource_type`;
    expect([...rows]).toEqual([
      { name: "Full Platform Access", is_system: true, resource_type: "page", permissions: { access: true } },
      { name: "Tenant Management", is_system: true, resource_type: "collection", permissions: { read: true } },
      {
        name: "Tenant Management",
        is_system: true,
        resource_type: "page",
        permissions: { access: true, export: true },
      },
    ]);
  });

  test("the server is told the rights of the people who were there before", async () => {
    const rightsOf = async (user: string) => {
      const [row] = await db.sql<{ rights: Record<string, unknown> }[]>`
        select public.automata_viewer_rights(${user}, ${customerOne}) as rights`;
      return row?.rights;
    };
    expect(await rightsOf(admin)).toMatchObject({
      member: true,
      role_slug: "tenant_admin",
      can_view: true,
      can_manage: true,
    });
    expect(await rightsOf(clerk)).toMatchObject({
      member: true,
      role_slug: "clerk",
      can_view: false,
      can_manage: false,
    });
    expect(await rightsOf(superAdmin)).toMatchObject({
      member: false,
      super_admin: true,
      can_view: true,
      can_publish: true,
    });
  });

  test("the seed loads, and again", async () => {
    const seed = readFileSync(join(projectRoot, "supabase/seed.sql"), "utf8");
    await db.sql.unsafe(seed).simple();
    const [first] = await db.sql`select count(*)::int as apps from platform_apps`;
    await db.sql.unsafe(seed).simple();
    const [second] = await db.sql`select count(*)::int as apps from platform_apps`;
    expect(first?.apps).toBeGreaterThan(0);
    expect(second).toEqual(first);
  });

  test.for(pgtapFiles())("holds there: %s", async (file) => {
    const report = await runPgtap(db.url(), file);
    expect(report.problems.join("\n"), `${report.ran} assertions ran`).toBe("");
  });
});
