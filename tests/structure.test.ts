import { describe, expect, test } from "vitest";
import * as checks from "./structure/checks.ts";
import { copyList, copyListFaults } from "./structure/copy-list.ts";
import { isAppSource, projectFiles, type SourceFile } from "./structure/source-files.ts";

const everything = projectFiles();
const appSources = everything.filter(isAppSource);

interface Rule {
  check: checks.Check;
  files: readonly SourceFile[];
  /** Samples that the check must refuse: a check that never fails shows nothing. */
  refuses: SourceFile[];
  /** Samples close to those that it must accept. */
  accepts: SourceFile[];
}

const file = (path: string, text = ""): SourceFile => ({ path, text });
const actions = (...lines: string[]) => file("app/x/actions.ts", ['"use server";', "", ...lines].join("\n"));

const rules: Record<string, Rule> = {
  "imports point one way": {
    check: checks.importsPointOneWay,
    files: appSources,
    refuses: [
      file("components/x.tsx", 'import { signIn } from "@/app/login/actions";'),
      file("components/x.tsx", 'import { createSessionClient } from "@/lib/supabase/server";'),
      file("lib/automata/hub-loader.ts", 'import { Card } from "@/components/ui/card";'),
      file("lib/n8n/client.ts", 'import { listInstalls } from "../automata/install-repository";'),
      file("lib/tenancy/viewer.ts", 'import { engineEnv } from "@/lib/n8n/env";'),
      file("lib/nav.ts", 'const { adminClient } = await import("./supabase/admin");'),
      file("lib/env.ts", 'export type { Viewer } from "./tenancy/viewer";'),
    ],
    accepts: [
      file("app/x/page.tsx", 'import { engineEnv } from "@/lib/n8n/env";'),
      file(
        "components/x.tsx",
        'import type { RunStatus } from "@/lib/automata/types";\nimport { cva } from "class-variance-authority";',
      ),
      file("lib/action.ts", 'import { resolveTenant } from "./tenancy/current-tenant";'),
      file("lib/automata/hub-loader.ts", 'import { createSessionClient } from "../supabase/server";'),
    ],
  },
  "file names say what a file is": {
    check: checks.namesSayWhatAFileIs,
    files: appSources,
    refuses: ["lib/utils.ts", "lib/automata/helpers.ts", "components/ui/index.ts", "components/RunList.tsx"].map(
      (path) => file(path),
    ),
    accepts: ["lib/env.ts", "app/dashboard/[installId]/page.tsx", "lib/supabase/database.types.ts"].map((path) =>
      file(path),
    ),
  },
  "a use-case is one verb, exported under the name of its file": {
    check: checks.useCasesAreOneVerbEach,
    files: appSources,
    refuses: [
      file("lib/automata/use-cases/install-app.ts", "export async function doInstall() {}"),
      file("lib/automata/use-cases/installApp.ts", "export async function installApp() {}"),
    ],
    accepts: [
      file("lib/automata/use-cases/install-app.ts", "export async function installApp() {}"),
      file("lib/automata/use-cases/reconcile.ts", "export async function reconcile() {}"),
    ],
  },
  "every server action is built by a wrapper, and the public ones are a closed list": {
    check: checks.actionsAreWrapped,
    files: appSources,
    refuses: [
      actions("export async function remove() {}"),
      actions("export const remove = async () => {};"),
      actions("export const remove = publicAction({"),
      actions("const remove = tenantAction({", "export { remove };"),
      actions("export default tenantAction({"),
      actions('export * from "./more";'),
      file("app/x/actions.ts", "export const remove = tenantAction({"),
      file("app/x/page.tsx", 'async function remove() {\n  "use server";\n}'),
    ],
    accepts: [
      actions("export const remove = tenantAction({"),
      actions("export const signIn = publicAction({"),
      actions("export type Removed = string;"),
    ],
  },
  "few files hold a database client": {
    check: checks.fewFilesHoldADatabaseClient,
    files: appSources,
    refuses: [
      file("app/x/page.tsx", 'import { createSessionClient } from "@/lib/supabase/server";'),
      file("lib/automata/use-cases/install-app.ts", 'import { adminClient } from "../../supabase/admin";'),
      file("lib/automata/report.ts", 'import { adminClient } from "../supabase/admin";'),
      file("components/x.tsx", 'import { createBrowserClient } from "@supabase/ssr";'),
      file("lib/automata/run-repository.ts", 'import { createClient } from "@supabase/supabase-js";'),
    ],
    accepts: [
      file("lib/automata/run-repository.ts", 'import type { SessionClient } from "../supabase/server";'),
      file("lib/automata/deps.ts", 'import { adminClient } from "../supabase/admin";'),
      file("lib/tenancy/viewer.ts", 'import { adminClient } from "../supabase/admin";'),
    ],
  },
  "settings are read in one place": {
    check: checks.settingsAreReadInOnePlace,
    files: appSources,
    refuses: [
      file("lib/automata/hub-loader.ts", "const url = process.env.APP_URL;"),
      file("components/x.tsx", 'const { APP_URL } = process["env"];'),
      file("lib/env.ts", "const key = process.env.N8N_API_KEY;"),
      file("app/x/page.tsx", 'const key = settings["N8N_API_KEY"];'),
    ],
    accepts: [
      file("lib/env.ts", "parseEnv(process.env);"),
      file("lib/n8n/env.ts", "source.N8N_API_KEY"),
      file("components/x.tsx", "<code>N8N_API_KEY</code>"),
    ],
  },
  "no setting of the engine is public": {
    check: checks.engineSettingsStayOnTheServer,
    files: everything.filter(({ path }) => !path.startsWith("tests/structure")),
    refuses: [
      file(".env.example", "NEXT_PUBLIC_N8N_BASE_URL="),
      file("lib/env.ts", "NEXT_PUBLIC_MY_N8N_KEY: z.string()"),
    ],
    accepts: [file(".env.example", "N8N_BASE_URL=\nNEXT_PUBLIC_SUPABASE_URL=")],
  },
  "addresses are written once": {
    check: checks.routesAreWrittenOnce,
    files: appSources,
    refuses: [
      file("components/x.tsx", '<Link href="/dashboard/apps" />'),
      file("app/x/page.tsx", "redirect(`/login?reason=ended`);"),
      file("lib/nav.ts", "const home = '/dashboard';"),
    ],
    accepts: [
      file("components/x.tsx", "<Link href={routes.apiAccess} />"),
      file("lib/routes.ts", 'dashboard: "/dashboard",'),
    ],
  },
  "reads name their columns": {
    check: checks.columnsAreNamed,
    files: appSources,
    refuses: [
      file("lib/automata/x-repository.ts", 'db.from("t").select("*")'),
      file("lib/automata/x-repository.ts", 'db.from("t").insert(row).select()'),
      file("lib/automata/x-repository.ts", 'db.from("t").select("id, app:platform_apps(*)")'),
      file("lib/automata/x-repository.ts", "db.from('t').select(`\n  *\n`)"),
    ],
    accepts: [file("lib/automata/x-repository.ts", 'db.from("t").select("id, state")')],
  },
  "only lib/tenancy mints tenant ids": {
    check: checks.tenantIdsAreMintedInTenancy,
    files: appSources,
    refuses: [
      file("app/x/page.tsx", "load(params.id as TenantId)"),
      file("lib/automata/x.ts", "mintTenantId(row.tenant_id)"),
    ],
    accepts: [
      file("lib/tenancy/tenant-id.ts", "return checkedId as TenantId;"),
      file("lib/automata/x-repository.ts", "function list(tenantId: TenantId): Promise<TenantId> {}"),
    ],
  },
  "no loading state stands above a gate": {
    check: checks.nothingLoadsAboveAGate,
    files: appSources,
    refuses: [file("app/dashboard/loading.tsx"), file("app/loading.tsx")],
    accepts: [file("app/dashboard/page.tsx"), file("components/loading.tsx")],
  },
  "every page of the dashboard has a gate": {
    check: checks.everyDashboardPageHasAGate,
    files: appSources,
    refuses: [
      file("app/dashboard/x/page.tsx", "export default function X() { return null; }"),
      file("app/dashboard/page.tsx", "requireTenant;"),
    ],
    accepts: [
      file("app/dashboard/x/page.tsx", 'await requirePage("apps");'),
      file("app/login/page.tsx", "export default 1;"),
    ],
  },
  "the project stands alone": {
    check: checks.theProjectStandsAlone,
    files: everything,
    refuses: [
      file("README.md", `see ../${"shared"}/design`),
      file("lib/env.ts", `// ${"shared"}/design/notes.md`),
      file("x.sql", `-- /${"work"}/main`),
    ],
    accepts: [file("README.md", "policies that every tenant shares / uses; src/features/sharedness/x")],
  },
};

test("there are files to check", () => {
  expect(appSources.length).toBeGreaterThan(50);
  expect(appSources.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "proxy.ts",
      "next.config.ts",
      "instrumentation.ts",
      "lib/env.ts",
      "app/dashboard/page.tsx",
    ]),
  );
});

test("the closed list of public actions is in use, whole", () => {
  const text = appSources.filter(({ path }) => path.endsWith("actions.ts")).map((source) => source.text);
  const names = text.flatMap((source) =>
    [...source.matchAll(/export const (\w+) = publicAction\(/g)].map((match) => match[1]),
  );
  expect(names.sort()).toEqual(["signIn", "signOut", "switchTenant"]);
});

describe("the README's list of what to copy into the dashboard", () => {
  const readme = everything.find(({ path }) => path === "README.md");
  const list = copyList(readme?.text ?? "");

  test("names what there is, and leaves out nothing that it needs", () => {
    expect(list.length).toBeGreaterThan(10);
    expect(copyListFaults(list, appSources)).toEqual([]);
  });

  test("would be refused without something that it needs, and with something that there is not", () => {
    expect(copyListFaults(["lib/automata"], appSources).join()).toContain("lib/errors");
    expect(copyListFaults([...list, "lib/nothing"], appSources)).toEqual(["there is no lib/nothing"]);
  });
});

describe.each(Object.entries(rules))("%s", (_, { check, files, refuses, accepts }) => {
  test("holds", () => {
    expect(files.flatMap((source) => check(source).map((fault) => `${source.path}: ${fault}`))).toEqual([]);
  });

  test.each(refuses)("would refuse $path: $text", (sample) => {
    expect(check(sample)).not.toEqual([]);
  });

  test.each(accepts)("would accept $path: $text", (sample) => {
    expect(check(sample)).toEqual([]);
  });
});
