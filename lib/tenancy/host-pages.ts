import "server-only";
import { createSessionClient } from "../supabase/server";

/** The page slugs of the dashboard's own get_accessible_pages(). Not scoped to a tenant: for menus, never for a gate. */
export async function readHostPages(): Promise<string[]> {
  const session = await createSessionClient();
  const { data, error } = await session.rpc("get_accessible_pages");
  if (error) throw error;
  return data;
}
