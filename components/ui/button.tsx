"use client";

import { LoaderCircle } from "lucide-react";
import { type ComponentProps, type MouseEvent, useRef } from "react";
import { type ButtonStyle, buttonStyle } from "@/components/ui/button-style";
import { useFocusHandover } from "@/components/ui/use-focus-handover";

function ignoreClick(event: MouseEvent) {
  event.preventDefault();
}

/**
 * While `pending` the button keeps its focus (a disabled one would lose it) but ignores clicks and submits. If it goes, the
 * focus goes to what is around it.
 */
export function Button({
  variant,
  size,
  pending = false,
  type = "button",
  className,
  onClick,
  children,
  ...rest
}: Omit<ComponentProps<"button">, "ref"> & ButtonStyle & { pending?: boolean }) {
  const element = useRef<HTMLButtonElement>(null);
  useFocusHandover(element);
  return (
    <button
      {...rest}
      ref={element}
      type={type}
      className={buttonStyle({ variant, size, className })}
      onClick={pending ? ignoreClick : onClick}
      aria-disabled={pending || rest["aria-disabled"]}
      aria-busy={pending || undefined}
    >
      {pending && <LoaderCircle aria-hidden className="motion-safe:animate-spin" />}
      {children}
    </button>
  );
}
