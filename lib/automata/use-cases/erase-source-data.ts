import type { RunDeps } from "../run-deps";

/** Days after which row errors lose what they hold of the source row; the code, the field and the history stay. */
export const retentionDays = 90;

const batchSize = 1000;
/** What one tick may do: the rest is for the next one. */
const maxBatches = 20;

/** Erases batch by batch, each on its own: one that dies leaves the rest to the next, and erasing twice changes nothing. */
export async function eraseSourceData(
  { errors, now }: Pick<RunDeps, "errors" | "now">,
  _clock: object,
  { days }: { days: number } = { days: retentionDays },
): Promise<{ erased: number }> {
  const olderThan = new Date(now().getTime() - days * 24 * 60 * 60 * 1000);
  let erased = 0;
  for (let batch = 0; batch < maxBatches; batch++) {
    const changed = await errors.eraseSourceData(olderThan, batchSize);
    erased += changed;
    if (changed < batchSize) break;
  }
  return { erased };
}
