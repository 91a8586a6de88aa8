import { randomBytes } from "node:crypto";
import type { Sql } from "postgres";
import { password } from "./people.ts";

/** A tenant that no other test knows, with one person per right. Its people are e-mail addresses. */
export interface OwnTenant {
  id: string;
  name: string;
  admin: string;
  /** Role `operations`: sees nothing until an install names it. */
  operations: string;
  /** May open the dashboard and no more. */
  staff: string;
}

const roles = [
  { slug: "tenant_admin", title: "Tenant admin", key: "admin", policy: "Tenant Management" },
  { slug: "operations", title: "Operations", key: "operations", policy: "Dashboard only" },
  { slug: "staff", title: "Staff", key: "staff", policy: "Dashboard only" },
] as const;

/** @param names what to call the tenant and its admin, where a test wants something special there */
export async function createTenant(sql: Sql, names: { admin?: string; tenant?: string } = {}): Promise<OwnTenant> {
  const slug = `t${randomBytes(4).toString("hex")}`;
  const name = names.tenant ?? `Tenant ${slug}`;
  const [{ id }] = await sql<[{ id: string }]>`insert into tenants (name, slug) values (${name}, ${slug}) returning id`;
  const emails: Record<string, string> = {};
  for (const { slug: role, title, key, policy } of roles) {
    const email = `${key}@${slug}.test`;
    const fullName = (key === "admin" && names.admin) || `${title} of ${slug}`;
    await sql`
      with role as (
        insert into roles (tenant_id, name, slug) values (${id}, ${title}, ${role}) returning roles.id
      ), granted as (
        insert into role_policies (role_id, policy_id)
        select role.id, policies.id from role, policies where policies.name = ${policy}
      ), person as (
        insert into auth.users (
          instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
          raw_user_meta_data, created_at, updated_at, confirmation_token, recovery_token, email_change,
          email_change_token_new
        ) values (
          '00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'authenticated', 'authenticated', ${email},
          extensions.crypt(${password}, extensions.gen_salt('bf', 4)), now(), '{"provider": "email"}',
          ${sql.json({ full_name: fullName })}, now(), now(), '', '', '', ''
        ) returning auth.users.id
      ), identity as (
        insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
        select id::text, id, jsonb_build_object('sub', id, 'email', ${email}::text), 'email', now(), now(), now() from person
      )
      select 1 from person`;
    await sql`
      insert into tenant_users (tenant_id, user_id, role_id, role, status, is_default)
      select ${id}, users.id, roles.id, ${role}, 'active', true
      from auth.users, roles where users.email = ${email} and roles.tenant_id = ${id} and roles.slug = ${role}`;
    emails[key] = email;
  }
  return { id, name, admin: emails.admin ?? "", operations: emails.operations ?? "", staff: emails.staff ?? "" };
}
