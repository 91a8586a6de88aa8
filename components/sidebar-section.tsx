"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { icons } from "@/components/icons";
import type { SidebarEntry, SidebarSectionData } from "@/components/sidebar-sections";
import { isWithin } from "@/lib/nav";

export function SidebarSection({
  section,
  active,
  pathname,
}: {
  section: SidebarSectionData;
  active: boolean;
  pathname: string;
}) {
  const listId = useId();
  const [open, setOpen] = useState(active);
  const [wasActive, setWasActive] = useState(active);
  // Arriving opens the section; leaving, or closing it by hand while inside, is left to the person.
  if (active !== wasActive) {
    setWasActive(active);
    if (active) setOpen(true);
  }

  return (
    <div className="mt-3" data-active={active || undefined}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
        className={clsx(
          "flex h-9 w-full items-center justify-between rounded-md px-2.5 font-medium text-[0.8125rem] transition-colors hover:bg-muted max-lg:h-11",
          active ? "text-foreground" : "text-muted-foreground",
        )}
      >
        {section.label}
        <ChevronDown aria-hidden className={clsx("size-4 transition-transform", !open && "-rotate-90")} />
      </button>
      <ul id={listId} hidden={!open} className="mt-0.5 space-y-0.5">
        {section.entries.map((entry) => (
          <li key={entry.slug}>
            <SidebarLink entry={entry} current={isWithin(pathname, entry.href)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export function SidebarLink({ entry, current }: { entry: SidebarEntry; current: boolean }) {
  const Icon = icons[entry.icon];
  return (
    <Link
      href={entry.href}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "flex h-9 items-center gap-2.5 rounded-md px-2.5 transition-colors max-lg:h-11",
        current
          ? "bg-accent font-medium text-accent-foreground"
          : "text-muted-foreground hover:bg-muted hover:text-foreground",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {entry.label}
    </Link>
  );
}
