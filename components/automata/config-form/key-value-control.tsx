"use client";

import { Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { FieldGroup } from "@/components/automata/config-form/field-group";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { KeyValueField } from "@/lib/automata/config-manifest/types";

interface Pair {
  id: number;
  left: string;
  right: string;
}

/** Pairs of texts. Keeps rows that are not finished; hands on those that hold something. */
export function KeyValueControl({
  field,
  value,
  error,
  onChange,
  onLeave,
}: {
  field: KeyValueField;
  value: Record<string, string>;
  error: string | undefined;
  onChange: (value: Record<string, string>) => void;
  onLeave: () => void;
}) {
  const [pairs, setPairs] = useState<Pair[]>(() => firstPairs(value));
  const list = useRef<HTMLDivElement>(null);
  const twin = pairs.find(({ left }, index) => left && pairs.some((other, at) => at < index && other.left === left));

  function update(next: Pair[]) {
    setPairs(next);
    const filled = next.filter(({ left, right }) => left !== "" || right !== "");
    onChange(Object.fromEntries(filled.map(({ left, right }) => [left, right])));
  }
  const edit = (id: number, change: Partial<Pair>) =>
    update(pairs.map((pair) => (pair.id === id ? { ...pair, ...change } : pair)));

  function add() {
    update([...pairs, { id: Math.max(-1, ...pairs.map(({ id }) => id)) + 1, left: "", right: "" }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus());
  }

  return (
    <FieldGroup
      label={field.label}
      help={field.help}
      error={twin ? `“${twin.left}” stands on the left twice; only the last one would count.` : error}
      required={field.required ?? false}
    >
      <div ref={list} className="flex flex-col items-start gap-2">
        <ul className="flex w-full flex-col gap-2">
          {pairs.map(({ id, left, right }, index) => (
            <li key={id} className="grid grid-cols-[1fr_1fr_auto] gap-2">
              <Input
                aria-label={`${field.label}, pair ${index + 1}, left`}
                value={left}
                onBlur={onLeave}
                onChange={(event) => edit(id, { left: event.target.value })}
              />
              <Input
                aria-label={`${field.label}, pair ${index + 1}, right`}
                value={right}
                onBlur={onLeave}
                onChange={(event) => edit(id, { right: event.target.value })}
              />
              <Button
                variant="ghost"
                size="icon"
                onClick={() => {
                  update(pairs.filter((pair) => pair.id !== id));
                  list.current?.querySelector<HTMLButtonElement>(":scope > button")?.focus();
                }}
              >
                <X aria-hidden />
                <span className="sr-only">Remove pair {index + 1}</span>
              </Button>
            </li>
          ))}
        </ul>
        <Button variant="secondary" size="sm" onClick={add}>
          <Plus aria-hidden />
          Add a pair
        </Button>
      </div>
    </FieldGroup>
  );
}

function firstPairs(value: Record<string, string>): Pair[] {
  const pairs = Object.entries(value).map(([left, right], id) => ({ id, left, right }));
  return pairs.length > 0 ? pairs : [{ id: 0, left: "", right: "" }];
}
