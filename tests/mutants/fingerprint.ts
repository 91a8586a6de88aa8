import type postgres from "postgres";

/** A digest of everything that a mutant may change: two equal ones mean that it changed nothing. */
export async function fingerprint(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ digest: string }[]>`
    with fact (text) as (
      select concat_ws(' ', oid::regclass, relrowsecurity, relacl) from pg_class
        where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      union all
      select concat_ws(' ', attrelid::regclass, attname, attacl, attnotnull) from pg_attribute
        where attrelid in (select oid from pg_class where relnamespace in ('public'::regnamespace, 'private'::regnamespace))
          and attnum > 0 and not attisdropped
      union all
      select concat_ws(' ', tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies
      union all
      select concat_ws(' ', pg_get_functiondef(oid), proacl) from pg_proc
        where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      union all
      select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
        where connamespace in ('public'::regnamespace, 'private'::regnamespace)
      union all
      select concat_ws(' ', pg_get_triggerdef(oid), tgenabled) from pg_trigger where not tgisinternal
      union all
      select concat_ws(' ', nspname, nspacl) from pg_namespace
    )
    select md5(string_agg(text, E'\n' order by text)) as digest from fact`;
  if (!row) throw new Error("The catalog could not be read.");
  return row.digest;
}
