-- On top of the Auth server's own tables: columns that hosted has and seed files name, and hosted's grants.
--
-- A person who can sign in with a password needs these rows (the Auth server checks bcrypt, prefix $2a$ or $2b$):
--   auth.users       id, aud 'authenticated', role 'authenticated', email (lower case), email_confirmed_at,
--                    encrypted_password = extensions.crypt('...', extensions.gen_salt('bf')),
--                    raw_app_meta_data '{"provider":"email","providers":["email"]}', raw_user_meta_data,
--                    and '' (not null) in confirmation_token, recovery_token, email_change and
--                    email_change_token_new: hosted Auth cannot read null there
--   auth.identities  provider 'email', provider_id = the user's id as text, user_id,
--                    identity_data '{"sub": <id>, "email": <email>, "email_verified": true}'; id has a default
alter table auth.users add column instance_id uuid, add column is_super_admin boolean;
alter table auth.identities alter column id set default gen_random_uuid();
grant all on all tables in schema auth to postgres, supabase_auth_admin, local_api, dashboard_user;
