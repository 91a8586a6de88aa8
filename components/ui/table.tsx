import { clsx } from "clsx";
import type { ComponentProps } from "react";

/**
 * Scrolls sideways inside its own box, so that the page never does; with `stacked` each row becomes a block of lines
 * on a phone, and every cell then needs a `label`.
 */
export function Table({
  label,
  stacked = false,
  className,
  ...rest
}: ComponentProps<"table"> & { label: string; stacked?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to scroll it by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-[inherit] -outline-offset-2!">
      <table
        {...rest}
        className={clsx("w-full text-left tabular-nums [&_tbody]:divide-y", stacked && "table-stacked", className)}
      />
    </section>
  );
}

export function ColumnHeader({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        "border-border border-b px-4 py-2.5 font-medium text-muted-foreground text-xs whitespace-nowrap sm:px-5",
        className,
      )}
    />
  );
}

export function RowHeader({ className, ...rest }: ComponentProps<"th">) {
  return <th scope="row" {...rest} className={clsx("px-4 py-3 font-medium sm:px-5", className)} />;
}

export function Cell({ label, className, ...rest }: ComponentProps<"td"> & { label?: string }) {
  return <td {...rest} data-label={label} className={clsx("px-4 py-3 sm:px-5", className)} />;
}
