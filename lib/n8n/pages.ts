import { EngineError } from "@/lib/n8n/errors";

type Page<T> = { data: T[]; nextCursor?: string | null | undefined };

/**
 * Reads a whole list. n8n counts some cursors by offset, so while others insert, an item can come twice: once is kept.
 * @param maxPages more is taken for a list that never ends
 */
export async function allPages<T extends { id: string }>(
  operation: string,
  maxPages: number,
  read: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items = new Map<string, T>();
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { data, nextCursor } = await read(cursor);
    for (const item of data) items.set(item.id, item);
    if (!nextCursor) return [...items.values()];
    cursor = nextCursor;
  }
  throw new EngineError("unexpected", operation, `more than ${maxPages} pages`);
}
