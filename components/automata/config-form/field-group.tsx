import { CircleX } from "lucide-react";
import { type ReactNode, useId } from "react";

/** Several controls that are one field: the legend names them, help and error are announced with the group. */
export function FieldGroup({
  label,
  help,
  error,
  required,
  children,
}: {
  label: string;
  help?: string | undefined;
  error: string | undefined;
  required: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset aria-describedby={describedBy || undefined} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 font-medium">
        {label}
        {!required && <span className="ml-1.5 font-normal text-muted-foreground text-xs">optional</span>}
      </legend>
      {children}
      {help && (
        <p id={`${id}-help`} className="text-[0.8125rem] text-muted-foreground">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} data-problem className="flex gap-1.5 text-[0.8125rem] text-danger-text">
          <CircleX aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
