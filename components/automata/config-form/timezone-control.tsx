"use client";

import { type ComponentProps, useId } from "react";
import { useHydrated } from "@/components/ui/hydrated";
import { Input } from "@/components/ui/input";

/** A time zone by its IANA name, with the browser's own list as suggestions. */
export function TimezoneControl({
  onEnter,
  ...rest
}: Omit<ComponentProps<"input">, "onChange" | "list"> & { onEnter: (value: string) => void }) {
  const listId = useId();
  // 400 options that the server need not send.
  const zones = useHydrated() ? Intl.supportedValuesOf("timeZone") : [];
  return (
    <>
      <Input
        {...rest}
        placeholder={rest.placeholder ?? "Asia/Singapore"}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onEnter(event.target.value)}
      />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
