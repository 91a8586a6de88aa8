import { EngineError } from "@/lib/n8n/errors";

/** Encoding alone does not stop `..` from climbing out of the API's path, so an id is what n8n makes of one, or refused. */
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

export function requireId(operation: string, id: string): string {
  if (idPattern.test(id)) return id;
  throw new EngineError("rejected", operation, "not an id", { field: "id" });
}
