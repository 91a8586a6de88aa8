import { BookOpen, ClipboardList, PencilLine } from "lucide-react";
import { Card } from "@/components/ui/card";
import type { AppDetails } from "@/lib/automata/page-data";

/** What an app reads, what it writes, and what is needed: what one wants to know before installing it. */
export function AppFacts({ app }: { app: AppDetails }) {
  const facts = [
    { icon: BookOpen, label: "Reads", text: app.reads },
    { icon: PencilLine, label: "Writes", text: app.writes },
    { icon: ClipboardList, label: "You will need", text: app.requirements },
  ].filter(({ text }) => text);
  if (facts.length === 0) return null;
  return (
    <Card className="mb-6">
      <dl className="grid divide-y divide-border sm:grid-cols-3 sm:divide-x sm:divide-y-0">
        {facts.map(({ icon: Icon, label, text }) => (
          <div key={label} className="p-4 sm:p-5">
            <dt className="flex items-center gap-2 font-semibold">
              <Icon aria-hidden className="size-4 text-muted-foreground" />
              {label}
            </dt>
            <dd className="mt-1.5 break-words text-muted-foreground">{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
