import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { beforeAll, expect, test, vi } from "vitest";
import { Header } from "@/components/header";
import { ThemeProvider } from "@/components/theme-provider";

vi.mock("next/navigation", () => ({ usePathname: () => "/dashboard" }));

const kfc = { id: "tenant-kfc", name: "KFC Singapore" };
const harbour = { id: "tenant-harbour", name: "Harbour Logistics" };

beforeAll(() => {
  // next-themes asks for the system's preference, which jsdom does not have.
  vi.stubGlobal("matchMedia", () => ({ matches: false, addListener: () => {}, removeListener: () => {} }));
});

function renderHeader(props: Partial<ComponentProps<typeof Header>> = {}) {
  const signOut = vi.fn<(form: FormData) => void>();
  const switchTenant = vi.fn<(form: FormData) => void>();
  render(
    <ThemeProvider>
      <Header
        tenant={kfc}
        tenants={[kfc]}
        actingAs={false}
        user={{ name: "Dana Lim", email: "dana@kfc.test" }}
        signOut={signOut}
        switchTenant={switchTenant}
        {...props}
      />
    </ThemeProvider>,
  );
  return { signOut, switchTenant };
}

/** The panel a button opens through the browser's popovertarget; jsdom does not draw it, so it is found by its id. */
function panelOf(button: HTMLElement) {
  return within(document.getElementById(button.getAttribute("popovertarget") ?? "") as HTMLElement);
}

test("with one tenant there is its name and nothing to switch", () => {
  renderHeader();
  expect(screen.getByText("KFC Singapore")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /Tenant/ })).toBeNull();
});

test("the chosen tenant is sent by its id, and the current one is marked", async () => {
  const { switchTenant } = renderHeader({ tenants: [kfc, harbour] });
  const panel = panelOf(screen.getByRole("button", { name: "Tenant: KFC Singapore" }));
  const options = { hidden: true };
  expect(panel.getByRole("button", { name: "KFC Singapore", ...options })).toHaveAttribute("aria-current", "true");
  panel.getByRole("button", { name: "Harbour Logistics", ...options }).focus();
  await userEvent.keyboard("{Enter}");
  expect(switchTenant).toHaveBeenCalledOnce();
  expect(switchTenant.mock.calls[0]?.[0].get("tenantId")).toBe("tenant-harbour");
});

test("many tenants can be filtered", async () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ id: `t${index}`, name: `Branch ${index}` }));
  renderHeader({ tenants: [kfc, ...many] });
  const panel = panelOf(screen.getByRole("button", { name: "Tenant: KFC Singapore" }));
  const filter = panel.getByRole("searchbox", { name: "Filter tenants", hidden: true });
  await userEvent.type(filter, "branch 11");
  expect(panel.getAllByRole("button", { hidden: true }).map((option) => option.textContent)).toEqual(["Branch 11"]);
  await userEvent.type(filter, "x");
  expect(panel.getByText("No tenant of that name.")).toBeInTheDocument();
});

test("only a super admin at work in another tenant is reminded of it", () => {
  renderHeader({ actingAs: true });
  expect(screen.getByText("Acting in KFC Singapore")).toBeInTheDocument();
});

test("nobody else is", () => {
  renderHeader();
  expect(screen.queryByText(/Acting in/)).toBeNull();
});

test("the account menu names the person and signs out", async () => {
  const { signOut } = renderHeader();
  const panel = panelOf(screen.getByRole("button", { name: "Account of Dana Lim" }));
  expect(panel.getByText("dana@kfc.test")).toBeInTheDocument();
  await userEvent.click(panel.getByRole("button", { name: "Sign out", hidden: true }));
  expect(signOut).toHaveBeenCalledOnce();
});

test("the theme can be chosen and is applied", async () => {
  renderHeader();
  const dark = screen.getByRole("radio", { name: "Dark", hidden: true });
  expect(screen.getByRole("radio", { name: "System", hidden: true })).toBeChecked();
  await userEvent.click(dark);
  expect(dark).toBeChecked();
  expect(document.documentElement).toHaveClass("dark");
});
