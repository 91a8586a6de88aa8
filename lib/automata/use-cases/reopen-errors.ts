import type { ErrorSelection } from "../error-repository";
import type { Actor, RunDeps } from "../run-deps";

/** Opens resolved row errors again. What was noted stays in their history. One statement: all or none. */
export async function reopenErrors(
  { errors }: Pick<RunDeps, "errors">,
  { tenantId, userId }: Actor,
  input: ErrorSelection & { note: string },
): Promise<{ changed: number }> {
  const { note, ...which } = input;
  return { changed: await errors.reopen(tenantId, userId, note, which) };
}
