/** The kinds of damage that a wall can suffer; the report has one line for each. */
export const mutantClasses = [
  "policy dropped",
  "policy widened",
  "membership test weakened",
  "role test weakened",
  "hidden column granted",
  "write granted or write policy added",
  "helper function altered",
  "constraint dropped",
] as const;
export type MutantClass = (typeof mutantClasses)[number];

/** One deliberate fault in a migrated database. */
export type Mutant = {
  class: MutantClass;
  /** what is wrong now, as a reviewer would put it */
  name: string;
  /** makes it so; run as the owner of the schema */
  sql: string;
};

/** Mutants of one class, written as pairs of name and SQL. */
export const mutants = (mutantClass: MutantClass, faults: Record<string, string>): Mutant[] =>
  Object.entries(faults).map(([name, sql]) => ({ class: mutantClass, name, sql }));

const literal = (text: string) => `$mutant$${text}$mutant$`;

/**
 * SQL that replaces parts of a function's definition.
 * It raises when one of the parts is not there, so that a mutant cannot go stale unseen when the function changes.
 */
export function rewrite(signature: string, ...replacements: [from: string, to: string][]): string {
  const steps = replacements.map(
    ([from, to]) => `
      if strpos(definition, ${literal(from)}) = 0 then raise exception 'not in %: %', '${signature}', ${literal(from)}; end if;
      definition := replace(definition, ${literal(from)}, ${literal(to)});`,
  );
  return `do $rewrite$
    declare
      definition text := pg_get_functiondef('${signature}'::regprocedure);
    begin
      ${steps.join("")}
      execute definition;
    end $rewrite$`;
}

/** SQL that gives the one policy of a table another condition. */
export function recondition(table: string, condition: string): string {
  return alterPolicy(table, `using (${condition})`);
}

export function alterPolicy(table: string, change: string): string {
  return onPolicy(table, (policy) => `alter policy ${policy} on public.${table} ${change}`);
}

export function dropPolicy(table: string): string {
  return onPolicy(table, (policy) => `drop policy ${policy} on public.${table}`);
}

// Policies are named in sentences; there is one per table.
function onPolicy(table: string, command: (policy: string) => string): string {
  return `do $policy$ begin
      execute replace(
        ${literal(command("THE_POLICY"))}, 'THE_POLICY',
        (select quote_ident(policyname) from pg_policies where schemaname = 'public' and tablename = '${table}')
      );
    end $policy$`;
}
