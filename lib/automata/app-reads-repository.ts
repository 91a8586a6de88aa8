import "server-only";
import type { AdminClient } from "../supabase/admin";
import type { SessionClient } from "../supabase/server";
import type { TenantId } from "../tenancy/tenant-id";
import { parseConfigSchema } from "./config-manifest/parse";
import type { AppDetails, TenantRole } from "./page-data";
import { appTypeSchema } from "./schema";

/** The columns of AppDetails. */
export const appColumns =
  "id, slug, name, description, icon, publisher, version, type, reads, writes, requirements, config_schema" as const;

type AppRow = Omit<AppDetails, "type" | "manifest"> & { type: string; config_schema: unknown };

export function toAppDetails({ type, config_schema, ...row }: AppRow): AppDetails {
  const parsed = parseConfigSchema(config_schema);
  if (!parsed.ok) console.error(`[apps] the config_schema of ${row.slug} cannot be read`, parsed.problems);
  return { ...row, type: appTypeSchema.parse(type), manifest: parsed.ok ? parsed.manifest : null };
}

/** A published app, or null if there is none that the caller may read. */
export async function findPublishedApp(db: SessionClient, slug: string): Promise<AppDetails | null> {
  const { data, error } = await db
    .from("platform_apps")
    .select(appColumns)
    .eq("slug", slug)
    .not("published_at", "is", null)
    .maybeSingle();
  if (error) throw error;
  return data && toAppDetails(data);
}

/** The roles of a tenant by name, those aside that manage it anyway. */
export async function listRoles(db: SessionClient, tenantId: TenantId): Promise<TenantRole[]> {
  const { data, error } = await db
    .from("roles")
    .select("slug, name")
    .eq("tenant_id", tenantId)
    .not("slug", "in", "(tenant_admin,super_admin)")
    .order("name");
  if (error) throw error;
  return data;
}

/** The canonical workflow of an app, which tenants cannot read: for the server, to say in plain words what it does. */
export async function readWorkflow(db: AdminClient, appId: string): Promise<unknown> {
  const { data, error } = await db.from("platform_apps").select("n8n_workflow_json").eq("id", appId).maybeSingle();
  if (error) throw error;
  return data?.n8n_workflow_json ?? null;
}
