import { expect, test } from "vitest";
import { parseEngineEnv } from "@/lib/n8n/env";

const key = "k".repeat(40);

test("nothing set is not connected", () => {
  expect(parseEngineEnv({})).toBeNull();
  expect(parseEngineEnv({ N8N_BASE_URL: "", N8N_API_KEY: "" })).toBeNull();
});

test("the webhook address defaults to the base, and slashes at the end go", () => {
  expect(parseEngineEnv({ N8N_BASE_URL: "https://n8n.example.com/sub/", N8N_API_KEY: key })).toEqual({
    baseUrl: "https://n8n.example.com/sub",
    apiKey: key,
    webhookUrl: "https://n8n.example.com/sub",
  });
  const own = { N8N_BASE_URL: "http://n8n.internal", N8N_API_KEY: key, N8N_WEBHOOK_URL: "https://hooks.example.com/" };
  expect(parseEngineEnv(own)?.webhookUrl).toBe("https://hooks.example.com");
});

test.for([
  [{ N8N_BASE_URL: "https://n8n.example.com" }, "N8N_API_KEY"],
  [{ N8N_API_KEY: key }, "N8N_BASE_URL"],
  [{ N8N_BASE_URL: "n8n.example.com", N8N_API_KEY: key }, "N8N_BASE_URL"],
  [{ N8N_BASE_URL: "https://user:canary@n8n.example.com", N8N_API_KEY: key }, "N8N_BASE_URL"],
  [{ N8N_BASE_URL: "https://n8n.example.com/api/v1", N8N_API_KEY: key }, "N8N_BASE_URL"],
  [{ N8N_BASE_URL: "https://n8n.example.com", N8N_API_KEY: `canary\n${key}` }, "N8N_API_KEY"],
  [{ N8N_BASE_URL: "https://n8n.example.com", N8N_API_KEY: key, N8N_WEBHOOK_URL: "hooks" }, "N8N_WEBHOOK_URL"],
] as const)("%j names %s and shows no value", ([source, name]) => {
  const parse = () => parseEngineEnv(source);
  expect(parse).toThrow(name);
  expect(parse).not.toThrow("canary");
});
