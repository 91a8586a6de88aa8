import { chromium, type FullConfig } from "@playwright/test";
import { type Person, people, sessionFile } from "./people.ts";
import { signIn } from "./sign-in.ts";

/** Everyone signs in once, through the form; the tests start from their cookies. */
export default async function signInEveryone(config: FullConfig) {
  const { baseURL, launchOptions } = config.projects[0]?.use ?? {};
  const browser = await chromium.launch(launchOptions);
  for (const person of Object.keys(people) as Person[]) {
    const page = await browser.newPage({ baseURL });
    await signIn(page, people[person]);
    await page.context().storageState({ path: sessionFile(person) });
    await page.close();
  }
  await browser.close();
}
