import { chromium, type FullConfig } from "@playwright/test";
import { type Person, password, people, sessionFile } from "./people.ts";

/** Everyone signs in once, through the form; the tests start from their cookies. */
export default async function signInEveryone(config: FullConfig) {
  const { baseURL, launchOptions } = config.projects[0]?.use ?? {};
  const browser = await chromium.launch(launchOptions);
  for (const person of Object.keys(people) as Person[]) {
    const page = await browser.newPage({ baseURL });
    await page.goto("/login");
    await page.getByLabel("E-mail address").fill(people[person]);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/login");
    await page.context().storageState({ path: sessionFile(person) });
    await page.close();
  }
  await browser.close();
}
