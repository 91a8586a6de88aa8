import type { Tone } from "@/components/ui/tone";
import type { SettledStatus } from "@/lib/automata/types";

/** How a run can end, in the order and the colours of the chart. */
export const outcomes: readonly { status: SettledStatus; label: string; tone: Tone }[] = [
  { status: "success", label: "Success", tone: "success" },
  { status: "partial", label: "Partial", tone: "warning" },
  { status: "failed", label: "Failed", tone: "danger" },
  { status: "aborted", label: "Aborted", tone: "neutral" },
];
