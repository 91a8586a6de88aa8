import type { Page } from "@playwright/test";

export interface Received {
  url: string;
  body: string;
}

/**
 * Every answer that the server gives to a page from now on: documents, payloads of navigations and prefetches, what actions
 * and polls answer, scripts. They are read on their way, because the browser soon forgets what it has received.
 */
export async function collectAnswers(page: Page): Promise<readonly Received[]> {
  const received: Received[] = [];
  await page.route("**/*", async (route) => {
    try {
      const response = await route.fetch({ maxRedirects: 0 });
      received.push({ url: route.request().url(), body: await response.text() });
      await route.fulfill({ response });
    } catch {
      // The page was left meanwhile: it takes no answer any more, and without ours it receives none.
      await route.abort().catch(() => {});
    }
  });
  return received;
}

/** Where a forbidden word stands in what was received. */
export function leaks(received: readonly Received[], forbidden: readonly string[]): string[] {
  if (forbidden.some((word) => word.length < 8)) throw new Error("A word this short is found by chance.");
  return received.flatMap(({ url, body }) =>
    forbidden.filter((word) => body.includes(word)).map((word) => `${word} in ${url}`),
  );
}
