import { loadLiveInstall } from "@/lib/automata/live-install-loader";
import { liveAnswer } from "@/lib/tenancy/live-answer";

/**
 * How the install of an app is doing in the current tenant, for the pages that wait for it. That there is none yet is an
 * answer: a page may ask before the installation has begun.
 */
export async function GET(_: Request, { params }: { params: Promise<{ appId: string }> }): Promise<Response> {
  const { appId } = await params;
  return liveAnswer(async (context) => ({ install: await loadLiveInstall(context, appId) }));
}
