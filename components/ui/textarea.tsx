import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlStyle } from "@/components/ui/control";

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} rows={rows} className={clsx(controlStyle, "px-3 py-2", className)} />;
}
