import { clsx } from "clsx";
import Link from "next/link";
import { causeTitle } from "@/components/automata/error-words";
import { ResolveButton } from "@/components/automata/resolve-button";
import { Card, CardHeader } from "@/components/ui/card";
import { formatNumber } from "@/components/ui/format";
import { takesFocus } from "@/components/ui/takes-focus";
import type { ErrorCause } from "@/lib/automata/page-data";
import { runRoute } from "@/lib/routes";

/** Why rows failed, the most frequent first. A cause narrows the list below to its rows. */
export function ErrorCauses({
  installId,
  runId,
  causes,
  failedRows,
  chosen,
  canManage,
}: {
  installId: string;
  runId: string;
  causes: readonly ErrorCause[];
  /** How many rows failed; null while that is not reported. */
  failedRows: number | null;
  chosen: string | undefined;
  canManage: boolean;
}) {
  const errors = causes.reduce((sum, { total }) => sum + total, 0);
  const most = Math.max(...causes.map(({ total }) => total));
  return (
    <Card className="mb-6" {...takesFocus}>
      <CardHeader
        title="Why rows failed"
        description={
          failedRows !== null &&
          failedRows < errors &&
          `${formatNumber(errors)} errors on ${formatNumber(failedRows)} rows: a row can have more than one.`
        }
      />
      <ul className="mt-3 divide-y divide-border border-border border-t">
        {causes.map(({ code, total, open }) => (
          <li
            key={code ?? ""}
            className={clsx(
              "flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 sm:px-5",
              chosen !== undefined && chosen === code && "bg-accent/50",
            )}
          >
            <div className="min-w-48 flex-1">
              <div className="flex items-baseline justify-between gap-3">
                {code ? (
                  <Link
                    href={runRoute(installId, runId, chosen === code ? {} : { cause: code, state: "all" })}
                    aria-current={chosen === code ? "true" : undefined}
                    className="font-medium underline-offset-4 hover:underline"
                    scroll={false}
                  >
                    {causeTitle(code)}
                  </Link>
                ) : (
                  <span className="font-medium">{causeTitle(code)}</span>
                )}
                <span className="text-muted-foreground tabular-nums">
                  {open === 0 ? "none open" : `${formatNumber(open)} open`} of {formatNumber(total)}
                </span>
              </div>
              <div aria-hidden className="mt-2 h-1.5 rounded-full bg-muted">
                <div className="flex h-full overflow-hidden rounded-full" style={{ width: `${(total / most) * 100}%` }}>
                  <div className="bg-danger" style={{ width: `${(open / total) * 100}%` }} />
                  <div className="flex-1 bg-success" />
                </div>
              </div>
            </div>
            {canManage && code && open > 0 && (
              <ResolveButton verb="resolve" choice={{ runId, code }} count={open} label="Resolve all" />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
