import { createServerClient } from "@supabase/ssr";
import { demoPassword } from "../../supabase/local/demo-people.ts";

/** The Cookie header of a demo person who has signed in. */
export async function signInCookie(url: string, publishableKey: string, email: string): Promise<string> {
  const jar = new Map<string, string>();
  const client = createServerClient(url, publishableKey, {
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) jar.set(name, value);
      },
    },
  });
  const { error } = await client.auth.signInWithPassword({ email, password: demoPassword });
  if (error) throw error;
  return [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
}
