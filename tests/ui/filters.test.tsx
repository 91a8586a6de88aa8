import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ErrorFilters } from "@/components/automata/error-filters";
import { RunFilters } from "@/components/automata/run-filters";
import { StoreFilters } from "@/components/automata/store-filters";
import { SearchField } from "@/components/ui/search-field";
import { readErrorFilter } from "@/lib/automata/error-filter";
import { readRunFilter } from "@/lib/automata/run-filter";
import { readStoreFilter } from "@/lib/automata/store-filter";

const address = vi.hoisted(() => ({ search: "", replace: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ replace: address.replace }),
  usePathname: () => "/page",
  useSearchParams: () => new URLSearchParams(address.search),
}));
beforeEach(() => {
  address.search = "";
  address.replace.mockReset();
});

const chosen = (list: string) =>
  within(screen.getByRole("list", { name: list }))
    .getAllByRole("link")
    .filter((link) => link.getAttribute("aria-current") === "true")
    .map(({ textContent }) => textContent);
const leadsTo = (name: string) => screen.getByRole("link", { name }).getAttribute("href");

test("the filter of runs shows what is chosen, and each choice keeps the other", () => {
  render(<RunFilters installId="i-1" filter={readRunFilter({ status: "partial", days: "7" }, new Date())} />);
  expect([...chosen("Status"), ...chosen("Period")]).toEqual(["Partial", "7 days"]);
  expect(leadsTo("Failed")).toBe("/dashboard/studio/automata/i-1?status=failed&days=7");
  expect(leadsTo("All")).toBe("/dashboard/studio/automata/i-1?days=7");
  expect(leadsTo("Any time")).toBe("/dashboard/studio/automata/i-1?status=partial");
});

test("the filter of the store keeps the search, and says how many are left", () => {
  render(<StoreFilters filter={readStoreFilter({ q: " web ", show: "installed" })} shown={1} total={3} />);
  expect(chosen("Show")).toEqual(["Installed"]);
  expect(leadsTo("Not installed")).toBe("/dashboard/studio/app-store?q=web&show=not_installed");
  expect(leadsTo("All")).toBe("/dashboard/studio/app-store?q=web");
  expect(screen.getByRole("status")).toHaveTextContent("1 of 3 apps");
});

test("the filter of row errors keeps cause and record, lets go of each, and exports what is listed", () => {
  const filter = readErrorFilter({ state: "resolved", cause: "missing_field", record: "E1" });
  render(<ErrorFilters installId="i-1" runId="r-1" filter={filter} />);
  const run = "/dashboard/studio/automata/i-1/runs/r-1";
  expect(chosen("State")).toEqual(["Resolved"]);
  expect(leadsTo("Open")).toBe(`${run}?state=open&cause=missing_field&record=E1`);
  expect(leadsTo("Missing field: show all causes")).toBe(`${run}?state=resolved&record=E1`);
  expect(leadsTo("Record E1: show all records")).toBe(`${run}?state=resolved&cause=missing_field`);
  expect(leadsTo("Export CSV")).toBe("/api/live/runs/r-1/errors.csv?state=resolved&cause=missing_field&record=E1");
});

test.each([
  [
    { status: "nonsense", days: "9" },
    { status: null, period: null, since: null },
  ],
  [
    { status: ["failed"], days: undefined },
    { status: null, period: null, since: null },
  ],
])("what an address should not hold narrows nothing down: %j", (query, filter) => {
  expect(readRunFilter(query, new Date())).toEqual(filter);
});

describe("the search", () => {
  const field = () => screen.getByRole("searchbox", { name: "Search" });
  const draw = (forgets?: string[]) => render(<SearchField name="q" label="Search" {...(forgets && { forgets })} />);
  const lastAddress = () => address.replace.mock.lastCall?.[0];

  test("goes to the address once, after a pause in typing", async () => {
    draw();
    await userEvent.type(field(), "web");
    expect(address.replace).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(address.replace).toHaveBeenCalledExactlyOnceWith("/page?q=web", { scroll: false }));
  });

  test("goes at once with Enter, keeps the rest of the address, and forgets what belongs to another list", async () => {
    address.search = "show=installed&before=cursor";
    draw(["before"]);
    await userEvent.type(field(), "web{Enter}");
    expect(lastAddress()).toBe("/page?show=installed&q=web");
    await userEvent.clear(field());
    await userEvent.keyboard("{Enter}");
    expect(lastAddress()).toBe("/page?show=installed");
  });

  test("follows the address when somebody goes back", () => {
    address.search = "q=web";
    const { rerender } = draw();
    expect(field()).toHaveValue("web");
    address.search = "";
    act(() => rerender(<SearchField name="q" label="Search" />));
    expect(field()).toHaveValue("");
  });
});
