/** Called by Next once at start-up. */
export async function register(): Promise<void> {
  // Next compiles this file for the Edge runtime as well, where a process cannot be ended.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkSettings } = await import("./instrumentation-node");
  checkSettings();
}
