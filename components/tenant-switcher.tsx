"use client";

import { clsx } from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Input } from "@/components/ui/input";

export interface SwitchableTenant {
  id: string;
  name: string;
}

/** Below this many a filter is more to look at than the list itself. */
const FILTER_FROM = 9;

export function TenantSwitcher({
  current,
  tenants,
  switchTenant,
}: {
  current: SwitchableTenant;
  tenants: readonly SwitchableTenant[];
  switchTenant: (form: FormData) => void | Promise<void>;
}) {
  const panelId = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const matches = tenants.filter((tenant) => tenant.name.toLowerCase().includes(wanted));

  return (
    <>
      <button
        type="button"
        popoverTarget={panelId}
        aria-label={`Tenant: ${current.name}`}
        className="flex h-9 min-w-0 items-center gap-1.5 rounded-md px-2 font-medium transition-colors hover:bg-muted max-sm:h-10"
      >
        <span className="truncate">{current.name}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </button>
      <div
        ref={panel}
        id={panelId}
        popover="auto"
        data-align="start"
        className="popover-panel w-64 rounded-lg border border-border bg-popover p-1.5 text-foreground shadow-floating"
      >
        <p className="px-2 py-1.5 text-muted-foreground text-xs">Switch tenant</p>
        {tenants.length >= FILTER_FROM && (
          <Input
            type="search"
            aria-label="Filter tenants"
            placeholder="Filter"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            className="mb-1.5"
          />
        )}
        <form action={switchTenant} onSubmit={() => panel.current?.hidePopover()} className="max-h-72 overflow-y-auto">
          {matches.map((tenant) => (
            <TenantOption key={tenant.id} tenant={tenant} current={tenant.id === current.id} />
          ))}
        </form>
        {matches.length === 0 && <p className="px-2 py-1.5 text-muted-foreground">No tenant of that name.</p>}
      </div>
    </>
  );
}

function TenantOption({ tenant, current }: { tenant: SwitchableTenant; current: boolean }) {
  return (
    <button
      type="submit"
      name="tenantId"
      value={tenant.id}
      aria-current={current || undefined}
      className={clsx(
        "flex min-h-9 w-full items-center justify-between gap-2 rounded-md px-2 py-1.5 text-left -outline-offset-2 transition-colors hover:bg-muted max-sm:min-h-11",
        current && "font-medium",
      )}
    >
      <span className="min-w-0 break-words">{tenant.name}</span>
      {current && <Check aria-hidden className="size-4 shrink-0 text-accent-foreground" />}
    </button>
  );
}
