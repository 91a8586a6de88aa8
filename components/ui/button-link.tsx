import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonStyle, buttonStyle } from "@/components/ui/button-style";

export function ButtonLink({
  variant,
  size,
  className,
  ...rest
}: Omit<ComponentProps<typeof Link>, "href"> & ButtonStyle & { href: Route }) {
  return <Link {...rest} className={buttonStyle({ variant, size, className })} />;
}
