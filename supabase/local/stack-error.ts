/** Something the person at the keyboard can act on: shown as one message, never as a stack trace. */
export class StackError extends Error {
  override name = "StackError";
}

/** Runs a command's main function; an expected failure prints its message, anything else keeps its stack. Exits with 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof StackError ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}
