"use client";

import { useState } from "react";
import { type ConfigValues, isValueField, type Manifest } from "@/lib/automata/config-manifest/types";
import {
  isEmpty,
  validateCredentialInput,
  validateField,
  visibleFields,
} from "@/lib/automata/config-manifest/validate-field";
import type { FieldErrors } from "@/lib/errors";

/** What was typed into credentials: credential key → input key → text. */
export type CredentialTexts = Record<string, Record<string, string>>;

export type ConfigForm = ReturnType<typeof useConfigForm>;

/** The name under which an input of a credential is checked and marked. */
export const credentialInputName = (credential: string, input: string) => `${credential}.${input}`;
export const isCredentialInput = (name: string) => name.includes(".");

/**
 * What somebody has entered, checked with the rules of the server. A field complains once it was left or the form was
 * submitted, not while its first letters are typed.
 *
 * @param asksCredentials false where credentials are handed over on their own
 */
export function useConfigForm(manifest: Manifest, initial: Record<string, unknown>, asksCredentials: boolean) {
  const [values, setValues] = useState(initial);
  const [credentials, setCredentials] = useState<CredentialTexts>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [submitted, setSubmitted] = useState(false);
  const [refused, setRefused] = useState<FieldErrors>({});

  const shown = visibleFields(manifest, values);
  const problems: FieldErrors = {};
  for (const field of shown) {
    if (isValueField(field)) {
      const value = Object.hasOwn(values, field.key) ? values[field.key] : field.default;
      const message = validateField(
        field,
        typeof value === "string" && field.type !== "textarea" ? value.trim() : value,
      );
      if (message) problems[field.key] = message;
    } else if (field.type === "credential" && asksCredentials) {
      const texts = credentials[field.key] ?? {};
      // An optional credential may stay empty as a whole, but not be filled in by half.
      if (field.required === false && Object.values(texts).every(isEmpty)) continue;
      for (const input of field.fields) {
        const message = validateCredentialInput(input, texts[input.key]);
        if (message) problems[credentialInputName(field.key, input.key)] = message;
      }
    }
  }

  const unmark = (name: string) => setRefused(({ [name]: _, ...others }) => others);
  return {
    shown,
    values,
    credentials,
    problems,
    valid: Object.keys(problems).length === 0,
    /** What to show beside a field now. */
    problemOf: (name: string) => refused[name] ?? (submitted || left.has(name) ? problems[name] : undefined),
    set(key: string, value: unknown) {
      setValues((before) => ({ ...before, [key]: value }));
      unmark(key);
    },
    setCredential(credential: string, input: string, text: string) {
      setCredentials((before) => ({ ...before, [credential]: { ...before[credential], [input]: text } }));
      unmark(credentialInputName(credential, input));
    },
    leave: (name: string) => setLeft((before) => (before.has(name) ? before : new Set(before).add(name))),
    /** These say from here on what is wrong with them. */
    leaveAll: (names: readonly string[]) => setLeft((before) => new Set([...before, ...names])),
    /** Takes up what was entered before; secrets are never among it. */
    restore: (before: Record<string, unknown>) => setValues(before),
    /** From here on every field says what is wrong with it; `fields` is what the server found. */
    showProblems(fields: FieldErrors = {}) {
      setSubmitted(true);
      setRefused(fields);
    },
    /** What to send: visible values only, and only credentials into which something was typed. */
    result() {
      const keys = new Set(shown.map(({ key }) => key));
      const isFilledIn = ([key, texts]: [string, Record<string, string>]) =>
        keys.has(key) && Object.values(texts).some((text) => text !== "");
      return {
        config: Object.fromEntries(
          shown
            .filter(isValueField)
            .map((field) => [field.key, Object.hasOwn(values, field.key) ? values[field.key] : field.default])
            .filter(([, value]) => !isEmpty(value)),
        ) as ConfigValues,
        credentials: Object.fromEntries(Object.entries(credentials).filter(isFilledIn)),
      };
    },
  };
}
