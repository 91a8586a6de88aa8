import { expect, type Page } from "@playwright/test";
import { demoKeys, type LegacyHr } from "../../supabase/local/legacy-hr.ts";
import { type Hands, mouse } from "./hands.ts";

export const automata = "/dashboard/studio/automata";
const slug = "kfc.legacy-emp-import";
export const appName = "KFC EMP Import";

export interface Source {
  sourceUrl: string;
  targetUrl: string;
  keys?: { source: string; target: string };
}

export const sourceOf = ({ sourceUrl, targetUrl }: LegacyHr): Source => ({ sourceUrl, targetUrl });

/** The pages of the employee import as somebody goes through them. What a page is made of stands here and nowhere else. */
export class ImportPages {
  readonly page: Page;
  readonly hands: Hands;

  constructor(page: Page, hands: Hands = mouse) {
    this.page = page;
    this.hands = hands;
  }

  get main() {
    return this.page.getByRole("main");
  }

  button(name: string | RegExp) {
    return this.main.getByRole("button", { name, exact: typeof name === "string" });
  }

  get dialog() {
    return this.page.getByRole("dialog").filter({ visible: true }).last();
  }

  get form() {
    return this.main.getByRole("form", { name: `Install ${appName}` });
  }

  /** From the app's page in the store to the page of the install. */
  async install(source: Source, access: { mayRead?: string } = {}): Promise<string> {
    await this.fillForm(source, access);
    return this.confirmInstall();
  }

  /** All steps of the form up to the last one, where everything is shown once more; `onStep` sees each filled in. */
  async fillForm(
    { sourceUrl, targetUrl, keys = { source: demoKeys.sourceKey, target: demoKeys.targetKey } }: Source,
    { mayRead, onStep }: { mayRead?: string; onStep?: (title: string) => Promise<void> } = {},
  ) {
    const { hands, form } = this;
    await this.page.goto(`/dashboard/studio/app-store/${slug}`);
    const heading = form.getByRole("heading", { level: 2 });
    const next = async () => {
      await onStep?.((await heading.textContent()) ?? "");
      await hands.press(form.getByRole("button", { name: "Continue" }));
    };

    await hands.type(form.getByLabel("Address of the employee file"), sourceUrl);
    await hands.type(form.getByLabel("Address of the target"), targetUrl);
    await next();
    await this.enterKey(form.getByRole("group", { name: "HR system access" }), "X-Api-Key", keys.source);
    await this.enterKey(form.getByRole("group", { name: "Target access" }), "X-Target-Key", keys.target);
    await next();
    if (mayRead) {
      const readers = form.getByRole("group", { name: "Runs and row errors" });
      await hands.tick(readers.getByRole("checkbox", { name: mayRead }));
    }
    await next();
    await expect(form.getByText(sourceUrl)).toBeVisible();
    await onStep?.((await heading.textContent()) ?? "");
  }

  get installButton() {
    return this.form.getByRole("button", { name: `Install ${appName}` });
  }

  async confirmInstall(): Promise<string> {
    await this.hands.press(this.installButton);
    await this.page.waitForURL(new RegExp(`${automata}/[0-9a-f-]{36}`), { timeout: 60_000 });
    await expect(this.button("Run now")).toBeVisible();
    return this.idFrom(/automata\/([0-9a-f-]{36})/);
  }

  async enterKey(group: ReturnType<Page["getByRole"]>, header: string, value: string) {
    await this.hands.type(group.getByLabel("Header name"), header);
    await this.hands.type(group.getByLabel("Header value"), value);
  }

  async open(installId: string, view: "runs" | "settings" | "steps" = "runs") {
    await this.page.goto(`${automata}/${installId}${view === "runs" ? "" : `?view=${view}`}`);
    await expect(this.main.getByRole("heading", { level: 1 })).toContainText(appName);
  }

  /** Starts a run and stays on its page. */
  async run(): Promise<string> {
    await this.hands.press(this.button("Run now"));
    await this.page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
    return this.idFrom(/runs\/([0-9a-f-]{36})/);
  }

  /** Nobody reloads: the page itself notices. */
  async seesEnd(status: string, timeout = 90_000) {
    await expect(this.main.getByRole("heading", { level: 1 })).toContainText(status, { timeout });
  }

  /** The numbers that a run ended with. */
  async counters() {
    const read = async (label: string) => {
      const term = this.main.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) });
      const value = term.locator("xpath=following-sibling::dd");
      // A share stands behind the number.
      return Number((await value.evaluate((element) => element.firstChild?.textContent))?.replaceAll(",", ""));
    };
    return {
      rows: await read("Rows"),
      succeeded: await read("Succeeded"),
      failed: await read("Failed"),
      skipped: await read("Skipped"),
    };
  }

  get rowErrors() {
    return this.main.getByRole("region", { name: "List of row errors" });
  }

  /** The row error's drawer. */
  async openRow(name: string) {
    await this.hands.press(this.rowErrors.getByRole("button", { name, exact: true }).first());
    await expect(this.dialog.getByRole("heading", { name, exact: true })).toBeVisible();
  }

  /** Answers the dialog in which resolving asks for a note. */
  async confirmResolve(note: string) {
    const question = this.page.getByRole("dialog", { name: /^Resolve \d+ row errors?$/ });
    await this.hands.type(question.getByLabel("Note"), note);
    await this.hands.press(question.getByRole("button", { name: /^Resolve \d+ row errors?$/ }));
    await expect(question).toBeHidden();
  }

  cause(title: string) {
    return this.main.getByRole("listitem").filter({ has: this.page.getByRole("link", { name: title, exact: true }) });
  }

  private idFrom(pattern: RegExp): string {
    return pattern.exec(this.page.url())?.[1] ?? "";
  }
}
