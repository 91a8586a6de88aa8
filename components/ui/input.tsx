import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlStyle } from "@/components/ui/control";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(controlStyle, "h-10 px-3 sm:h-9", className)} />;
}
