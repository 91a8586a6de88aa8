import { CircleCheck } from "lucide-react";
import { ErrorDesk } from "@/components/automata/error-desk";
import { ErrorFilters } from "@/components/automata/error-filters";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ErrorFilter } from "@/lib/automata/error-reads-repository";
import type { Page, RowErrorDetails, RunDetails } from "@/lib/automata/page-data";
import { runRoute } from "@/lib/routes";

/** The row errors of a run, filtered and a page at a time; both stand in the address. */
export function RunErrors({
  run: { id: runId, installId },
  filter,
  errors,
  isFirstPage,
  canManage,
  canRetry,
}: {
  run: RunDetails;
  filter: ErrorFilter;
  errors: Page<RowErrorDetails>;
  isFirstPage: boolean;
  canManage: boolean;
  canRetry: boolean;
}) {
  const query = { state: filter.state, ...(filter.code !== undefined && { cause: filter.code }) };
  return (
    <section aria-labelledby="row-errors">
      <ErrorFilters installId={installId} runId={runId} filter={filter} />
      {errors.items.length > 0 ? (
        <ErrorDesk
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
        {isFirstPage ? (
          <span />
        ) : (
          <ButtonLink variant="secondary" size="sm" href={runRoute(installId, runId, query)}>
            First rows
          </ButtonLink>
        )}
        {errors.next && (
          <ButtonLink variant="secondary" size="sm" href={runRoute(installId, runId, { ...query, after: errors.next })}>
            Next rows
          </ButtonLink>
        )}
      </nav>
    </section>
  );
}
