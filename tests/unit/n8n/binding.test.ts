import fc from "fast-check";
import { expect, test } from "vitest";
import { isBoundAsSent } from "@/lib/n8n/workflows";

const reference = fc.record({ id: fc.string({ minLength: 1 }), name: fc.string() });
const node = fc.record({
  name: fc.string(),
  type: fc.constant("t"),
  credentials: fc.dictionary(fc.constantFrom("httpHeaderAuth", "jwtAuth"), reference),
});
const nodes = fc.uniqueArray(node, { selector: ({ name }) => name, minLength: 1 });

test("order and corrected names do not matter", () => {
  fc.assert(
    fc.property(nodes, (sent) => {
      const stored = sent.toReversed().map((one) => ({
        ...one,
        credentials: Object.fromEntries(
          Object.entries(one.credentials).map(([type, { id }]) => [type, { id, name: "corrected" }]),
        ),
      }));
      expect(isBoundAsSent(sent, stored)).toBe(true);
    }),
  );
});

test("another id, one more, or one less is noticed", () => {
  const sent = [{ name: "A", type: "t", credentials: { jwtAuth: { id: "1", name: "n" } } }];
  const bound = (credentials: Record<string, { id?: string | null }> | undefined) =>
    isBoundAsSent(sent, [{ name: "A", ...(credentials ? { credentials } : {}) }]);
  expect(bound({ jwtAuth: { id: "1" } })).toBe(true);
  const others: Parameters<typeof bound>[0][] = [
    { jwtAuth: { id: "2" } },
    { jwtAuth: { id: null } },
    { jwtAuth: {} },
    { httpHeaderAuth: { id: "1" } },
    { jwtAuth: { id: "1" }, httpHeaderAuth: { id: "3" } },
    undefined,
  ];
  for (const other of others) expect(bound(other)).toBe(false);
  expect(isBoundAsSent(sent, [{ name: "B", credentials: { jwtAuth: { id: "1" } } }])).toBe(false);
});
