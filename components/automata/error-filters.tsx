import { Download, X } from "lucide-react";
import Link from "next/link";
import { causeTitle } from "@/components/automata/error-words";
import { buttonStyle } from "@/components/ui/button";
import { Segments } from "@/components/ui/segments";
import type { ErrorFilter } from "@/lib/automata/error-reads-repository";
import { errorExportRoute, runRoute } from "@/lib/routes";

const states = [
  { state: "open", label: "Open" },
  { state: "resolved", label: "Resolved" },
  { state: "all", label: "All" },
] as const;

/** Which row errors are listed, and the same ones as a file. */
export function ErrorFilters({ installId, runId, filter }: { installId: string; runId: string; filter: ErrorFilter }) {
  const cause: Record<string, string> = filter.code === undefined ? {} : { cause: filter.code };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3">
      <h2 id="row-errors" className="font-semibold text-base">
        Row errors
      </h2>
      <Segments
        label="State"
        current={filter.state}
        options={states.map(({ state, label }) => ({
          value: state,
          label,
          href: runRoute(installId, runId, { state, ...cause }),
        }))}
      />
      {filter.code !== undefined && (
        <Link
          href={runRoute(installId, runId, { state: filter.state })}
          scroll={false}
          className="inline-flex items-center gap-1.5 rounded-full border border-border bg-muted px-2.5 py-1 text-[0.8125rem]"
        >
          {causeTitle(filter.code)}
          <X aria-hidden className="size-3.5" />
          <span className="sr-only">: show all causes</span>
        </Link>
      )}
      <a
        href={errorExportRoute(runId, { state: filter.state, ...cause })}
        download
        className={buttonStyle({ variant: "secondary", size: "sm", className: "sm:ml-auto" })}
      >
        <Download aria-hidden />
        Export CSV
      </a>
    </div>
  );
}
