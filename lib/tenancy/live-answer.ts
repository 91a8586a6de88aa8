import "server-only";
import { resolveTenant, type TenantContext } from "./current-tenant";

/**
 * The JSON answer to a page that keeps asking: what `load` finds. It is never stored on the way.
 * @param nothing answered in place of a 404 where not being there is a state like another
 */
export async function liveAnswer(
  load: (context: TenantContext) => Promise<object | null>,
  nothing?: null,
): Promise<Response> {
  const context = await resolveTenant();
  if (typeof context === "string") return answer({ error: "signed_out" }, 401);
  const found = await load(context);
  return found || nothing === null ? answer(found, 200) : answer({ error: "not_found" }, 404);
}

const answer = (body: object | null, status: number) =>
  Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
