import { loadLiveInstall } from "@/lib/automata/live-install-loader";
import { liveAnswer } from "@/lib/tenancy/live-answer";

/**
 * How the install of an app is doing in the current tenant, for the pages that wait for it. Null while it has not begun: a
 * page may ask before that, and a 404 would stand in the browser's console as a fault.
 */
export async function GET(_: Request, { params }: { params: Promise<{ appId: string }> }): Promise<Response> {
  const { appId } = await params;
  return liveAnswer((context) => loadLiveInstall(context, appId), null);
}
