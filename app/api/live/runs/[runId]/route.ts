import { toLiveRun } from "@/lib/automata/live-run";
import { loadRun } from "@/lib/automata/run-page-loader";
import { liveAnswer } from "@/lib/tenancy/live-answer";

/** How a run is doing, for the page that shows it. A run that the viewer may not read does not exist for them. */
export async function GET(_: Request, { params }: { params: Promise<{ runId: string }> }): Promise<Response> {
  const { runId } = await params;
  return liveAnswer(async (context) => {
    const run = await loadRun(context, runId);
    return run && toLiveRun(run);
  });
}
