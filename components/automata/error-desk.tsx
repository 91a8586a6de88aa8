"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { ErrorDrawer } from "@/components/automata/error-drawer";
import { ErrorStateBadge } from "@/components/automata/error-state-badge";
import { causeTitle, rowTitle } from "@/components/automata/error-words";
import { ResolveButton } from "@/components/automata/resolve-button";
import { RetryRowsButton } from "@/components/automata/retry-rows-button";
import { Card } from "@/components/ui/card";
import { Cell, ColumnHeader, RowHeader, Table } from "@/components/ui/table";
import type { RowErrorDetails } from "@/lib/automata/page-data";

export interface ErrorDeskProps {
  installId: string;
  runId: string;
  errors: readonly RowErrorDetails[];
  canManage: boolean;
  canRetry: boolean;
  /** Which row error is open at first. */
  opened?: "first" | "last" | null;
  /** Where the rows go on beyond this page, with a drawer open there. */
  onwards?: { next: Route | null; previous: Route | null };
}

/** The row errors of one page: open one to see all of it, or tick several to deal with them at once. */
export function ErrorDesk({
  installId,
  runId,
  errors,
  canManage,
  canRetry,
  opened: openedAtFirst = null,
  onwards = { next: null, previous: null },
}: ErrorDeskProps) {
  const router = useRouter();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<number | null>(
    openedAtFirst === null ? null : openedAtFirst === "first" ? 0 : errors.length - 1,
  );
  // Errors that were dealt with drop out of the list, and out of the choice with it.
  const chosen = errors.filter(({ id }) => ticked.has(id));
  const openIds = chosen.filter(({ state }) => state === "open").map(({ id }) => id);
  const resolvedIds = chosen.filter(({ state }) => state === "resolved").map(({ id }) => id);
  const at = opened === null ? null : Math.min(opened, errors.length - 1);

  // The row that was looked at last, not the one whose drawer was opened first; if it is gone, the one in its place.
  const rows = useRef<HTMLTableSectionElement>(null);
  const lastAt = useRef<number | null>(null);
  useEffect(() => {
    if (at === null && lastAt.current !== null) {
      const buttons = rows.current?.querySelectorAll<HTMLElement>("th button") ?? [];
      buttons[Math.min(lastAt.current, buttons.length - 1)]?.focus();
    }
    lastAt.current = at;
  }, [at]);

  function move(step: 1 | -1) {
    const to = (at ?? 0) + step;
    const beyond = step > 0 ? onwards.next : onwards.previous;
    if (errors[to]) setOpened(to);
    else if (beyond) router.replace(beyond, { scroll: false });
  }

  function close() {
    setOpened(null);
    // A drawer that was closed stays closed when the page is loaded again.
    const address = new URL(window.location.href);
    address.searchParams.delete("open");
    window.history.replaceState(null, "", address);
  }

  function tick(ids: readonly string[], on: boolean) {
    setTicked((before) => {
      const next = new Set(before);
      for (const id of ids) on ? next.add(id) : next.delete(id);
      return next;
    });
  }

  return (
    <>
      {canManage && (
        // Always there, so that ticking a row moves nothing.
        <div className="mb-3 flex min-h-8 flex-wrap items-center gap-2">
          <p role="status" className="mr-1 text-muted-foreground">
            {chosen.length === 0 ? "Tick rows to deal with several at once." : `${chosen.length} ticked`}
          </p>
          {openIds.length > 0 && (
            <ResolveButton verb="resolve" choice={{ runId, errorIds: openIds }} count={openIds.length} />
          )}
          {resolvedIds.length > 0 && (
            <ResolveButton verb="reopen" choice={{ runId, errorIds: resolvedIds }} count={resolvedIds.length} />
          )}
          {canRetry && openIds.length > 0 && (
            <RetryRowsButton installId={installId} runId={runId} errorIds={openIds} open={openIds.length} />
          )}
        </div>
      )}
      <Card>
        <Table label="List of row errors" stacked>
          <thead>
            <tr>
              {canManage && (
                <ColumnHeader className="sm:w-px sm:pr-0!">
                  <input
                    type="checkbox"
                    aria-label="Tick all on this page"
                    className="size-4 align-middle accent-primary"
                    checked={chosen.length === errors.length}
                    onChange={({ target }) =>
                      tick(
                        errors.map(({ id }) => id),
                        target.checked,
                      )
                    }
                  />
                </ColumnHeader>
              )}
              <ColumnHeader>Row</ColumnHeader>
              <ColumnHeader>What went wrong</ColumnHeader>
              <ColumnHeader>Field</ColumnHeader>
              <ColumnHeader>State</ColumnHeader>
            </tr>
          </thead>
          <tbody ref={rows} className="divide-border">
            {errors.map((error, index) => (
              <tr key={error.id} className="hover:bg-muted/50">
                {canManage && (
                  <Cell label="Tick" className="sm:w-px sm:pr-0!">
                    <input
                      type="checkbox"
                      aria-label={`Tick ${rowTitle(error)}`}
                      className="size-4 align-middle accent-primary"
                      checked={ticked.has(error.id)}
                      onChange={({ target }) => tick([error.id], target.checked)}
                    />
                  </Cell>
                )}
                <RowHeader className="whitespace-nowrap">
                  <button
                    type="button"
                    onClick={() => setOpened(index)}
                    className="max-w-48 truncate rounded-sm text-left underline underline-offset-4 hover:no-underline"
                  >
                    {rowTitle(error)}
                  </button>
                </RowHeader>
                <Cell label="What went wrong" className="sm:max-w-md">
                  <span className="line-clamp-2 break-words">{error.message ?? causeTitle(error.code)}</span>
                </Cell>
                <Cell label="Field" className="sm:max-w-40 break-words text-muted-foreground">
                  {error.field ?? "–"}
                </Cell>
                <Cell label="State">
                  <ErrorStateBadge state={error.state} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <ErrorDrawer
        installId={installId}
        runId={runId}
        error={at === null ? null : (errors[at] ?? null)}
        place={{ at: at ?? 0, of: errors.length }}
        goesOn={{ next: onwards.next !== null, previous: onwards.previous !== null }}
        canManage={canManage}
        onMove={move}
        onClose={close}
      />
    </>
  );
}
