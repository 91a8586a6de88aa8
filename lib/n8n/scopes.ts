/** What the API key must be allowed to do: exactly the calls of this folder, nothing more. */
export const requiredScopes = [
  "workflow:create",
  "workflow:read",
  "workflow:update",
  "workflow:delete",
  "workflow:list",
  "workflow:activate",
  "workflow:deactivate",
  "credential:create",
  "credential:read",
  "credential:update",
  "credential:delete",
  "credential:list",
  "execution:read",
  "execution:list",
  "execution:stop",
] as const;

export type Scope = (typeof requiredScopes)[number];
