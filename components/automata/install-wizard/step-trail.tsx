import { clsx } from "clsx";
import { Check } from "lucide-react";

export interface WizardStep<Id extends string = string> {
  id: Id;
  title: string;
}

/** Which steps there are, which are done, and which one this is. Steps that are done lead back to themselves. */
export function StepTrail<Id extends string>({
  steps,
  current,
  onGo,
}: {
  steps: readonly WizardStep<Id>[];
  current: Id;
  onGo: (id: Id) => void;
}) {
  const at = steps.findIndex(({ id }) => id === current);
  return (
    <ol aria-label="Steps" className="mb-5 flex flex-wrap gap-x-6 gap-y-2">
      {steps.map(({ id, title }, index) => {
        const isDone = index < at;
        const face = (
          <>
            <span
              className={clsx(
                "grid size-6 shrink-0 place-items-center rounded-full border font-medium text-xs tabular-nums",
                index === at && "border-primary bg-primary text-primary-foreground",
                isDone && "border-success-line bg-success-soft text-success-text",
                index > at && "border-border text-muted-foreground",
              )}
            >
              {isDone ? <Check aria-hidden className="size-3.5" /> : index + 1}
            </span>
            {title}
          </>
        );
        const look = "flex items-center gap-2";
        return (
          <li key={id} aria-current={index === at ? "step" : undefined}>
            {isDone ? (
              <button
                type="button"
                onClick={() => onGo(id)}
                className={clsx(look, "rounded-sm underline-offset-4 hover:underline")}
              >
                {face}
                <span className="sr-only">(done, change it)</span>
              </button>
            ) : (
              <span className={clsx(look, index === at ? "font-medium" : "text-muted-foreground")}>{face}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
