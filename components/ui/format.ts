// One locale for the whole interface, whose texts are English: the server and the browser then agree to the letter.
export const LOCALE = "en-GB";

const number = new Intl.NumberFormat(LOCALE);
const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });

export function formatNumber(value: number): string {
  return number.format(value);
}

/** 12,345 as "12.3K"; for tiles and charts, with the full number nearby. */
export function formatCompact(value: number): string {
  return compact.format(value);
}

/** `share` is 0 to 1. Anything short of everything is never rounded up to 100%, nor anything above nothing down to 0%. */
export function formatPercent(share: number): string {
  if (share > 0.999 && share < 1) return `>${percent.format(0.999)}`;
  if (share > 0 && share < 0.001) return `<${percent.format(0.001)}`;
  return percent.format(share);
}

/** A length of time in its two largest units ("1h 5m", "42s"); below a second in tenths. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${(Math.max(milliseconds, 0) / 1000).toFixed(1)}s`;
  const total = Math.round(milliseconds / 1000);
  const parts: [number, string][] = [
    [Math.floor(total / 86_400), "d"],
    [Math.floor(total / 3600) % 24, "h"],
    [Math.floor(total / 60) % 60, "m"],
    [total % 60, "s"],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(" ");
}
