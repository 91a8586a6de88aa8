import { csvHeader, toCsv } from "@/lib/automata/error-csv";
import { readErrorFilter } from "@/lib/automata/error-filter";
import { loadRun, readAllErrors } from "@/lib/automata/run-page-loader";
import { resolveTenant } from "@/lib/tenancy/current-tenant";

/** The row errors of a run as a CSV file, written while they are read. */
export async function GET(request: Request, { params }: { params: Promise<{ runId: string }> }): Promise<Response> {
  const context = await resolveTenant();
  if (typeof context === "string") return new Response("Please sign in again.", { status: 401 });
  const run = await loadRun(context, (await params).runId);
  if (!run) return new Response("There is no such run.", { status: 404 });

  const { searchParams } = new URL(request.url);
  const filter = readErrorFilter(Object.fromEntries(searchParams));
  const pages = await readAllErrors(context, run, filter);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvHeader)),
    async pull(controller) {
      const { value, done } = await pages.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(toCsv(value)));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="row-errors-${run.triggeredAt.slice(0, 10)}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
