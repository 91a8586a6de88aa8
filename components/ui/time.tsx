"use client";

import { useSyncExternalStore } from "react";
import { LOCALE } from "@/components/ui/format";
import { useHydrated } from "@/components/ui/hydrated";

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

function formatInstant(date: Date, timeZone: string | undefined, precise: boolean): string {
  return new Intl.DateTimeFormat(LOCALE, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: precise ? "2-digit" : undefined,
    timeZone,
    timeZoneName: precise || timeZone ? "short" : undefined,
  }).format(date);
}

function formatRelative(date: Date, now: number): string {
  const seconds = Math.round((date.getTime() - now) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? "in a moment" : "just now";
}

interface TimeProps {
  /** ISO 8601 instant with its offset. */
  value: string;
  className?: string;
}

/** An instant in the viewer's zone. The server does not know that zone: its HTML says UTC, and the browser corrects it. */
export function Time({ value, className }: TimeProps) {
  const zone = useHydrated() ? undefined : "UTC";
  const date = new Date(value);
  return (
    <time dateTime={value} title={`${formatInstant(date, zone, true)} (${date.toISOString()})`} className={className}>
      {formatInstant(date, zone, false)}
    </time>
  );
}

// One clock for all relative times of a page, so that they change together and the tab wakes up once.
const TICK_MS = 15_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const notify of listeners) notify();
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** How long ago or until, kept up to date; the instant itself on the server and in the title. */
export function RelativeTime({ value, className }: TimeProps) {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => null,
  );
  const date = new Date(value);
  const zone = current === null ? "UTC" : undefined;
  return (
    <time dateTime={value} title={`${formatInstant(date, zone, true)} (${date.toISOString()})`} className={className}>
      {current === null ? formatInstant(date, "UTC", false) : formatRelative(date, current)}
    </time>
  );
}
