"use client";

import { type ComponentProps, useState } from "react";
import { Input } from "@/components/ui/input";

/**
 * Keeps the text as it was typed ("1." on the way to "1.5") and hands on the number that it means. A text that is no number
 * is handed on as it is, so that the field can say so: a native number input would hide it.
 */
export function NumberControl({
  value,
  whole,
  onEnter,
  ...rest
}: Omit<ComponentProps<"input">, "value" | "onChange" | "type"> & {
  value: unknown;
  whole: boolean;
  onEnter: (value: unknown) => void;
}) {
  const [text, setText] = useState(() => (value === undefined ? "" : String(value)));
  return (
    <Input
      {...rest}
      type="text"
      inputMode={whole ? "numeric" : "decimal"}
      autoComplete="off"
      className="sm:w-48"
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onEnter(numberOf(target.value));
      }}
    />
  );
}

function numberOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : text;
}
