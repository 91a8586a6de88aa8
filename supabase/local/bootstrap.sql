-- The state of a hosted Supabase project before its first migration, for a bare PostgreSQL. Runs once per server, as the
-- superuser supabase_admin, in one transaction: the existence of role local_api means that all of it is there.

-- Roles ----------------------------------------------------------------------------------------------------------------

create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password 'postgres';
create role supabase_auth_admin login noinherit createrole password 'postgres';
create role dashboard_user nologin createdb createrole replication;
-- On a hosted project postgres is no superuser: what needs one fails here too, and not only after deployment.
create role postgres login createdb createrole bypassrls replication password 'postgres';
grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
alter role postgres set search_path to "$user", public, extensions;

-- The login of the local REST and Auth server. It may become an API role and see the catalog; it owns nothing, so it can
-- neither grant nor skip row level security. The server would otherwise repair "missing" grants by itself.
create role local_api login password 'postgres';
grant anon, authenticated, service_role to local_api with inherit false, set true;
grant pg_read_all_data to local_api with inherit true;
alter role local_api set search_path to public, extensions;

-- Schemas and extensions -----------------------------------------------------------------------------------------------

create schema extensions;
create schema auth;
grant usage on schema public, auth, extensions to anon, authenticated, service_role, postgres, supabase_auth_admin, local_api;
grant all on schema public, extensions to postgres;
create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;

-- No default privileges for the API roles: hosted projects stopped granting new objects in May 2026 (new projects) and
-- October 2026 (all others). legacy-grants.sql brings the older behaviour back.

-- Who is asking: the functions that policies call ------------------------------------------------------------------------

create function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;
create function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;
create function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )
$$;
create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

-- The REST server keeps the catalog in memory and reloads it on this channel, as PostgREST does ------------------------------

create function extensions.pgrst_watch() returns event_trigger language plpgsql as $$
begin
  notify pgrst, 'reload schema';
end
$$;
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_watch();
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_watch();
