import type { AccessPolicy } from "@/lib/automata/page-data";

/** What somebody has entered so far. Never a credential: those stay in the memory of the page. */
export interface Draft {
  values: Record<string, unknown>;
  policy: AccessPolicy;
}

/** Drafts live in the tab, so that reloading the page, or going away and back, loses nothing. */
export function readDraft(key: string): Draft | null {
  try {
    const draft = JSON.parse(sessionStorage.getItem(key) ?? "null") as Draft | null;
    const isDraft = typeof draft?.values === "object" && Array.isArray(draft.policy?.view_logs);
    return isDraft ? draft : null;
  } catch (error) {
    console.warn("A draft of this form could not be read.", error);
    return null;
  }
}

export function writeDraft(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch (error) {
    // Storage is full or switched off: the form works without.
    console.warn("A draft of this form could not be kept.", error);
  }
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(key);
}
