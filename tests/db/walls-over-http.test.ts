import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database, type TestDatabase } from "../../supabase/local/testing.ts";

const personas = {
  admin: "admin@kfc.test",
  operator: "ops@kfc.test",
  member: "member@kfc.test",
  former: "former@kfc.test",
  otherAdmin: "admin@harbour.test",
  both: "both@pulsebox.test",
  superAdmin: "platform@pulsebox.test",
} as const;
type Persona = keyof typeof personas;

const tables = [
  "platform_apps",
  "tenant_installed_apps",
  "tenant_app_credentials",
  "integration_job_runs",
  "integration_job_errors",
  "integration_job_error_events",
] as const;
type Table = (typeof tables)[number];

const hiddenColumns: [Table, string][] = [
  ["platform_apps", "n8n_workflow_json"],
  ["platform_apps", "n8n_template_workflow_id"],
  ["platform_apps", "allowed_tenant_ids"],
  ["platform_apps", "published_by"],
  ["tenant_installed_apps", "n8n_workflow_id"],
  ["tenant_installed_apps", "lease_id"],
  ["tenant_app_credentials", "n8n_credential_id"],
  ["integration_job_runs", "n8n_execution_id"],
];
const tablesWithHiddenColumns = [...new Set(hiddenColumns.map(([table]) => table))];

const kfc = "10000000-0000-4000-8000-000000000001";
const harbour = "10000000-0000-4000-8000-000000000002";
const kfcImport = "50000000-0000-4000-8000-000000000001";
const kfcCheck = "50000000-0000-4000-8000-000000000002";
const harbourCheck = "50000000-0000-4000-8000-000000000003";

let db: TestDatabase;
const clients = {} as Record<Persona, SupabaseClient>;

beforeAll(async () => {
  db = await database();
  // Recognisable values: what is refused below is a refusal and not an empty column.
  await db.sql`update tenant_installed_apps set n8n_workflow_id = 'secret-workflow'`;
  await db.sql`update integration_job_runs set n8n_execution_id = 'secret-execution'`;
  await db.sql`
    insert into tenant_app_credentials (tenant_installed_app_id, credential_key, n8n_credential_id)
    select id, 'sftp', 'secret-credential' from tenant_installed_apps`;
  for (const [persona, email] of Object.entries(personas)) clients[persona as Persona] = await db.signIn(email);
});
afterAll(() => db.close());

type Answer = { data: unknown; error: { code?: string } | null; status: number };

/** What PostgREST answers when a grant is missing: 403 to a person, 401 to somebody who could still sign in. */
function expectDenied({ data, error, status }: Answer) {
  expect({ code: error?.code, data }).toEqual({ code: "42501", data: null });
  expect([401, 403]).toContain(status);
}

async function idsOf(client: SupabaseClient, table: Table, column = "id"): Promise<string[]> {
  const { data, error } = await client.from(table).select(column).limit(1000);
  if (error) throw new Error(`${table}: ${error.code} ${error.message}`);
  const rows = data as unknown as Record<string, string>[];
  return [...new Set(rows.map((row) => String(row[column])))].sort();
}

describe("rows", () => {
  test.each<[Persona, string[]]>([
    ["admin", [kfcImport, kfcCheck]],
    ["operator", [kfcImport, kfcCheck]],
    ["member", [kfcImport, kfcCheck]],
    ["former", []],
    ["otherAdmin", [harbourCheck]],
    ["both", [kfcImport, kfcCheck, harbourCheck]],
    ["superAdmin", [kfcImport, kfcCheck, harbourCheck]],
  ])("%s reads the installs and credentials of their tenants", async (persona, installs) => {
    expect(await idsOf(clients[persona], "tenant_installed_apps")).toEqual(installs);
    expect(await idsOf(clients[persona], "tenant_app_credentials", "tenant_installed_app_id")).toEqual(installs);
  });

  test.each<[Persona, string[], string[]]>([
    ["admin", [kfcImport, kfcCheck], [kfcImport]],
    ["operator", [kfcImport], [kfcImport]],
    ["member", [], []],
    ["former", [], []],
    ["otherAdmin", [harbourCheck], []],
    ["both", [harbourCheck], []],
    ["superAdmin", [kfcImport, kfcCheck, harbourCheck], [kfcImport]],
  ])("%s reads the logs of the installs that they may", async (persona, runs, errors) => {
    expect(await idsOf(clients[persona], "integration_job_runs", "tenant_installed_app_id")).toEqual(runs);
    expect(await idsOf(clients[persona], "integration_job_errors", "tenant_installed_app_id")).toEqual(errors);
    expect(await idsOf(clients[persona], "integration_job_error_events", "tenant_installed_app_id")).toEqual(errors);
  });

  test("drafts and apps for other tenants are not listed", async () => {
    const everything = await idsOf(db.service(), "platform_apps", "slug");
    const [drafts] = await db.sql`select count(*)::int as n from platform_apps where published_at is null`;
    expect(drafts?.n).toBeGreaterThan(0);
    expect(await idsOf(clients.superAdmin, "platform_apps", "slug")).toEqual(everything);
    const [published] = await db.sql<{ slugs: string[] }[]>`
      select array_agg(slug order by slug) as slugs from platform_apps where published_at is not null and visibility = 'public'`;
    expect(await idsOf(clients.former, "platform_apps", "slug")).toEqual(published?.slugs);
  });

  test("an app for named tenants is listed for those only", async () => {
    await db.sql`
      insert into platform_apps (slug, name, visibility, allowed_tenant_ids, published_at)
      values ('kfc.private', 'Private', 'tenant_specific', ${[kfc]}, now())`;
    expect(await idsOf(clients.member, "platform_apps", "slug")).toContain("kfc.private");
    expect(await idsOf(clients.both, "platform_apps", "slug")).toContain("kfc.private");
    expect(await idsOf(clients.otherAdmin, "platform_apps", "slug")).not.toContain("kfc.private");
    expect(await idsOf(clients.former, "platform_apps", "slug")).not.toContain("kfc.private");
  });

  test.each(tables)("anon is refused %s", async (table) => {
    expectDenied(await db.anon().from(table).select("id"));
  });

  test("asking for another tenant's row by id finds nothing", async () => {
    const { data, error } = await clients.otherAdmin.from("tenant_installed_apps").select("id").eq("id", kfcImport);
    expect({ data, error }).toEqual({ data: [], error: null });
    const own = await clients.otherAdmin.from("tenant_installed_apps").select("id").eq("id", harbourCheck);
    expect(own.data).toEqual([{ id: harbourCheck }]);
  });
});

describe.each<Persona>(["admin", "member", "superAdmin"])("hidden columns, as %s", (persona) => {
  test.each(tablesWithHiddenColumns)("select * of %s is refused", async (table) => {
    expectDenied(await clients[persona].from(table).select("*"));
    expectDenied(await clients[persona].from(table).select());
  });

  test.each(hiddenColumns)("%s.%s is refused by name, alias, cast and in a list", async (table, column) => {
    const from = () => clients[persona].from(table);
    expectDenied(await from().select(column));
    expectDenied(await from().select(`name:${column}`));
    expectDenied(await from().select(`${column}::text`));
    expectDenied(await from().select(`id, ${column}`));
  });

  test.each(hiddenColumns)("%s.%s is refused as a filter and as an order", async (table, column) => {
    const from = () => clients[persona].from(table).select("id");
    expectDenied(await from().not(column, "is", null));
    expectDenied(await from().or(`${column}.is.null,id.not.is.null`));
    expectDenied(await from().order(column));
  });

  test("so are paths into a hidden document", async () => {
    expectDenied(await clients[persona].from("platform_apps").select("n8n_workflow_json->nodes"));
    expectDenied(await clients[persona].from("platform_apps").select("id").not("n8n_workflow_json->nodes", "is", null));
  });

  test("shown columns can be selected, filtered and ordered", async () => {
    const { data, error } = await clients[persona]
      .from("tenant_installed_apps")
      .select("id, state, config->store")
      .eq("tenant_id", kfc)
      .order("installed_at");
    expect(error).toBeNull();
    expect(data?.map(({ id }) => id)).toEqual([kfcImport, kfcCheck]);
  });
});

describe("embedded tables", () => {
  const embeds: [from: Table, embed: string][] = [
    ["tenant_installed_apps", "id, platform_apps(n8n_workflow_json)"],
    ["tenant_installed_apps", "id, platform_apps(*)"],
    ["tenant_installed_apps", "id, tenant_app_credentials(n8n_credential_id)"],
    ["tenant_app_credentials", "id, tenant_installed_apps(n8n_workflow_id)"],
    ["tenant_app_credentials", "id, tenant_installed_apps(*)"],
    ["integration_job_runs", "id, tenant_installed_apps!integration_job_runs_install_of_tenant(n8n_workflow_id)"],
    ["integration_job_errors", "id, integration_job_runs!integration_job_errors_run_of_install(n8n_execution_id)"],
    ["platform_apps", "id, tenant_installed_apps(n8n_workflow_id)"],
  ];

  test.each(embeds)("%s with %s is refused", async (table, embed) => {
    expectDenied(await clients.admin.from(table).select(embed));
    expectDenied(await clients.superAdmin.from(table).select(embed));
  });

  test("a filter on an embedded hidden column is refused", async () => {
    expectDenied(
      await clients.admin
        .from("tenant_installed_apps")
        .select("id, platform_apps!inner(name)")
        .not("platform_apps.n8n_workflow_json", "is", null),
    );
  });

  test("shown columns can be embedded, and only readable rows are", async () => {
    const select = "id, platform_apps(name), tenant_app_credentials(credential_key)";
    const { data, error } = await clients.admin.from("tenant_installed_apps").select(select).eq("id", kfcCheck);
    expect(error).toBeNull();
    expect(data).toEqual([
      {
        id: kfcCheck,
        platform_apps: { name: expect.any(String) },
        tenant_app_credentials: [{ credential_key: "sftp" }],
      },
    ]);
    const run = "id, integration_job_runs!integration_job_errors_run_of_install(tenant_id)";
    const errors = await clients.operator.from("integration_job_errors").select(run).limit(1);
    expect(errors.data).toEqual([{ id: expect.any(String), integration_job_runs: { tenant_id: kfc } }]);
    expect((await clients.member.from("integration_job_errors").select(run)).data).toEqual([]);
  });

  test("apps do not show who else has installed them", async () => {
    const select = "slug, tenant_installed_apps(tenant_id)";
    const { data } = await clients.otherAdmin.from("platform_apps").select(select).eq("slug", "pulsebox.website-check");
    expect(data).toEqual([{ slug: "pulsebox.website-check", tenant_installed_apps: [{ tenant_id: harbour }] }]);
  });
});

describe("writes", () => {
  const snapshot = async () => {
    const rows = await Promise.all(
      tables.map(
        (table) => db.sql`select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from ${db.sql(table)} t`,
      ),
    );
    return rows.map(([row]) => row);
  };
  const newRows: Record<Table, object> = {
    platform_apps: { slug: "own.app", name: "Own app" },
    tenant_installed_apps: { tenant_id: kfc, app_id: kfcImport },
    tenant_app_credentials: { tenant_installed_app_id: kfcImport, credential_key: "other", n8n_credential_id: "x" },
    integration_job_runs: {
      tenant_installed_app_id: kfcImport,
      triggered_at: "2026-01-01T00:00:00Z",
      status: "aborted",
    },
    integration_job_errors: { run_id: "60000000-0000-4000-8000-000000000001", row_number: 1 },
    integration_job_error_events: {
      error_id: kfcImport,
      tenant_id: kfc,
      tenant_installed_app_id: kfcImport,
      action: "noted",
    },
  };
  const changes: Record<Table, object> = {
    platform_apps: { name: "Mine" },
    tenant_installed_apps: { access_policy: { view_logs: ["staff"] } },
    tenant_app_credentials: { n8n_credential_id: "mine" },
    integration_job_runs: { outcome_reason: "Fine" },
    integration_job_errors: { resolved_at: "2026-01-01T00:00:00Z" },
    integration_job_error_events: { note: "Never happened" },
  };

  test.each(tables)("nobody but the server writes %s", async (table) => {
    const before = await snapshot();
    for (const client of [db.anon(), clients.admin, clients.member, clients.otherAdmin, clients.superAdmin]) {
      expectDenied(await client.from(table).insert(newRows[table]));
      expectDenied(await client.from(table).upsert(newRows[table]));
      expectDenied(await client.from(table).update(changes[table]).not("id", "is", null));
      expectDenied(await client.from(table).delete().not("id", "is", null));
    }
    expect(await snapshot()).toEqual(before);
  });

  test("an admin of two tenants cannot move a row between them", async () => {
    expectDenied(await clients.both.from("tenant_installed_apps").update({ tenant_id: kfc }).eq("id", harbourCheck));
  });

  test("the server writes", async () => {
    const update = db.service().from("tenant_installed_apps").update({ state_reason: "Written by the server" });
    const { error, data } = await update.eq("id", kfcCheck).select("id");
    expect({ error, data }).toEqual({ error: null, data: [{ id: kfcCheck }] });
  });

  test("not even the server rewrites the history of a row error", async () => {
    expectDenied(await db.service().from("integration_job_error_events").update({ note: "x" }).not("id", "is", null));
    expectDenied(await db.service().from("integration_job_error_events").delete().not("id", "is", null));
  });
});

describe("functions", () => {
  test("the functions for the server are refused to everybody else", async () => {
    const functions = await db.sql<{ name: string; parameters: string[] }[]>`
      select p.proname as name, coalesce(p.proargnames[1:p.pronargs], '{}') as parameters
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname ~ '^automata_'`;
    expect(functions.length).toBeGreaterThanOrEqual(2);
    for (const { name, parameters } of functions) {
      const nulls = Object.fromEntries(parameters.map((parameter) => [parameter, null]));
      for (const client of [db.anon(), clients.admin, clients.superAdmin]) {
        const { error } = await client.rpc(name, nulls);
        expect([name, error?.code]).toEqual([name, "42501"]);
      }
    }
  });

  test("the server asks for a person's rights", async () => {
    const [person] = await db.sql<{ id: string }[]>`select id from auth.users where email = ${personas.admin}`;
    const args = { p_user_id: person?.id, p_tenant_id: kfc };
    const { data, error } = await db.service().rpc("automata_viewer_rights", args);
    expect(error).toBeNull();
    expect(data).toMatchObject({ member: true, role_slug: "tenant_admin", can_manage: true });
  });

  test.each([
    "member_tenants",
    "admin_tenants",
    "granted_apps",
    "host_accessible_pages",
    "rights_in",
    "is_access_policy",
  ])("%s, a helper of policies, cannot be found", async (name) => {
    const { error, status } = await clients.admin.rpc(name);
    expect({ code: error?.code, status }).toEqual({ code: "PGRST202", status: 404 });
  });

  test("everybody signed in asks for their pages", async () => {
    const { data } = await clients.operator.rpc("get_accessible_pages");
    expect(data).toContain("studio.automata");
    expect((await clients.member.rpc("get_accessible_pages")).data).not.toContain("studio.automata");
    expectDenied(await db.anon().rpc("get_accessible_pages"));
  });
});

describe("schema private", () => {
  test.each(["deployment", "job_run_batches", "job_run_retries"])(
    "%s is not exposed, not even to the server",
    async (table) => {
      for (const client of [db.anon(), clients.admin, clients.superAdmin, db.service()]) {
        const { data, error } = await client.schema("private").from(table).select();
        expect({ data, code: error?.code }).toEqual({ data: null, code: "PGRST106" });
      }
    },
  );

  test("nor is it reached through schema public", async () => {
    const { error } = await clients.admin.from("deployment").select();
    expect(error?.code).toBe("PGRST205");
  });
});

describe("who is asking", () => {
  test("a membership that ends counts at once, whatever the token says", async () => {
    const client = await db.signIn(personas.admin);
    expect(await idsOf(client, "integration_job_runs", "tenant_installed_app_id")).toEqual([kfcImport, kfcCheck]);
    const membership = db.sql`user_id = (select id from auth.users where email = ${personas.admin})`;
    await db.sql`update tenant_users set status = 'suspended' where ${membership}`;
    expect(await idsOf(client, "integration_job_runs", "tenant_installed_app_id")).toEqual([]);
    expect(await idsOf(client, "tenant_installed_apps")).toEqual([]);
    await db.sql`update tenant_users set status = 'active' where ${membership}`;
    expect(await idsOf(client, "tenant_installed_apps")).toEqual([kfcImport, kfcCheck]);
  });

  test("a token that somebody else signed is refused", async () => {
    const { data } = await clients.admin.auth.getSession();
    const [header, claims] = (data.session?.access_token ?? "").split(".");
    const forged = `${header}.${claims}.${Buffer.from("0".repeat(32)).toString("base64url")}`;
    const request = (token: string) =>
      db.api.handle(
        new Request("http://local.test/rest/v1/tenant_installed_apps?select=id", {
          headers: { apikey: "sb_publishable_local_development_only", authorization: `Bearer ${token}` },
        }),
      );
    expect((await request(forged)).status).toBe(401);
    expect((await request(data.session?.access_token ?? "")).status).toBe(200);
  });
});
