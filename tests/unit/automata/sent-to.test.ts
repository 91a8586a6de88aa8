import { describe, expect, test } from "vitest";
import { allowedHosts, credentialFields } from "@/lib/automata/config-manifest/credential";
import { manifestOf, parseConfigSchema } from "@/lib/automata/config-manifest/parse";
import { documentedJson } from "./documented-json";

const documented = documentedJson("config-schema.md", "field") as Record<string, unknown>[];

describe("sent_to", () => {
  const credential = documented.find(({ type }) => type === "credential");
  const address = { key: "source_url", type: "url", label: "Source" };
  const parsed = (change: object, ...others: object[]) =>
    parseConfigSchema({ fields: [...others, { ...credential, ...change }] });

  test("names url fields, wherever they stand", () => {
    expect(parsed({ sent_to: ["source_url"] }, address).ok).toBe(true);
    for (const sent_to of [["elsewhere"], [], ["hr_api"], "source_url"])
      expect(parsed({ sent_to }, address).ok).toBe(false);
    expect(parsed({ sent_to: ["source_url"] }, { ...address, type: "text" }).ok).toBe(false);
  });

  test("is for credentials that are sent to an address", () => {
    const key = { label: "X", type: "text" };
    const sftp = {
      credential_type: "sftp",
      fields: [
        { ...key, key: "host", n8n_property: "host" },
        { ...key, key: "user", n8n_property: "username" },
      ],
    };
    expect(parsed(sftp, address).ok).toBe(true);
    expect(parsed({ ...sftp, sent_to: ["source_url"] }, address).ok).toBe(false);
  });

  test("becomes the hosts of all configurations given, and never an empty list, which would mean any", () => {
    const [bound] = credentialFields(manifestOf({ fields: [address, { ...credential, sent_to: ["source_url"] }] }));
    const [free] = credentialFields(manifestOf({ fields: [address, credential] }));
    if (!bound || !free) throw new Error("No credential.");
    const at = (source_url: string) => ({ source_url });
    expect(allowedHosts(bound, at("https://hr.example.com:8443/a?b=https://evil.example"))).toEqual(["hr.example.com"]);
    expect(allowedHosts(bound, at("https://b.example"), at("https://a.example/"), at("http://A.example"))).toEqual([
      "a.example",
      "b.example",
    ]);
    expect(allowedHosts(bound, at("https://user@münchen.example"))).toEqual(["xn--mnchen-3ya.example"]);
    expect(allowedHosts(bound, {})).toEqual(["invalid"]);
    expect(allowedHosts(free, at("https://hr.example.com"))).toBeUndefined();
  });
});
