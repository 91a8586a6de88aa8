import "server-only";
import type { SessionClient } from "../supabase/server";
import { appTypeSchema } from "./schema";
import type { StoreApp } from "./types";

/** The published apps that the caller may read, by name. Which those are is the database's decision; drafts never are. */
export async function listPublishedApps(db: SessionClient): Promise<Omit<StoreApp, "installState">[]> {
  const { data, error } = await db
    .from("platform_apps")
    .select("id, slug, name, description, icon, publisher, version, type")
    .not("published_at", "is", null)
    .order("name");
  if (error) throw error;
  return data.map((row) => ({ ...row, type: appTypeSchema.parse(row.type) }));
}
