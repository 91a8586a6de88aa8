import { clockEndpoint } from "@/lib/automata/clock-endpoint";
import { createDeps, installDeps } from "@/lib/automata/deps";
import { env } from "@/lib/env";

export const POST = clockEndpoint(() => ({
  clockSecret: env().AUTOMATA_CLOCK_SECRET,
  deps: { ...installDeps(), ...createDeps() },
}));
