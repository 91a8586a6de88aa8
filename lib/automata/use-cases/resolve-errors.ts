import type { ErrorSelection } from "../error-repository";
import type { Actor, RunDeps } from "../run-deps";

/** Marks row errors as resolved by a person. One statement: all or none, and each once, whoever else does the same. */
export async function resolveErrors(
  { errors }: Pick<RunDeps, "errors">,
  { tenantId, userId }: Actor,
  input: ErrorSelection & { note: string },
): Promise<{ changed: number }> {
  const { note, ...which } = input;
  return { changed: await errors.resolve(tenantId, userId, note, which) };
}
