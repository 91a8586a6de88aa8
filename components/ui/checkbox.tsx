import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

/** A native checkbox whose label is part of it; `help` is announced with it. */
export function Checkbox({
  label,
  help,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { label: ReactNode; help?: ReactNode }) {
  const ownId = useId();
  const id = rest.id ?? ownId;
  const helpId = `${id}-help`;
  return (
    <div className={clsx("grid grid-cols-[auto_1fr] gap-x-2.5", className)}>
      <input
        aria-describedby={help ? helpId : undefined}
        {...rest}
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 accent-primary"
      />
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {help && (
        <p id={helpId} className="col-start-2 text-[0.8125rem] text-muted-foreground">
          {help}
        </p>
      )}
    </div>
  );
}
