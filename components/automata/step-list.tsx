import { ListX } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** What an automation does, in plain words and in order. */
export function StepList({ steps }: { steps: readonly { name: string; notes: string }[] }) {
  if (steps.length === 0) {
    return (
      <EmptyState
        icon={ListX}
        title="The steps of this app cannot be shown"
        description="The platform team has not described them, or its workflow has a fault."
      />
    );
  }
  return (
    <Card>
      <ol className="divide-y divide-border">
        {steps.map(({ name, notes }, index) => (
          <li key={name} className="flex gap-4 px-4 py-3.5 sm:px-5">
            <span
              aria-hidden
              className="grid size-7 shrink-0 place-items-center rounded-full bg-muted font-medium text-muted-foreground text-xs tabular-nums"
            >
              {index + 1}
            </span>
            <div className="min-w-0">
              <h2 className="break-words font-medium">{name}</h2>
              {notes && <p className="mt-0.5 break-words text-muted-foreground">{notes}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
