import { expect, type Page } from "@playwright/test";
import { databaseFixture } from "./database.ts";
import { type Person, sessionFile } from "./people.ts";

interface Options {
  /** Who is signed in. */
  person: Person | null;
  /** Answers that the browser reports as console errors and that this test is about, e.g. 403. */
  expectedStatuses: readonly number[];
}

/** A test that fails on any console error, uncaught exception or breach of the content security policy. */
export const test = databaseFixture.extend<Options & { quietConsole: undefined }>({
  person: [null, { option: true }],
  expectedStatuses: [[], { option: true }],
  storageState: async ({ person }, use) => use(person ? sessionFile(person) : undefined),
  quietConsole: [
    async ({ page, expectedStatuses }, use) => {
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() !== "error") return;
        const status = /the server responded with a status of (\d{3})/.exec(message.text())?.[1];
        if (status && expectedStatuses.includes(Number(status))) return;
        faults.push(`console: ${message.text()}`);
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** The table of the hub; the app's names stand in its list of runs, too. */
export const installedApps = (page: Page) => page.getByRole("region", { name: "Installed automations" });

export { expect };
