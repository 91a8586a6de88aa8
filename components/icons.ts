import {
  Blocks,
  Boxes,
  FileSpreadsheet,
  Globe,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  Package,
  ShieldCheck,
  Store,
  Users,
  Webhook,
  Workflow,
} from "lucide-react";
import type { NavEntry } from "@/lib/nav";

/** Closed on purpose: a map of all of lucide would put 217 KB into the browser. */
export const navIcons: Record<NavEntry["icon"], LucideIcon> = {
  dashboard: LayoutDashboard,
  "api-access": KeyRound,
  "app-store": Store,
  automata: Workflow,
  webhooks: Webhook,
  studio: Blocks,
  administration: ShieldCheck,
};

const appIcons: Record<string, LucideIcon | undefined> = {
  "file-spreadsheet": FileSpreadsheet,
  globe: Globe,
  package: Package,
  users: Users,
  webhook: Webhook,
  workflow: Workflow,
};

/** The icon of a platform app; `name` is free text from the publisher, so unknown names get a neutral one. */
export function appIcon(name: string | null): LucideIcon {
  return (name && Object.hasOwn(appIcons, name) ? appIcons[name] : undefined) ?? Boxes;
}
