/**
 * Whether a pattern of a config_schema may be run on what a stranger types.
 *
 * A conservative check of the structure: it refuses some harmless patterns so that it never has to reason about a
 * dangerous one. Repetition is allowed on single characters and classes, never on a group, so repetitions cannot nest; one
 * may be unbounded. The ways to match are then at most the product of all choices (alternatives of each group, lengths of
 * each bounded repetition), which is limited, times the length of the text, which is limited too. Look-around,
 * back-references and flags are refused.
 */
const maxPatternLength = 200;
const maxWays = 2_000;

/** A sentence on what is wrong, or null. */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > maxPatternLength) return `may have at most ${maxPatternLength} characters`;
  if (!pattern.startsWith("^") || !endsWithAnchor(pattern)) return "must begin with ^ and end with $";
  if (!compiles(pattern)) return "is not a valid regular expression";
  return structureProblem(pattern.slice(1, -1));
}

function endsWithAnchor(pattern: string): boolean {
  const backslashes = /(\\*)\$$/.exec(pattern)?.[1];
  return backslashes !== undefined && backslashes.length % 2 === 0;
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false; // the answer, not a failure
  }
}

const opening = /^\((?:\?:|(?!\?))/;
const atom =
  /^(?:\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|[^1-9kbBuxpP])|\[(?:\\.|[^\]\\])*\]|[^\\[\](){}*+?^$|])/u;
const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;

function structureProblem(body: string): string | null {
  const alternatives: number[] = [];
  let rest = body;
  let unbounded = 0;
  let ways = 1;
  while (rest !== "") {
    const step = opening.exec(rest)?.[0] ?? /^[|)]/.exec(rest)?.[0] ?? atom.exec(rest)?.[0];
    if (step === undefined) return "uses look-around, a back-reference, a boundary or an inner anchor";
    rest = rest.slice(step.length);
    if (step === "|") {
      if (alternatives.length === 0) return "has alternatives outside a group, so that ^ and $ do not hold for each";
      alternatives.push((alternatives.pop() ?? 0) + 1);
    } else if (step.startsWith("(")) alternatives.push(1);
    else if (step === ")") ways *= alternatives.pop() ?? 1;

    const repeat = step === "|" || step.startsWith("(") ? null : quantifier.exec(rest);
    if (!repeat) continue;
    if (step === ")") return "repeats a group";
    rest = rest.slice(repeat[0].length);
    const lengths = lengthsOf(repeat);
    if (lengths === Number.POSITIVE_INFINITY) unbounded += 1;
    else ways *= lengths;
  }
  if (unbounded > 1) return "has more than one unbounded repetition (* or +)";
  return ways > maxWays ? "can match in too many ways" : null;
}

/** How many lengths a repetition may have. */
function lengthsOf([text, min, comma, max]: RegExpExecArray): number {
  if (min === undefined) return text.startsWith("?") ? 2 : Number.POSITIVE_INFINITY;
  if (comma === undefined) return 1;
  return max ? Number(max) - Number(min) + 1 : Number.POSITIVE_INFINITY;
}
