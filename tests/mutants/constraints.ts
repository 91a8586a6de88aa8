import type postgres from "postgres";
import type { Mutant } from "./mutant.ts";

type Row = { name: string; table: string };

/** One mutant for every check, unique and foreign key constraint and every partial unique index of ours. */
export async function constraintMutants(sql: postgres.Sql): Promise<Mutant[]> {
  const constraints = await sql<Row[]>`
    select con.conname as name, con.conrelid::regclass::text as table
    from pg_constraint con
    join pg_class c on c.oid = con.conrelid
    where con.contype in ('c', 'f', 'u')
      and (c.relnamespace = 'private'::regnamespace
        or c.relnamespace = 'public'::regnamespace and c.relname in (select tests.our_tables()))
    order by c.relname, con.conname`;
  const indexes = await sql<{ name: string }[]>`
    select i.indexrelid::regclass::text as name
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    where i.indisunique and i.indpred is not null and c.relname in (select tests.our_tables())`;
  return [
    ...constraints.map(({ name, table }) => ({
      class: "constraint dropped" as const,
      name,
      sql: `alter table ${table} drop constraint "${name}" cascade`,
    })),
    ...indexes.map(({ name }) => ({ class: "constraint dropped" as const, name, sql: `drop index ${name}` })),
  ];
}
