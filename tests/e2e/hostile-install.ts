import type { Sql } from "postgres";
import { attacks } from "./attacks.ts";
import { createTenant, type OwnTenant } from "./own-tenant.ts";

/** Short enough for a name. */
const attack = "<img src=x onerror=top.ran=1>";
/** The same attack in another place, to be told apart there. */
const at = (place: string) => `${attack} ${place}`;

export const hostile = {
  person: at("person"),
  tenant: at("tenant"),
  app: {
    name: at("app name"),
    description: at("description"),
    publisher: at("publisher"),
    reads: at("reads"),
    writes: at("writes"),
    requirements: at("requirements"),
  },
  field: { label: at("label"), help: at("help"), notice: at("notice"), group: at("group"), value: at("value") },
  step: { name: at("step name"), notes: at("step notes") },
  stateReason: at("state reason"),
  outcomeReason: at("outcome reason"),
  note: at("note"),
} as const;

export interface HostileInstall {
  tenant: OwnTenant;
  slug: string;
  installId: string;
  runId: string;
}

/**
 * An install of which every text is an attack, in a tenant of its own. It goes into the database directly: what is refused
 * on the way in is tested elsewhere, and what is shown must not depend on it.
 */
export async function createHostileInstall(sql: Sql): Promise<HostileInstall> {
  const tenant = await createTenant(sql, { admin: hostile.person, tenant: hostile.tenant });
  const slug = `hostile-${tenant.id.slice(0, 8)}`;
  const { app, field, step } = hostile;
  const schema = {
    format_version: 1,
    groups: [
      {
        key: "all",
        title: field.group,
        fields: [
          { key: "warning", type: "notice", text: field.notice, tone: "info" },
          { key: "note", type: "text", label: field.label, help: field.help },
        ],
      },
    ],
  };
  const node = { ...step, type: "n8n-nodes-base.noOp", typeVersion: 1, position: [0, 0], parameters: {} };
  const workflow = { nodes: [node], connections: {} };
  const [{ installId }] = await sql<[{ installId: string }]>`
    with app as (
      insert into platform_apps ${sql({
        ...app,
        slug,
        visibility: "tenant_specific",
        allowed_tenant_ids: [tenant.id],
        config_schema: schema as never,
        n8n_workflow_json: workflow as never,
        published_at: new Date(),
      })} returning id
    )
    insert into tenant_installed_apps (
      tenant_id, app_id, installed_by_user_id, installed_by_label, config, enabled, state, state_reason, app_version
    )
    select ${tenant.id}, app.id, users.id, ${hostile.person}, ${sql.json({ note: field.value })}, false, 'paused',
      ${hostile.stateReason}, '1.0.0'
    from app, auth.users where users.email = ${tenant.admin}
    returning id as "installId"`;
  const rows = attacks.length;
  const [{ runId }] = await sql<[{ runId: string }]>`
    insert into integration_job_runs (
      tenant_installed_app_id, triggered_at, completed_at, status, summary, trigger, triggered_by_label, outcome_reason
    ) values (
      ${installId}, now() - interval '1 minute', now(), 'partial',
      ${sql.json({ total_rows: rows + 1, success_count: 1, error_count: rows, skipped_count: 0 })}, 'manual',
      ${hostile.person}, ${hostile.outcomeReason}
    ) returning id as "runId"`;
  for (const [index, text] of attacks.entries()) {
    // Half of them are resolved, so that both kinds of history are there.
    const resolved = index % 2 === 1;
    await sql`
      with error as (
        insert into integration_job_errors (
          run_id, row_number, row_key, source_data, error_code, error_message, field, expected, received, resolved_at,
          resolved_by_label, resolution_note
        ) values (
          ${runId}, ${index + 2}, ${text}, ${sql.json({ [text]: text, nested: { [text]: [text] } })}, ${text}, ${text},
          ${text}, ${text}, ${text}, ${resolved ? new Date() : null}, ${resolved ? hostile.person : null},
          ${resolved ? text : null}
        ) returning id, tenant_id, tenant_installed_app_id
      )
      insert into integration_job_error_events (error_id, tenant_id, tenant_installed_app_id, action, note, actor_label)
      select id, tenant_id, tenant_installed_app_id, ${resolved ? "resolved" : "noted"}, ${`${text} ${hostile.note}`},
        ${hostile.person}
      from error`;
  }
  return { tenant, slug, installId, runId };
}
