import { stateWords } from "@/components/automata/error-words";
import { Badge } from "@/components/ui/badge";
import type { ErrorState } from "@/lib/automata/page-data";

const tones = { open: "danger", resolved: "success", superseded: "neutral" } as const;

export function ErrorStateBadge({ state }: { state: ErrorState }) {
  return <Badge tone={tones[state]}>{stateWords[state]}</Badge>;
}
