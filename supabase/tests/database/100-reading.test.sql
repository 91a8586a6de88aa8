-- Who reads which rows: every table, every kind of person. Reading without the right to a row shows no row; reading
-- without the right to the table is an error. Nobody's "nothing" stands alone: somebody else reads the very same rows.
begin;
create extension if not exists pgtap with schema extensions;
select plan(190);
do $$ begin perform tests.arrange(); end $$;

-- apps: what is read in platform_apps; installs: in tenant_installed_apps and tenant_app_credentials; logs: in the tables
-- of runs, row errors and their history.
create temporary table expected (person text, apps text, installs text, logs text) on commit drop;
insert into expected values
  ('no subject', 'public', '', ''),
  ('stranger', 'public', '', ''),
  ('member', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('operator', 'for a, public, withdrawn', 'a import, a withdrawn', 'a import'),
  ('designer', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('viewer', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('blocked', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('admin', 'for a, public, withdrawn', 'a import, a withdrawn', 'a import, a withdrawn'),
  ('other admin', 'for b, public', 'b import, b private', 'b import, b private'),
  ('inactive admin', 'public', '', ''),
  ('suspended admin', 'public', '', ''),
  ('inactive operator', 'public', '', ''),
  ('suspended operator', 'public', '', ''),
  ('two tenants', 'for a, for b, public, withdrawn', 'a import, a withdrawn, b import, b private', 'b import, b private'),
  ('admin of both', 'for a, for b, public, withdrawn', 'a import, a withdrawn, b import, b private',
    'a import, a withdrawn, b import, b private'),
  ('legacy admin', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('legacy operator', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('borrowed admin', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('borrowed operator', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('namesake operator', 'for b, public', 'b import, b private', ''),
  ('inactive super admin', 'public', '', ''),
  ('suspended super admin', 'public', '', ''),
  ('platform member', 'public', '', ''),
  ('self-styled super admin', 'for a, public, withdrawn', 'a import, a withdrawn', ''),
  ('super admin', 'draft, draft for a, for a, for b, public, withdrawn', 'a import, a withdrawn, b import, b private',
    'a import, a withdrawn, b import, b private'),
  ('service_role', 'draft, draft for a, for a, for b, public, withdrawn', 'a import, a withdrawn, b import, b private',
    'a import, a withdrawn, b import, b private');

create temporary view what_is_read as
select e.person, t.name as table_name,
  case
    when t.name = 'platform_apps' then e.apps
    when t.name in ('tenant_installed_apps', 'tenant_app_credentials') then e.installs
    else e.logs
  end as rows_read
from expected e, tests.our_tables() t (name);

select is(tests.sees(w.person, w.table_name), w.rows_read, format('%s reads %s: [%s]', w.person, w.table_name, w.rows_read))
from what_is_read w;

select is(
  tests.sees('anon', t.name), '42501: permission denied for table ' || t.name, format('anon may not read %s at all', t.name)
)
from tests.our_tables() t (name);

-- A change of membership or role holds at once, whatever the token says -------------------------------------------------

update public.tenant_users set status = 'active'
where user_id in (
  tests.id('inactive admin'), tests.id('suspended admin'), tests.id('inactive operator'), tests.id('suspended operator'),
  tests.id('inactive super admin'), tests.id('suspended super admin')
);
select is(tests.sees(p.person, 'integration_job_runs'), 'a import, a withdrawn', p.person || ', active again, reads as an admin')
from (values ('inactive admin'), ('suspended admin')) p (person);
select is(tests.sees(p.person, 'integration_job_errors'), 'a import', p.person || ', active again, reads what the role reads')
from (values ('inactive operator'), ('suspended operator')) p (person);
select is(
  tests.sees(p.person, 'tenant_installed_apps'), 'a import, a withdrawn, b import, b private',
  p.person || ', active again, reads every install'
)
from (values ('inactive super admin'), ('suspended super admin')) p (person);

update public.tenant_users set status = s.status
from (values ('admin', 'suspended'), ('super admin', 'inactive')) s (person, status)
where tenant_users.user_id = tests.id(s.person);
select is(tests.sees(p.person, t.name), case t.name when 'platform_apps' then 'public' else '' end,
  format('%s, no longer active, reads nothing of %s beyond the public', p.person, t.name))
from (values ('admin'), ('super admin')) p (person), tests.our_tables() t (name);

update public.tenant_users set role_id = tests.id('a tenant_admin') where user_id = tests.id('legacy admin');
select is(tests.sees('legacy admin', 'integration_job_runs'), 'a import, a withdrawn', 'given the role, the legacy admin reads the runs');
update public.tenant_users set role_id = tests.id('a operations') where user_id = tests.id('borrowed operator');
select is(tests.sees('borrowed operator', 'integration_job_runs'), 'a import', 'given this tenant''s own role, the operator reads the runs');
update public.tenant_users set role_id = tests.id('a staff') where user_id = tests.id('operator');
select is(tests.sees('operator', 'integration_job_runs'), '', 'after a change of role, the operator reads no run');

-- The rules on apps and access policies, one at a time -------------------------------------------------------------------

update public.platform_apps set published_at = now() where id in (tests.id('draft'), tests.id('draft for a'));
select is(tests.sees('member', 'platform_apps'), 'draft, draft for a, for a, public, withdrawn', 'once published, drafts are read by those they are for');
select is(tests.sees('stranger', 'platform_apps'), 'draft, public', 'a published app for named tenants stays hidden from strangers');
select is(tests.sees('other admin', 'platform_apps'), 'draft, for b, public', 'and from other tenants');

update public.tenant_installed_apps set access_policy = '{"view_logs": ["staff"]}' where id = tests.id('a withdrawn');
select is(tests.sees('member', 'integration_job_runs'), 'a withdrawn', 'naming a role in view_logs opens the runs of that install');
select is(tests.sees('two tenants', 'integration_job_runs'), 'a withdrawn, b import, b private', 'each tenant with the role held there');
update public.tenant_installed_apps set access_policy = '{"view_definition": ["staff"]}' where id = tests.id('a withdrawn');
select is(tests.sees('member', 'integration_job_runs'), '', 'view_definition opens no runs');
delete from public.tenant_installed_apps where id = tests.id('a withdrawn');
select is(tests.sees('member', 'platform_apps'), 'draft, draft for a, for a, public', 'an unpublished app is read only while installed');

select * from finish();
rollback;
