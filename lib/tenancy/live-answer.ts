import "server-only";
import { resolveTenant, type TenantContext } from "./current-tenant";

/** The JSON answer to a page that keeps asking: what `load` finds, and 404 for null. It is never stored on the way. */
export async function liveAnswer(load: (context: TenantContext) => Promise<object | null>): Promise<Response> {
  const context = await resolveTenant();
  if (typeof context === "string") return answer({ error: "signed_out" }, 401);
  const found = await load(context);
  return found ? answer(found, 200) : answer({ error: "not_found" }, 404);
}

const answer = (body: object, status: number) =>
  Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
