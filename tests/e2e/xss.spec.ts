import { readFileSync } from "node:fs";
import { test as plainTest } from "@playwright/test";
import { attacks, watch } from "./attacks.ts";
import { csvCells } from "./csv.ts";
import { createHostileInstall, hostile } from "./hostile-install.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

const automata = "/dashboard/studio/automata";

test("texts that attack are shown as texts, on every page that shows them", async ({ page, sql, baseURL }) => {
  test.setTimeout(120_000);
  const { tenant, slug, installId, runId } = await createHostileInstall(sql);
  const breaches = await watch(page, baseURL ?? "");
  const main = page.getByRole("main");
  /** A page that shows nothing would be harmless as well. */
  async function shows(...texts: string[]) {
    for (const text of texts) await expect(main).toContainText(text);
    expect(await breaches()).toEqual([]);
  }

  await signIn(page, tenant.admin);
  await expect(page.getByRole("banner")).toContainText(hostile.tenant);
  await page.getByRole("banner").getByRole("button", { name: "Account of" }).click();
  await expect(page.getByRole("banner")).toContainText(hostile.person);
  await shows(hostile.tenant);

  await page.goto(automata);
  await shows(hostile.app.name);
  await page.goto("/dashboard/studio/app-store");
  await shows(hostile.app.name, hostile.app.description);
  await page.goto(`/dashboard/studio/app-store/${slug}`);
  const { name, description, publisher, reads, writes, requirements } = hostile.app;
  await shows(name, description, publisher, reads, writes, requirements);

  await page.goto(`${automata}/${installId}`);
  await shows(name, hostile.stateReason, hostile.person);
  await page.goto(`${automata}/${installId}?view=settings`);
  const { label, help, notice, group, value } = hostile.field;
  await shows(label, help, notice, group);
  await expect(main.getByLabel(label)).toHaveValue(value);
  await page.goto(`${automata}/${installId}?view=steps`);
  await shows(hostile.step.name, hostile.step.notes);

  const run = `${automata}/${installId}/runs/${runId}`;
  await page.goto(`${run}?state=all`);
  await shows(hostile.person, hostile.outcomeReason, ...attacks.slice(0, 25));
  await main
    .getByRole("region", { name: "List of row errors" })
    .getByRole("rowheader")
    .getByRole("button")
    .first()
    .click();
  const drawer = page.getByRole("dialog").filter({ visible: true });
  for (const [index, text] of attacks.entries()) {
    if (index > 0) await page.keyboard.press("j");
    // The key, the message, what was expected and received, a column and its value, the note.
    await expect.poll(async () => (await drawer.textContent())?.split(text).length).toBeGreaterThan(7);
    await expect(drawer).toContainText(hostile.person);
    expect(await breaches()).toEqual([]);
  }

  await page.goto(`${run}?state=all&cause=${encodeURIComponent(attacks[0])}&record=${encodeURIComponent(attacks[0])}`);
  await shows(attacks[0]);
  await page.goto(`${automata}/${installId}?record=${encodeURIComponent(attacks[0])}`);
  await shows(attacks[0]);
});

test("in the exported file no cell begins like a formula", async ({ page, sql }) => {
  const { tenant, installId, runId } = await createHostileInstall(sql);
  await signIn(page, tenant.admin, `${automata}/${installId}/runs/${runId}?state=all`);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const rows = csvCells(readFileSync(await (await downloading).path(), "utf8").replace(/^\uFEFF/, ""));

  expect(rows).toHaveLength(attacks.length + 1);
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s\uFEFF]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/);
  const [titles = [], ...lines] = rows;
  for (const title of ["row_key", "field", "message", "expected", "received", "source_row"]) {
    const column = titles.indexOf(title);
    for (const [index, text] of attacks.entries()) {
      const expected = title === "source_row" ? JSON.stringify(text).slice(1, -1) : text;
      expect(lines[index]?.[column]).toContain(expected);
    }
  }
});

// Not the fixture's `test`, which forbids what this one provokes. Without it a watch that sees nothing would pass.
plainTest("the watch sees an attack that is taken for HTML", async ({ page, baseURL }) => {
  const breaches = await watch(page, baseURL ?? "");
  await page.goto("/login");
  expect(await breaches()).toEqual([]);
  await page.evaluate(
    (html) => document.body.insertAdjacentHTML("beforeend", html),
    "<img src=data:, onerror=top.ran=1>",
  );
  await expect.poll(breaches).toEqual([expect.stringMatching(/^policy: script-src/)]);
});
