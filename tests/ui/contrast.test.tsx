import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Rgb = [number, number, number];

const css = readFileSync("app/globals.css", "utf8");

function tokensOf(selector: string): Map<string, Rgb> {
  const block = css.slice(css.indexOf(`\n${selector} {`)).split("\n}")[0] ?? "";
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map(Array.from(found, ([, name, l, c, h]) => [name ?? "", linearRgb(Number(l), Number(c), Number(h))]));
}

/** OKLCH to linear sRGB, after CSS Color 4, section "Sample code for color conversions". */
function linearRgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(Math.max(value, 0), 1);
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(first: Rgb, second: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ["background", "sidebar", "card", "popover"];
const tones = ["success", "warning", "danger", "info"];
const textPairs = [
  ...[...surfaces, "muted"].flatMap((surface) => [
    ["foreground", surface],
    ["muted-foreground", surface],
  ]),
  ["primary-foreground", "primary"],
  ["primary-foreground", "primary-hover"],
  ["danger-foreground", "danger"],
  ["danger-foreground", "danger-hover"],
  ["accent-foreground", "accent"],
  ...tones.flatMap((tone) => [
    [`${tone}-text`, `${tone}-soft`],
    [`${tone}-text`, "card"],
    ["foreground", `${tone}-soft`],
  ]),
];
const graphicPairs = [
  ...surfaces.flatMap((surface) => [["ring", surface]]),
  ["input", "card"],
  ["input", "popover"],
  ...tones.map((tone) => [tone, "card"]),
];

test.each([
  ["light", ":root"],
  ["dark", ".dark"],
])("%s: text reaches 4.5, controls and graphics 3", (_, selector) => {
  const tokens = tokensOf(selector);
  const short = (pairs: string[][], floor: number) =>
    pairs.flatMap(([front = "", back = ""]) => {
      const [a, b] = [tokens.get(front), tokens.get(back)];
      if (!a || !b) return [`${front} on ${back}: no such token`];
      const ratio = contrast(a, b);
      return ratio < floor ? [`${front} on ${back}: ${ratio.toFixed(2)}`] : [];
    });
  expect([...short(textPairs, 4.5), ...short(graphicPairs, 3)]).toEqual([]);
});
