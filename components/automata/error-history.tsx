import Link from "next/link";
import { ErrorStateBadge } from "@/components/automata/error-state-badge";
import { actionWords } from "@/components/automata/error-words";
import { Time } from "@/components/ui/time";
import type { RowErrorDetails } from "@/lib/automata/page-data";
import { runRoute } from "@/lib/routes";

/** Who did what to a row error, and what became of it in retries. */
export function ErrorHistory({ installId, error }: { installId: string; error: RowErrorDetails }) {
  return (
    <section>
      <h3 className="mb-2 flex items-center gap-2 font-medium">
        History <ErrorStateBadge state={error.state} />
      </h3>
      {error.history.length === 0 ? (
        <p className="text-muted-foreground">Nobody has dealt with it yet.</p>
      ) : (
        <ol className="flex flex-col gap-3">
          {error.history.map((event) => (
            <li key={`${event.at} ${event.action}`} className="border-border border-l-2 pl-3">
              <p>
                {event.actor ?? (event.runId ? "A retry" : "Someone who has left")} {actionWords[event.action]}
                {event.runId && (
                  <>
                    {" "}
                    <Link href={runRoute(installId, event.runId)} className="underline underline-offset-4">
                      in this run
                    </Link>
                  </>
                )}
                <span className="text-muted-foreground">
                  {" · "}
                  <Time value={event.at} />
                </span>
              </p>
              {event.note && <p className="mt-1 whitespace-pre-wrap break-words text-muted-foreground">{event.note}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
