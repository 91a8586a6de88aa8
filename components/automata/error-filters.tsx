import { Download, X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { causeTitle } from "@/components/automata/error-words";
import { buttonStyle } from "@/components/ui/button-style";
import { Segments } from "@/components/ui/segments";
import { errorFilterQuery } from "@/lib/automata/error-filter";
import type { ErrorFilter } from "@/lib/automata/error-reads-repository";
import { errorExportRoute, runRoute } from "@/lib/routes";

const states = [
  { state: "open", label: "Open" },
  { state: "resolved", label: "Resolved" },
  { state: "all", label: "All" },
] as const;

/** Which row errors are listed, and the same ones as a file. */
export function ErrorFilters({ installId, runId, filter }: { installId: string; runId: string; filter: ErrorFilter }) {
  const { rowKey, code } = filter;
  const at = (changed: Partial<ErrorFilter>) => runRoute(installId, runId, errorFilterQuery({ ...filter, ...changed }));
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3">
      <h2 id="row-errors" className="font-semibold text-base">
        Row errors
      </h2>
      <Segments
        label="State"
        current={filter.state}
        options={states.map(({ state, label }) => ({ value: state, label, href: at({ state }) }))}
      />
      {code !== undefined && <Chip href={at({ code: undefined })} text={causeTitle(code)} without="show all causes" />}
      {rowKey !== undefined && (
        <Chip href={at({ rowKey: undefined })} text={`Record ${rowKey}`} without="show all records" />
      )}
      <a
        href={errorExportRoute(runId, errorFilterQuery(filter))}
        download
        className={buttonStyle({ variant: "secondary", size: "sm", className: "sm:ml-auto" })}
      >
        <Download aria-hidden />
        Export CSV
      </a>
    </div>
  );
}

/** Something that narrows the list down, and goes away when it is pressed. */
function Chip({ href, text, without }: { href: Route; text: string; without: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      className="inline-flex max-w-full items-center gap-1.5 rounded-full border border-border bg-muted px-2.5 py-1 text-[0.8125rem]"
    >
      <span className="truncate">{text}</span>
      <X aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">: {without}</span>
    </Link>
  );
}
