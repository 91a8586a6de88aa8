import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import type { EngineCheck } from "@/lib/automata/engine-loader";
import { brokenConnection } from "@/lib/automata/engine-sentences";

const titles = {
  not_configured: "The automation engine is not connected",
  unreachable: "The automation engine cannot be reached",
  starting: "The automation engine is starting",
  wrong_address: "The automation engine is not set up correctly",
  key_invalid: "The automation engine refuses our access key",
  missing_scopes: "Our access key for the automation engine is not sufficient",
  too_old: "The automation engine is too old",
} as const;

/**
 * Why nothing can run at the moment, if so. Tenants read what it means for them; only the platform team, which runs the
 * server, reads what to set on it.
 */
export function EngineNotice({
  check: { health, checkedAt },
  canManage,
  isOperator,
}: {
  check: EngineCheck;
  canManage: boolean;
  isOperator: boolean;
}) {
  if (health.state === "ok") return null;
  const mendsItself = health.state === "unreachable" || health.state === "starting";
  return (
    <Notice tone="warning" title={titles[health.state]} className="mb-6">
      <p>
        Nothing can be started until it is. What you see below is what PulseBox has on record, as of{" "}
        <Time value={checkedAt} />
        {mendsItself && "; a run that is under way is settled as soon as the engine answers again"}.
      </p>
      {isOperator ? (
        <p className="mt-1">
          <OperatorAdvice health={health} />
        </p>
      ) : (
        canManage && <p className="mt-1">Only the platform team can mend it. Tell them if this message stays.</p>
      )}
    </Notice>
  );
}

function OperatorAdvice({ health }: { health: EngineCheck["health"] }) {
  switch (health.state) {
    case "not_configured":
      return (
        <>
          To connect it, set <code>N8N_BASE_URL</code> and <code>N8N_API_KEY</code> in the settings of this server, then
          restart it.
        </>
      );
    case "missing_scopes":
      return (
        <>
          The key at <code>N8N_API_KEY</code> lacks these scopes: {health.scopes.join(", ")}.
        </>
      );
    case "too_old":
      return <>n8n {health.floor} or newer is needed.</>;
    default:
      return (
        <>
          {brokenConnection(health)} The settings are <code>N8N_BASE_URL</code> and <code>N8N_API_KEY</code>.
        </>
      );
  }
}
