"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { outcomes } from "@/components/automata/outcome-words";
import type { Tone } from "@/components/ui/tone";
import type { DayOutcomes } from "@/lib/automata/types";

const fills: Record<Tone, string> = {
  neutral: "var(--input)",
  info: "var(--info)",
  success: "var(--success)",
  warning: "var(--warning)",
  danger: "var(--danger)",
};

const axis = { stroke: "var(--muted-foreground)", fontSize: 12, tickLine: false, axisLine: false } as const;

/**
 * Stacked bars, one a day. In a file of its own: only this one brings the chart library. It is hidden from assistive
 * technology, which is given a table, so nothing in it takes the focus.
 */
export function OutcomeBars({ days }: { days: readonly (DayOutcomes & { label: string })[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        accessibilityLayer={false}
        data={[...days]}
        margin={{ top: 4, right: 0, bottom: 0, left: -24 }}
        barCategoryGap="20%"
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="label" interval="preserveStartEnd" minTickGap={48} {...axis} />
        <YAxis allowDecimals={false} {...axis} />
        <Tooltip
          cursor={{ fill: "var(--muted)" }}
          isAnimationActive={false}
          contentStyle={{
            background: "var(--popover)",
            border: "1px solid var(--border)",
            borderRadius: "0.375rem",
            color: "var(--foreground)",
            fontSize: "0.8125rem",
          }}
          itemStyle={{ color: "var(--foreground)" }}
        />
        {outcomes.map(({ status, label, tone }) => (
          <Bar key={status} dataKey={status} name={label} stackId="runs" fill={fills[tone]} isAnimationActive={false} />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
