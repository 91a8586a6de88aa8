import { clsx } from "clsx";
import type { ComponentProps } from "react";

export function Label({ htmlFor, className, children, ...rest }: ComponentProps<"label"> & { htmlFor: string }) {
  return (
    <label {...rest} htmlFor={htmlFor} className={clsx("font-medium", className)}>
      {children}
    </label>
  );
}
