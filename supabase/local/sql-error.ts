import { splitSqlStatements } from "@supabase/lite";
import postgres from "postgres";
import { StackError } from "./stack-error.ts";

const lineAt = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

// PostgreSQL gives a position for errors of syntax and names only. For the others, run the statements one by one and
// undo them; a split that goes wrong somewhere meets a different error first and is not believed.
async function findStatement(sql: postgres.Sql, earlier: string[], text: string, error: postgres.PostgresError) {
  let offset = 0;
  try {
    await sql.begin(async (tx) => {
      for (const whole of earlier) await tx.unsafe(whole);
      for (const statement of splitSqlStatements(text)) {
        offset = Math.max(offset, text.indexOf(statement, offset));
        await tx.unsafe(statement);
        offset += statement.length;
      }
      throw new Error("no statement failed this time");
    });
  } catch (again) {
    const same =
      again instanceof postgres.PostgresError && again.code === error.code && again.message === error.message;
    if (same) return offset;
  }
  return undefined;
}

// A statement may be preceded by its comment; the line to show is the one where SQL begins.
const skipComments = (text: string, offset: number) =>
  offset + (/^(?:\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text.slice(offset))?.[0].length ?? 0);

/**
 * One message for SQL files that failed: file, line, the line's text, and what PostgreSQL says. Errors of other kinds are
 * returned as they are.
 * @param texts the files run in the failed transaction so far; the last one is `file`
 */
export async function explainSqlError(
  sql: postgres.Sql,
  file: string,
  texts: string[],
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof postgres.PostgresError)) return error;
  const text = texts.at(-1) ?? "";
  const found = error.position ? Number(error.position) - 1 : await findStatement(sql, texts.slice(0, -1), text, error);
  const offset = found === undefined ? undefined : skipComments(text, found);
  const line = offset === undefined ? undefined : lineAt(text, offset);
  const source = line === undefined ? undefined : text.split("\n")[line - 1]?.trim();
  return new StackError(
    [
      `${file}${line === undefined ? "" : `, line ${line}`}: ${error.message} (SQLSTATE ${error.code})`,
      source && `  ${source}`,
      error.detail && `  ${error.detail}`,
      error.hint && `  Hint: ${error.hint}`,
      "  Nothing of this file was applied. Correct it and run the command again.",
    ]
      .filter(Boolean)
      .join("\n"),
  );
}
