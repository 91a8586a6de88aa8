import { Segments } from "@/components/ui/segments";
import { type RunFilter, type RunPeriod, runFilterQuery, runPeriods } from "@/lib/automata/run-filter";
import type { RunStatus } from "@/lib/automata/types";
import { installRoute } from "@/lib/routes";

const statuses: { value: RunStatus | "any"; label: string }[] = [
  { value: "any", label: "All" },
  { value: "success", label: "Success" },
  { value: "partial", label: "Partial" },
  { value: "failed", label: "Failed" },
  { value: "aborted", label: "Aborted" },
];

const periodLabels: Record<RunPeriod, string> = { "1": "24 hours", "7": "7 days", "30": "30 days" };

/** Which runs are listed; the choice stands in the address. */
export function RunFilters({ installId, filter }: { installId: string; filter: RunFilter }) {
  const at = (changed: Partial<RunFilter>) =>
    installRoute(installId, "runs", runFilterQuery({ ...filter, ...changed }));
  return (
    <>
      <Segments
        label="Status"
        current={filter.status ?? "any"}
        options={statuses.map(({ value, label }) => ({
          value,
          label,
          href: at({ status: value === "any" ? null : value }),
        }))}
      />
      <Segments
        label="Period"
        current={filter.period ?? "ever"}
        options={[
          { value: "ever", label: "Any time", href: at({ period: null }) },
          ...runPeriods.map((period) => ({ value: period, label: periodLabels[period], href: at({ period }) })),
        ]}
      />
    </>
  );
}
