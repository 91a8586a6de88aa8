"use client";

import { Search } from "lucide-react";
import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Input } from "@/components/ui/input";

const pauseMs = 250;

/**
 * A search that stands in the address under `name` and goes there after a pause in typing. Without JavaScript it is a form
 * that is sent with Enter. What is in the address besides stays, but for the names in `forgets`, such as a page's cursor.
 */
export function SearchField({
  name,
  label,
  placeholder,
  forgets = [],
  className,
}: {
  name: string;
  label: string;
  placeholder?: string;
  forgets?: readonly string[];
  className?: string;
}) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const inAddress = params.get(name) ?? "";
  const [text, setText] = useState(inAddress);
  const [pending, start] = useTransition();
  const [followed, setFollowed] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Somebody went back, or followed a link that clears the search: the field follows, but never what is typed right now.
  if (inAddress !== followed && !pending) {
    setFollowed(inAddress);
    setText(inAddress);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  function go(value: string) {
    clearTimeout(timer.current);
    const next = new URLSearchParams(params);
    for (const other of forgets) next.delete(other);
    if (value.trim() === "") next.delete(name);
    else next.set(name, value.trim());
    setFollowed(next.get(name) ?? "");
    start(() => router.replace(`${pathname}${next.size > 0 ? `?${next}` : ""}` as Route, { scroll: false }));
  }

  return (
    <search className={className}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go(text);
        }}
        className="relative"
      >
        {[...params].map(
          ([key, value]) =>
            key !== name &&
            !forgets.includes(key) && <input key={`${key}=${value}`} type="hidden" name={key} value={value} />,
        )}
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          type="search"
          name={name}
          aria-label={label}
          placeholder={placeholder ?? label}
          autoComplete="off"
          maxLength={100}
          value={text}
          aria-busy={pending || undefined}
          className="pl-9"
          onChange={(event) => {
            const { value } = event.target;
            setText(value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => go(value), pauseMs);
          }}
        />
      </form>
    </search>
  );
}
