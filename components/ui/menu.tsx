"use client";

import { Menu as Primitive } from "@base-ui/react/menu";
import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

/** Secondary commands behind one button; `trigger` must have an accessible name. */
export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Primitive.Root>
      <Primitive.Trigger render={trigger} />
      <Primitive.Portal>
        <Primitive.Positioner align="end" sideOffset={6} className="z-50">
          <Primitive.Popup className="min-w-44 rounded-lg border border-border bg-popover p-1 text-foreground shadow-floating outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Primitive.Popup>
        </Primitive.Positioner>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const itemStyle =
  "flex h-9 items-center gap-2.5 rounded-md px-2.5 outline-none select-none data-highlighted:bg-muted data-disabled:text-muted-foreground data-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0";

interface ItemProps {
  icon?: LucideIcon;
  children: ReactNode;
}

export function MenuItem({
  icon: Icon,
  danger = false,
  disabled,
  onSelect,
  children,
}: ItemProps & { danger?: boolean; disabled?: boolean; onSelect: () => void }) {
  return (
    <Primitive.Item
      disabled={disabled}
      onClick={onSelect}
      className={clsx(itemStyle, "cursor-pointer", danger && "text-danger-text")}
    >
      {Icon && <Icon aria-hidden />}
      {children}
    </Primitive.Item>
  );
}

export function MenuLink({ icon: Icon, href, children }: ItemProps & { href: Route }) {
  return (
    <Primitive.LinkItem render={<Link href={href} />} className={itemStyle} closeOnClick>
      {Icon && <Icon aria-hidden />}
      {children}
    </Primitive.LinkItem>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-border" />;
}
