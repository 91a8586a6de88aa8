"use client";

import { type LucideIcon, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useId } from "react";
import { useHydrated } from "@/components/ui/hydrated";

const choices: { value: string; label: string; icon: LucideIcon }[] = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "System", icon: Monitor },
];

export function ThemeToggle() {
  const name = useId();
  const { theme, setTheme } = useTheme();
  // The choice is kept in the browser; the server cannot know which radio is checked.
  const chosen = useHydrated() ? theme : undefined;

  return (
    <fieldset>
      <legend className="mb-1.5 text-muted-foreground text-xs">Theme</legend>
      <div className="grid grid-cols-3 gap-0.5 rounded-md bg-muted p-0.5">
        {choices.map(({ value, label, icon: Icon }) => (
          <label
            key={value}
            className="flex h-8 items-center justify-center gap-1.5 rounded text-muted-foreground text-xs has-checked:bg-accent has-checked:font-medium has-checked:text-accent-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring max-sm:h-10"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={chosen === value}
              onChange={() => setTheme(value)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-3.5" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
