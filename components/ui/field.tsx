import { clsx } from "clsx";
import { CircleX } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Label } from "@/components/ui/label";

/** What the control inside a field must carry, so that label, help and error are announced with it. */
export interface FieldControl {
  id: string;
  required: boolean;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** `children` receives the wiring: `<Field label="Name">{(control) => <Input {...control} name="name" />}</Field>`. */
export function Field({
  label,
  help,
  error,
  required = false,
  className,
  children,
}: {
  label: ReactNode;
  help?: ReactNode;
  error?: string;
  required?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const describedBy = [help && helpId, error && errorId].filter(Boolean).join(" ");
  return (
    <div className={clsx("flex flex-col gap-1.5", className)}>
      <Label htmlFor={id}>
        {label}
        {!required && <span className="ml-1.5 font-normal text-muted-foreground text-xs">optional</span>}
      </Label>
      {children({
        id,
        required,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {help && (
        <p id={helpId} className="text-[0.8125rem] text-muted-foreground">
          {help}
        </p>
      )}
      {error && (
        <p id={errorId} className="flex gap-1.5 text-[0.8125rem] text-danger-text">
          <CircleX aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
