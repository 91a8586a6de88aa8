/** Where one n8n keeps its things and who may sign in to it. */
export type EngineSettings = {
  /** e.g. postgresql://n8n:n8n@127.0.0.1:54332/n8n */
  databaseUrl: string;
  port: number;
  /** A second n8n on this machine needs another one than the default 5679. */
  brokerPort: number;
  /** n8n's user folder */
  home: string;
  encryptionKey: string;
  owner: { email: string; passwordHash: string };
};

// Parts of n8n that this product does not use; some of them call home at start. Not "otel", which is off by itself: without
// the module its hook may still be loaded, and then every execution after a restart fails with "OTel settings not yet
// initialized" (seen with 2.41.1).
const disabledModules = [
  "mcp-registry,mcp,instance-ai,agents,chat-hub,workflow-builder,insights,external-secrets,community-packages",
  "quick-connect,favorites,breaking-changes,source-control,dynamic-credentials,sso-oidc,sso-saml,ldap,log-streaming",
  "token-exchange,oauth-server,provisioning,instance-registry,oauth-jwe,workflow-reviews,data-table",
  "instance-version-history",
].join(",");

const quietAndOffline = {
  N8N_DIAGNOSTICS_ENABLED: "false",
  N8N_VERSION_NOTIFICATIONS_ENABLED: "false",
  N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: "false",
  N8N_TEMPLATES_ENABLED: "false",
  N8N_PERSONALIZATION_ENABLED: "false",
  N8N_HIRING_BANNER_ENABLED: "false",
  N8N_DYNAMIC_BANNERS_ENABLED: "false",
  N8N_AI_ENABLED: "false",
  N8N_LICENSE_AUTO_RENEW_ENABLED: "false",
  N8N_HIDE_USAGE_PAGE: "true",
  N8N_DISABLE_UI: "true",
  N8N_PUBLIC_API_SWAGGERUI_DISABLED: "true",
  N8N_PYTHON_ENABLED: "false",
  N8N_DISABLED_MODULES: disabledModules,
  N8N_LOG_LEVEL: "warn",
};

const onlyForLocalUse = {
  // Evaluates expressions without an isolate: an eighth of the CPU, and fine where nobody hostile writes workflows.
  N8N_EXPRESSION_ENGINE: "legacy",
  // Locally the apps' source and target systems live on loopback, which this protection exists to block.
  N8N_SSRF_PROTECTION_ENABLED: "false",
  N8N_GRACEFUL_SHUTDOWN_TIMEOUT: "5",
  // What n8n was publishing when it was killed, it takes up again when its claim lapses: after two minutes as it comes,
  // in which the workflow can neither be published anew nor deleted. Locally n8n is killed often, by tests on purpose.
  N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: "10",
  N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: "1000",
};

/** The environment of the n8n process; of ours only what any program needs is passed on. */
export function engineEnvironment(settings: EngineSettings): Record<string, string> {
  const database = new URL(settings.databaseUrl);
  return {
    PATH: process.env.PATH ?? "",
    HOME: settings.home,
    ...quietAndOffline,
    ...onlyForLocalUse,
    N8N_LISTEN_ADDRESS: "127.0.0.1",
    N8N_PORT: String(settings.port),
    N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
    N8N_USER_FOLDER: settings.home,
    N8N_ENCRYPTION_KEY: settings.encryptionKey,
    N8N_INSTANCE_OWNER_MANAGED_BY_ENV: "true",
    N8N_INSTANCE_OWNER_EMAIL: settings.owner.email,
    N8N_INSTANCE_OWNER_PASSWORD_HASH: settings.owner.passwordHash,
    N8N_INSTANCE_OWNER_FIRST_NAME: "Local",
    N8N_INSTANCE_OWNER_LAST_NAME: "Owner",
    DB_TYPE: "postgresdb",
    DB_POSTGRESDB_HOST: database.hostname,
    DB_POSTGRESDB_PORT: database.port,
    DB_POSTGRESDB_DATABASE: database.pathname.slice(1),
    DB_POSTGRESDB_USER: decodeURIComponent(database.username),
    DB_POSTGRESDB_PASSWORD: decodeURIComponent(database.password),
  };
}
