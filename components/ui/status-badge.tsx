import {
  Archive,
  CircleCheck,
  CirclePause,
  CircleSlash,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { InstallState, RunPhase, RunStatus } from "@/lib/automata/types";

interface Look {
  label: string;
  tone: Tone;
  icon: LucideIcon;
  busy?: boolean;
}

// A partial run lost rows, so it warns: a green tick on it would be a lie.
const runLooks: Record<RunStatus, Look> = {
  success: { label: "Success", tone: "success", icon: CircleCheck },
  partial: { label: "Partial", tone: "warning", icon: TriangleAlert },
  failed: { label: "Failed", tone: "danger", icon: CircleX },
  aborted: { label: "Aborted", tone: "neutral", icon: CircleSlash },
  running: { label: "Running", tone: "info", icon: LoaderCircle, busy: true },
};

const phaseLabels: Record<RunPhase, string> = {
  starting: "Starting",
  unknown: "Checking",
  running: "Running",
  cancelling: "Cancelling",
};

const installLooks: Record<InstallState, Look> = {
  installing: { label: "Installing", tone: "info", icon: LoaderCircle, busy: true },
  active: { label: "Active", tone: "success", icon: CircleCheck },
  paused: { label: "Paused", tone: "neutral", icon: CirclePause },
  needs_attention: { label: "Needs attention", tone: "warning", icon: TriangleAlert },
  uninstalling: { label: "Uninstalling", tone: "info", icon: LoaderCircle, busy: true },
  uninstalled: { label: "Uninstalled", tone: "neutral", icon: Archive },
};

function LookBadge({ label, ...look }: Look) {
  return <Badge {...look}>{label}</Badge>;
}

/** `phase` refines the word of a run that is still running and is ignored otherwise. */
export function RunStatusBadge({ status, phase }: { status: RunStatus; phase?: RunPhase | null }) {
  const look = runLooks[status];
  return <LookBadge {...look} label={status === "running" && phase ? phaseLabels[phase] : look.label} />;
}

export function InstallStateBadge({ state }: { state: InstallState }) {
  return <LookBadge {...installLooks[state]} />;
}
