// A credential goes to the hosts of the addresses that were configured with it, and nowhere else.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/automata/run-deps";
import { configureApp } from "@/lib/automata/use-cases/configure-app";
import { installApp } from "@/lib/automata/use-cases/install-app";
import { setCredential } from "@/lib/automata/use-cases/set-credential";
import { uninstallApp } from "@/lib/automata/use-cases/uninstall-app";
import { openSite, type Site } from "./site";

let site: Site;
let actor: Actor;
let installId: string;

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  site = await openSite();
  actor = await site.newTenant();
  ({ installId } = await installApp(site.deps, actor, site.importApp));
});
afterAll(async () => {
  if (installId) await uninstallApp(site.deps, actor, { installId });
  await site?.close();
});

/** The source under one name of this machine or another. */
const sourceAt = (host: "127.0.0.1" | "localhost") => ({
  ...site.importApp.config,
  source_url: String(site.importApp.config.source_url).replace("127.0.0.1", host),
});
const run = () => site.runToEnd(actor, installId);
const configure = (host: "127.0.0.1" | "localhost", deps = site.deps) =>
  configureApp(deps, actor, { installId, config: sourceAt(host) });
/** As a fault of ours would: what is saved leads elsewhere, and the vault was not asked. */
const misdirect = (host: "127.0.0.1" | "localhost") =>
  site.db.sql`
    update tenant_installed_apps set config = ${site.db.sql.json(sourceAt(host) as never)} where id = ${installId}`;

test("it is sent to the configured host, and refused for another one", async () => {
  expect(await run()).toBe("success");
  await misdirect("localhost");
  expect(await run()).toBe("failed");
  await misdirect("127.0.0.1");
  expect(await run()).toBe("success");
});

test("the vault is asked before a new host is saved: a save that fails leaves the old configuration working", async () => {
  const installs = { ...site.deps.installs, saveConfig: () => Promise.reject(new Error("The process died.")) };
  await expect(configure("localhost", { ...site.deps, installs })).rejects.toThrow("The process died.");
  expect(await run()).toBe("success");
});

test("without the engine a new host cannot be saved, and anything else can", async () => {
  const without = { ...site.deps, engine: null };
  await expect(configure("localhost", without)).rejects.toMatchObject({ code: "engine_unavailable" });
  expect(await configure("127.0.0.1", without)).toEqual({ outcome: "saved" });
});

test("after a change both hosts work, for the run that may be under way; entered anew it knows the new one only", async () => {
  await configure("localhost");
  expect(await run()).toBe("success");
  await misdirect("127.0.0.1");
  expect(await run()).toBe("success");

  await misdirect("localhost");
  const values = site.importApp.credentials.hr_api ?? {};
  await setCredential(site.deps, actor, { installId, key: "hr_api", values });
  expect(await run()).toBe("success");
  await misdirect("127.0.0.1");
  expect(await run()).toBe("failed");
});
