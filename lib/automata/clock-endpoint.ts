import { createHash, timingSafeEqual } from "node:crypto";
import type { InstallDeps } from "./install-deps";
import type { RunDeps } from "./run-deps";
import { reconcile } from "./use-cases/reconcile";

const digest = (value: string) => createHash("sha256").update(value).digest();

/** POST with `Authorization: Bearer <AUTOMATA_CLOCK_SECRET>`: one round of reconcile, answered with its counts as JSON. */
export function clockEndpoint(settings: () => { clockSecret: string; deps: RunDeps & InstallDeps }) {
  return async (request: Request): Promise<Response> => {
    const { clockSecret, deps } = settings();
    const given = /^Bearer (\S{1,1000})$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    // Digests have one length, so that the comparison tells nothing, not even how long the secret is.
    if (!timingSafeEqual(digest(given), digest(clockSecret))) {
      return Response.json({ error: "The clock's secret is wrong." }, { status: 401 });
    }
    const counts = await reconcile(deps);
    return Response.json(counts, { status: counts.failed > 0 ? 503 : 200, headers: { "Cache-Control": "no-store" } });
  };
}
