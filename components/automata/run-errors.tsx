import { CircleCheck } from "lucide-react";
import { ErrorDesk } from "@/components/automata/error-desk";
import { ErrorFilters } from "@/components/automata/error-filters";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { takesFocus } from "@/components/ui/takes-focus";
import { errorFilterQuery } from "@/lib/automata/error-filter";
import type { ErrorFilter, ListPlace } from "@/lib/automata/error-reads-repository";
import type { RowErrorDetails, RunDetails, TwoWayPage } from "@/lib/automata/page-data";
import { runRoute } from "@/lib/routes";

/** The row errors of a run, filtered and a page at a time; both stand in the address. */
export function RunErrors({
  run: { id: runId, installId },
  filter,
  errors,
  place,
  opened,
  canManage,
  canRetry,
}: {
  run: RunDetails;
  filter: ErrorFilter;
  errors: TwoWayPage<RowErrorDetails>;
  place: ListPlace;
  /** Which row error is open at first. */
  opened: "first" | "last" | null;
  canManage: boolean;
  canRetry: boolean;
}) {
  const at = (place: Record<string, string>) => runRoute(installId, runId, { ...errorFilterQuery(filter), ...place });
  return (
    <section aria-labelledby="row-errors" {...takesFocus}>
      <ErrorFilters installId={installId} runId={runId} filter={filter} />
      {errors.items.length > 0 ? (
        <ErrorDesk
          // Another page is another desk: nothing is ticked on it, and it opens where one was going.
          key={place.after ?? place.before ?? "first"}
          opened={opened}
          onwards={{
            next: errors.next ? at({ after: errors.next, open: "first" }) : null,
            previous: errors.previous ? at({ before: errors.previous, open: "last" }) : null,
          }}
          installId={installId}
          runId={runId}
          errors={errors.items}
          canManage={canManage}
          canRetry={canRetry}
        />
      ) : (
        <EmptyState
          icon={CircleCheck}
          title={filter.state === "open" ? "No open row errors" : "No row errors of this kind"}
          description="Choose another state or cause to see the rest."
          action={
            filter.state !== "all" && (
              <ButtonLink variant="secondary" href={runRoute(installId, runId, { state: "all" })}>
                Show all row errors
              </ButtonLink>
            )
          }
        />
      )}
      <nav aria-label="Pages of row errors" className="mt-4 flex justify-between gap-2">
        {errors.previous ? (
          <ButtonLink variant="secondary" size="sm" href={at({ before: errors.previous })}>
            Previous rows
          </ButtonLink>
        ) : (
          <span />
        )}
        {errors.next && (
          <ButtonLink variant="secondary" size="sm" href={at({ after: errors.next })}>
            Next rows
          </ButtonLink>
        )}
      </nav>
    </section>
  );
}
