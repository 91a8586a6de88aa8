import type { Person } from "./people.ts";
import { collectAnswers, leaks } from "./received.ts";
import { serverSecrets } from "./server-secrets.ts";
import { expect, test } from "./test.ts";

// Ids that could come from nowhere else, put where the engine's ids are kept.
const canaries = { workflow: "CANARYWORKFLOW01", credential: "CANARYCREDENTIA1", execution: "909090909090909" };

test.beforeAll(async ({ sql }) => {
  const installs = await sql`
    update tenant_installed_apps set n8n_workflow_id = ${canaries.workflow} where state <> 'uninstalled'`;
  const runs = await sql`update integration_job_runs set n8n_execution_id = ${canaries.execution}`;
  const credentials = await sql`
    insert into tenant_app_credentials (tenant_installed_app_id, credential_key, n8n_credential_id)
    select id, 'canary', ${canaries.credential} from tenant_installed_apps
    on conflict (tenant_installed_app_id, credential_key) do update set n8n_credential_id = excluded.n8n_credential_id`;
  for (const { count } of [installs, runs, credentials]) expect(count).toBeGreaterThan(0);
});

const visits: readonly { person: Person; path: string; canary: string }[] = [
  { person: "tenantAdmin", path: "/dashboard", canary: "KFC Singapore" },
  { person: "tenantAdmin", path: "/dashboard/studio/automata", canary: "KFC EMP Import" },
  { person: "tenantAdmin", path: "/dashboard/studio/app-store", canary: "KFC EMP Import" },
  { person: "logReader", path: "/dashboard/studio/automata", canary: "KFC EMP Import" },
  {
    person: "tenantAdmin",
    path: "/dashboard/studio/automata/50000000-0000-4000-8000-000000000001",
    canary: "KFC EMP Import",
  },
  {
    person: "logReader",
    path: "/dashboard/studio/automata/50000000-0000-4000-8000-000000000001/runs/60000000-0000-4000-8000-000000000001",
    canary: "E10017",
  },
  { person: "tenantAdmin", path: "/dashboard/studio/app-store/kfc.legacy-emp-import", canary: "KFC EMP Import" },
  { person: "inTwoTenants", path: "/dashboard/studio/automata", canary: "Website check" },
  { person: "superAdmin", path: "/dashboard/studio/app-store", canary: "KFC EMP Import" },
];

for (const { person, path, canary } of visits) {
  test.describe(`${person} on ${path}`, () => {
    test.use({ person });
    test("receives no id of the engine and no secret, as a page or as a payload", async ({ page, request }) => {
      const answers = await collectAnswers(page);
      await page.goto(path);
      await expect(page.getByText(canary).first()).toBeVisible();
      const payload = await request.get(path, { headers: { RSC: "1" } });
      const received = [
        ...answers,
        { url: "payload", body: await payload.text() },
        { url: "document", body: await page.content() },
      ];

      // A page that shows nothing would be clean as well.
      expect(received.filter(({ body }) => body.includes(canary)).length).toBeGreaterThanOrEqual(2);
      expect(leaks(received, [...Object.values(canaries), ...serverSecrets()])).toEqual([]);
    });
  });
}
