const dayMs = 24 * 60 * 60 * 1000;

/** The zone itself, or UTC for a name that this runtime does not know. */
export function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone && timeZone;
  } catch (error) {
    if (error instanceof RangeError) return "UTC";
    throw error;
  }
}

/** The calendar day of an instant in a time zone, such as 2026-11-27. */
export function dayOf(instant: Date, timeZone: string): string {
  // The Swedish notation of a date is ISO 8601's.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(instant);
}

/** `count` calendar days, oldest first, the last being `last`. */
export function everyDay(last: string, count: number): string[] {
  const end = Date.parse(`${last}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}
