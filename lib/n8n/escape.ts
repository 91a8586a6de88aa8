/**
 * n8n evaluates a credential value or node parameter whose first character is `=` as an expression. Such a value is
 * stored as an expression that evaluates to it. Braces are written as escapes, since `}}` would end the expression
 * wherever it stands. Measured on n8n 2.41.1.
 */
export function escapeValue(value: string): string {
  if (!value.startsWith("=")) return value;
  const literal = JSON.stringify(value).replaceAll("{", "\\u007b").replaceAll("}", "\\u007d");
  return `={{ ${literal} }}`;
}
