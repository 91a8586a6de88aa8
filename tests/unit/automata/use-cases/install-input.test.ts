import { expect, test } from "vitest";
import type { Manifest } from "@/lib/automata/config-manifest/types";
import { parseConfig, parseCredentials, requiredCredentials } from "@/lib/automata/install-input";

const credential = (key: string, required?: boolean) => ({
  key,
  label: key,
  type: "credential" as const,
  credential_type: "header" as const,
  ...(required !== undefined && { required }),
  fields: [
    { key: "header_name", label: "Name", type: "text" as const, n8n_property: "name" },
    { key: "header_value", label: "Value", type: "secret" as const, n8n_property: "value" },
  ],
});
const manifest: Manifest = {
  format_version: 1,
  groups: [
    {
      key: "all",
      title: "All",
      fields: [
        { key: "url", label: "Address", type: "url", required: true },
        credential("needed"),
        credential("extra", false),
      ],
    },
  ],
};

test("a configuration is refused by field", () => {
  const refused = () => parseConfig(manifest, { url: "=1", nonsense: true });
  expect(refused).toThrow(expect.objectContaining({ code: "invalid_input" }));
  try {
    refused();
  } catch (error) {
    expect(error).toMatchObject({ fields: { url: "This cannot start with =.", nonsense: expect.any(String) } });
  }
  expect(parseConfig(manifest, { url: " https://a.example/ " })).toEqual({ url: "https://a.example/" });
});

test("a credential that is optional may be left empty, one that is needed may not", () => {
  expect(requiredCredentials(manifest, {}).map(({ key }) => key)).toEqual(["needed"]);
  const entered = { header_name: "X", header_value: "=typed" };
  const parsed = parseCredentials(manifest, {}, { needed: entered, extra: { header_name: "", header_value: "" } });
  expect([...parsed]).toEqual([["needed", { type: "httpHeaderAuth", data: { name: "X", value: "=typed" } }]]);
  try {
    parseCredentials(manifest, {}, { other: {} });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      fields: {
        other: expect.any(String),
        "needed.header_name": "This is needed.",
        "needed.header_value": "This is needed.",
      },
    });
  }
});
