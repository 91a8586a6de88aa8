/**
 * Whether a call that changes something came from a page of this app. Browsers send Origin with every POST; where a
 * privacy setting drops it, Sec-Fetch-Site still says so. A caller that sends neither is no page of ours.
 *
 * @param appUrl the app's own public origin, for deployments whose proxy rewrites Host
 */
export function isSameOrigin(headers: Pick<Headers, "get">, appUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin === null || origin === "null") return headers.get("sec-fetch-site") === "same-origin";
  if (!URL.canParse(origin)) return false;

  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return origin === new URL(appUrl).origin || new URL(origin).host === host;
}
