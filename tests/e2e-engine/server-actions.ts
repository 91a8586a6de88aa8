import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";

/** A server action as the production build exposes it: an address anybody can post to. */
export interface ServerAction {
  id: string;
  /** Its name in the source. */
  name: string;
  /** A page that answers for it. */
  path: string;
}

interface Manifest {
  node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  edge: Record<string, unknown>;
}

const anyId = "00000000-0000-4000-8000-000000000000";

/** Every action that the built server knows. */
export function builtActions(): ServerAction[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as Manifest;
  if (Object.keys(manifest.edge).length > 0)
    throw new Error("There are actions on the edge runtime, which nothing here knows.");
  return Object.entries(manifest.node).map(([id, { exportedName, workers }]) => {
    const page = Object.keys(workers).find((worker) => !worker.includes("_not-found")) ?? "";
    const path = page
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replaceAll(/\[\w+\]/g, anyId);
    return { id, name: exportedName, path: path || "/" };
  });
}

export interface ActionReply {
  status: number;
  /** What the action returned; undefined when it threw or led elsewhere. */
  result: unknown;
  /** Where it led. */
  redirect: string | undefined;
  setsCookies: string[];
}

/**
 * Calls an action the way React's client does: its id in a header, its arguments as JSON, the answer as a stream of lines
 * of which the first names the one with the result.
 */
export async function callAction(
  request: APIRequestContext,
  { id, path }: ServerAction,
  input: unknown,
  headers: Record<string, string>,
): Promise<ActionReply> {
  const response = await request.post(path, {
    maxRedirects: 0,
    headers: { "Next-Action": id, Accept: "text/x-component", "Content-Type": "text/plain;charset=UTF-8", ...headers },
    data: Buffer.from(JSON.stringify([input])),
  });
  const text = await response.text();
  const line = (number: string) => new RegExp(`^${number}:(.*)$`, "m").exec(text)?.[1];
  const redirect = response.headers()["x-action-redirect"]?.split(";")[0];
  // What follows a redirect is the page that it leads to.
  const head = redirect ? {} : (JSON.parse(line("0") ?? "{}") as { a?: string });
  const body = head.a && line(head.a.replace(/^\$@/, ""));
  return {
    status: response.status(),
    result: body && !body.startsWith("E") ? (JSON.parse(body) as unknown) : undefined,
    redirect,
    setsCookies: response
      .headersArray()
      .filter(({ name }) => name.toLowerCase() === "set-cookie")
      .map(({ value }) => value.split("=")[0] ?? ""),
  };
}
