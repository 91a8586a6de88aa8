import {
  Boxes,
  Building2,
  Compass,
  Database,
  FileLock2,
  FileSpreadsheet,
  FolderTree,
  Globe,
  KeyRound,
  LayoutDashboard,
  Library,
  type LucideIcon,
  Package,
  ScanSearch,
  ScrollText,
  ShieldCheck,
  Store,
  Users,
  Webhook,
  Workflow,
} from "lucide-react";

/** Closed on purpose: a map of all of lucide would put 217 KB into the browser. Keys are lucide's own names. */
export const icons = {
  "building-2": Building2,
  compass: Compass,
  database: Database,
  "file-lock-2": FileLock2,
  "file-spreadsheet": FileSpreadsheet,
  "folder-tree": FolderTree,
  globe: Globe,
  "key-round": KeyRound,
  "layout-dashboard": LayoutDashboard,
  library: Library,
  package: Package,
  "scan-search": ScanSearch,
  "scroll-text": ScrollText,
  "shield-check": ShieldCheck,
  store: Store,
  users: Users,
  webhook: Webhook,
  workflow: Workflow,
} as const satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof icons;

/** The icon of a platform app; `name` is free text from its publisher, so an unknown one gets a neutral icon. */
export function appIcon(name: string | null): LucideIcon {
  return name !== null && Object.hasOwn(icons, name) ? icons[name as IconName] : Boxes;
}
