import { toLiveRun } from "@/lib/automata/live-run";
import { loadRun } from "@/lib/automata/run-page-loader";
import { resolveTenant } from "@/lib/tenancy/current-tenant";

/** How a run is doing, for the page that shows it. A run that the viewer may not read does not exist for them. */
export async function GET(_: Request, { params }: { params: Promise<{ runId: string }> }): Promise<Response> {
  const context = await resolveTenant();
  if (typeof context === "string") return answer({ error: "signed_out" }, 401);
  const run = await loadRun(context, (await params).runId);
  return run ? answer(toLiveRun(run), 200) : answer({ error: "not_found" }, 404);
}

const answer = (body: object, status: number) =>
  Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
