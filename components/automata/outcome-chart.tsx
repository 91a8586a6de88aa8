"use client";

import dynamic from "next/dynamic";
import { outcomes } from "@/components/automata/outcome-words";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { LOCALE } from "@/components/ui/format";
import { Skeleton } from "@/components/ui/skeleton";
import { toneFill } from "@/components/ui/tone";
import type { DayOutcomes } from "@/lib/automata/types";

/** As high as the chart, so that nothing moves when it arrives. */
const height = "h-52";

// The chart library is 98 KB: it comes after the page, and only here.
const OutcomeBars = dynamic(() => import("@/components/automata/outcome-bars").then((module) => module.OutcomeBars), {
  ssr: false,
  loading: () => <Skeleton className={height} />,
});

const dayFormat = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", timeZone: "UTC" });
const dayWords = (day: string) => dayFormat.format(new Date(`${day}T00:00:00Z`));

/** The runs of each day by outcome: drawn, and as a table for those who read numbers. */
export function OutcomeChart({ days, timeZone }: { days: readonly DayOutcomes[]; timeZone: string }) {
  const withRuns = days.filter((day) => outcomes.some(({ status }) => day[status] > 0));
  return (
    <Card>
      <CardHeader
        title="Runs by outcome"
        description={`The last ${days.length} days in ${timeZone.replace("_", " ")}.`}
      />
      <CardBody>
        <div aria-hidden className={height}>
          <OutcomeBars days={days.map((day) => ({ ...day, label: dayWords(day.day) }))} />
        </div>
        <ul aria-hidden className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-muted-foreground">
          {outcomes.map(({ status, label, tone }) => (
            <li key={status} className="flex items-center gap-1.5">
              <span className={`size-2 rounded-full ${toneFill[tone]}`} />
              {label}
            </li>
          ))}
        </ul>
        <details className="mt-3">
          <summary className="w-fit cursor-pointer rounded-sm text-[0.8125rem] text-muted-foreground underline-offset-4 hover:underline">
            Show as a table
          </summary>
          <OutcomeTable days={withRuns} />
        </details>
      </CardBody>
    </Card>
  );
}

function OutcomeTable({ days }: { days: readonly DayOutcomes[] }) {
  if (days.length === 0) return <p className="mt-2 text-muted-foreground">No run has ended in these days.</p>;
  return (
    <section
      aria-label="Table of runs by day"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to scroll it by keyboard
      tabIndex={0}
      className="mt-2 max-h-64 overflow-y-auto -outline-offset-2!"
    >
      <table className="w-full text-left text-[0.8125rem] tabular-nums">
        <caption className="sr-only">Runs by day and outcome; days without a run are left out</caption>
        <thead className="text-muted-foreground">
          <tr>
            <th scope="col" className="py-1 font-medium">
              Day
            </th>
            {outcomes.map(({ status, label }) => (
              <th key={status} scope="col" className="py-1 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day} className="border-border border-t">
              <th scope="row" className="py-1 font-normal">
                {dayWords(day.day)}
              </th>
              {outcomes.map(({ status }) => (
                <td key={status} className="py-1 text-right">
                  {day[status]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
