import type { RunDeps } from "../run-deps";

const batchSize = 1000;
/** What one tick may do: the rest is for the next one. */
const maxBatches = 20;

/**
 * Takes from row errors what they hold of the source row, once the retention is over; the code, the field and the history
 * stay. Batch by batch, each on its own: one that dies leaves the rest to the next, and erasing twice changes nothing.
 */
export async function eraseSourceData(
  { errors, now, retentionDays }: Pick<RunDeps, "errors" | "now" | "retentionDays">,
  _clock: object,
): Promise<{ erased: number }> {
  const olderThan = new Date(now().getTime() - retentionDays * 24 * 60 * 60 * 1000);
  let erased = 0;
  for (let batch = 0; batch < maxBatches; batch++) {
    const changed = await errors.eraseSourceData(olderThan, batchSize);
    erased += changed;
    if (changed < batchSize) break;
  }
  return { erased };
}
