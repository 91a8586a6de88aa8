import { createServer } from "node:net";
import { StackError } from "./stack-error.ts";

const listens = (port: number, host: string) =>
  new Promise<boolean>((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") resolve(true);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** Free on both loopback addresses: a browser may try either for "localhost". */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listens(port, "127.0.0.1")) && (await listens(port, "::1"));
}

/**
 * Refuses a port that is taken, before anything has been started.
 * @throws StackError naming the port and the variable that changes it
 */
export async function requireFreePort(port: number, what: string, variable: string): Promise<void> {
  if (await isPortFree(port)) return;
  throw new StackError(
    `Port ${port}, wanted for ${what}, is in use by another program.\n` +
      `Stop that program, or choose another port: ${variable}=${port + 10} npm run dev (or set ${variable} in .env.local).`,
  );
}

/** A port that nobody uses right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port was assigned")),
      );
    });
  });
}

/**
 * Reads a port number from the environment.
 * @throws StackError naming the variable when it is not a port
 */
export function portFromEnv(variable: string, fallback: number): number {
  const text = process.env[variable];
  if (!text) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new StackError(`${variable} must be a port number between 1 and 65535, but it is "${text}".`);
  }
  return port;
}
