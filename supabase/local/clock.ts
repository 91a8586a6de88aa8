const everySeconds = 30;

/**
 * Knocks at the app's reconcile route as a scheduler does in production, until stopped.
 * An app that is still starting, or has no such route, is no news; any other refusal is printed once.
 */
export function startClock(appUrl: string, secret: string): { stop(): void } {
  let last: number | undefined;
  const tick = async () => {
    let status: number | undefined;
    try {
      const response = await fetch(`${appUrl}/api/automata/reconcile`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}` },
        signal: AbortSignal.timeout(everySeconds * 1000),
      });
      await response.body?.cancel();
      status = response.status;
    } catch {
      return; // not listening yet, or busy compiling: the next tick is soon
    }
    const refused = status >= 300 && status !== 404;
    if (refused && status !== last) console.error(`Clock: the reconcile route answered ${status}.`);
    last = status;
  };
  const timer = setInterval(() => void tick(), everySeconds * 1000);
  return { stop: () => clearInterval(timer) };
}
