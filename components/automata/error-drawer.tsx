"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect } from "react";
import { ErrorHistory } from "@/components/automata/error-history";
import { causeTitle, rowTitle } from "@/components/automata/error-words";
import { ResolveButton } from "@/components/automata/resolve-button";
import { SourceRow } from "@/components/automata/source-row";
import { Button } from "@/components/ui/button";
import { NativeDialog } from "@/components/ui/native-dialog";
import type { RowErrorDetails } from "@/lib/automata/page-data";

/** All there is to know about one row error: what happened, the row itself, its history. J and K go on and back. */
export function ErrorDrawer({
  installId,
  runId,
  error,
  place,
  goesOn,
  canManage,
  onMove,
  onClose,
}: {
  installId: string;
  runId: string;
  error: RowErrorDetails | null;
  /** Which of how many on this page; counted from 0. */
  place: { at: number; of: number };
  /** Whether there are rows beyond this page. */
  goesOn: { next: boolean; previous: boolean };
  canManage: boolean;
  onMove: (step: 1 | -1) => void;
  onClose: () => void;
}) {
  const isOpen = error !== null;
  useEffect(() => {
    if (!isOpen) return;
    function move(event: KeyboardEvent) {
      if (event.target instanceof HTMLTextAreaElement || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === "j") onMove(1);
      if (event.key === "k") onMove(-1);
    }
    document.addEventListener("keydown", move);
    return () => document.removeEventListener("keydown", move);
  }, [isOpen, onMove]);

  return (
    <NativeDialog
      placement="side"
      open={isOpen}
      onClose={onClose}
      title={error ? rowTitle(error) : ""}
      description={
        error &&
        [causeTitle(error.code), error.rowNumber !== null && `row ${error.rowNumber}`].filter(Boolean).join(" · ")
      }
      footer={
        <>
          <div className="mr-auto flex items-center gap-1">
            <Button
              variant="ghost"
              size="icon"
              aria-disabled={place.at === 0 && !goesOn.previous}
              onClick={() => onMove(-1)}
              title="Previous (K)"
            >
              <ArrowUp aria-hidden />
              <span className="sr-only">Previous row error</span>
            </Button>
            <Button
              variant="ghost"
              size="icon"
              aria-disabled={place.at === place.of - 1 && !goesOn.next}
              onClick={() => onMove(1)}
              title="Next (J)"
            >
              <ArrowDown aria-hidden />
              <span className="sr-only">Next row error</span>
            </Button>
            <span className="text-[0.8125rem] text-muted-foreground tabular-nums">
              {place.at + 1} of {place.of} on this page
            </span>
          </div>
          {canManage && error?.state === "open" && (
            <ResolveButton key={error.id} verb="resolve" choice={{ runId, errorIds: [error.id] }} count={1} prominent />
          )}
          {canManage && error?.state === "resolved" && (
            <ResolveButton key={error.id} verb="reopen" choice={{ runId, errorIds: [error.id] }} count={1} />
          )}
        </>
      }
    >
      {error && (
        <div className="flex flex-col gap-6">
          <div>
            <p className="break-words text-base">{error.message ?? causeTitle(error.code)}</p>
            {(error.expected !== null || error.received !== null) && (
              <dl className="mt-4 grid gap-3 sm:grid-cols-2">
                <Value label="Expected" text={error.expected} />
                <Value label="Received" text={error.received} mono />
              </dl>
            )}
          </div>
          <SourceRow source={error.source} field={error.field} />
          <ErrorHistory installId={installId} error={error} />
        </div>
      )}
    </NativeDialog>
  );
}

function Value({ label, text, mono = false }: { label: string; text: string | null; mono?: boolean }) {
  return (
    <div className="rounded-md border border-border bg-card px-3 py-2">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className={mono ? "mt-0.5 break-all font-mono text-[0.8125rem]" : "mt-0.5 break-words"}>
        {text === null ? "–" : text === "" ? <em className="text-muted-foreground">empty</em> : text}
      </dd>
    </div>
  );
}
