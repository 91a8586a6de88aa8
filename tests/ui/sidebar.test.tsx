import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Sidebar } from "@/components/sidebar";
import { SidebarDrawerButton } from "@/components/sidebar-drawer";
import { isIntegrationActive, isStudioActive } from "@/components/sidebar-sections";

const location = vi.hoisted(() => ({ pathname: "/dashboard" }));
vi.mock("next/navigation", () => ({ usePathname: () => location.pathname }));

const pages = [
  { slug: "apps", label: "API Access", href: "/dashboard/apps" },
  { slug: "studio.app-store", label: "App Store", href: "/dashboard/studio/app-store" },
  { slug: "studio.automata", label: "Automata", href: "/dashboard/studio/automata" },
  { slug: "webhooks", label: "Webhooks", href: "/dashboard/webhooks" },
];
const everySlug = pages.map((page) => page.slug);
const combinations = Array.from({ length: 16 }, (_, bits) => pages.filter((_, index) => bits & (1 << index)));
const integrationRoutes = pages.flatMap(({ label, href }) => [
  { pathname: href, label },
  { pathname: `${href}/123`, label },
  { pathname: `${href}/123/runs/456`, label },
]);

/** The navigation of wide screens; the phone drawer holds a second one, closed and so outside the accessibility tree. */
const navigation = () => within(screen.getByRole("navigation", { name: "Main" }));

function renderAt(pathname: string, props: Parameters<typeof Sidebar>[0]) {
  location.pathname = pathname;
  return render(<Sidebar {...props} />);
}

beforeEach(() => {
  location.pathname = "/dashboard";
});

describe("which entries are drawn", () => {
  test.each(
    combinations.map((granted) => [granted.map((page) => page.slug).join(", ") || "nothing", granted] as const),
  )("with %s", async (_, granted) => {
    // Reversed: the order of the grants must not decide the order of the menu.
    renderAt("/dashboard", { accessiblePages: granted.map((page) => page.slug).reverse() });
    const section = navigation().queryByRole("button", { name: "Integration" });
    if (granted.length === 0) {
      expect(section).toBeNull();
      expect(navigation().queryAllByRole("link")).toEqual([]);
      return;
    }
    expect(section).not.toBeNull();
    if (section) await userEvent.click(section);
    const links = navigation().getAllByRole("link");
    expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual(
      granted.map((page) => [page.label, page.href]),
    );
  });

  test("the dashboard only for those who may open it", () => {
    const { unmount } = renderAt("/dashboard", { accessiblePages: ["dashboard"] });
    expect(navigation().getByRole("link", { name: "Dashboard" })).toHaveAttribute("aria-current", "page");
    unmount();
    renderAt("/dashboard", { accessiblePages: everySlug });
    expect(navigation().queryByRole("link", { name: "Dashboard" })).toBeNull();
  });

  test("the host's own sections only where the host's pages exist", () => {
    const accessiblePages = ["studio.queries", "users", ...everySlug];
    const { unmount } = renderAt("/dashboard", { accessiblePages });
    expect(
      navigation()
        .getAllByRole("button")
        .map((button) => button.textContent),
    ).toEqual(["Integration"]);
    unmount();
    renderAt("/dashboard", { accessiblePages, hostPages: true });
    expect(
      navigation()
        .getAllByRole("button")
        .map((button) => button.textContent),
    ).toEqual(["Studio", "Integration", "Administration"]);
  });
});

describe("what is active", () => {
  test.each(integrationRoutes)("$pathname opens Integration and marks $label alone", ({ pathname, label }) => {
    const accessiblePages = ["dashboard", "studio.queries", ...everySlug];
    renderAt(pathname, { accessiblePages, hostPages: true });
    expect(navigation().getByRole("button", { name: "Integration" })).toHaveAttribute("aria-expanded", "true");
    expect(navigation().getByRole("button", { name: "Studio" })).toHaveAttribute("aria-expanded", "false");
    const current = navigation()
      .getAllByRole("link")
      .filter((link) => link.hasAttribute("aria-current"));
    expect(current.map((link) => link.textContent)).toEqual([label]);
  });

  test.each([
    "/dashboard/studio/queries",
    "/dashboard/studio/queries/7",
    "/dashboard/studio/logs",
    "/dashboard/studio",
  ])("%s belongs to Studio", (pathname) => {
    expect(isStudioActive(pathname)).toBe(true);
    expect(isIntegrationActive(pathname)).toBe(false);
  });

  test.each(integrationRoutes)("$pathname does not belong to Studio", ({ pathname }) => {
    expect(isStudioActive(pathname)).toBe(false);
    expect(isIntegrationActive(pathname)).toBe(true);
  });

  test.each(["/dashboard/studio/automata-archive", "/dashboard/appstore", "/dashboard", "/login"])(
    "%s merely starts alike",
    (pathname) => expect(isIntegrationActive(pathname)).toBe(false),
  );
});

describe("opening and closing", () => {
  test("by keyboard", async () => {
    renderAt("/dashboard", { accessiblePages: everySlug });
    const section = navigation().getByRole("button", { name: "Integration" });
    expect(section).toHaveAttribute("aria-expanded", "false");
    expect(navigation().queryByRole("link")).toBeNull();
    section.focus();
    await userEvent.keyboard("{Enter}");
    expect(section).toHaveAttribute("aria-expanded", "true");
    expect(document.getElementById(section.getAttribute("aria-controls") ?? "")).toBeVisible();
    await userEvent.tab();
    expect(navigation().getByRole("link", { name: "API Access" })).toHaveFocus();
    section.focus();
    await userEvent.keyboard(" ");
    expect(section).toHaveAttribute("aria-expanded", "false");
  });

  test("arriving opens the section, and it may be closed while inside", async () => {
    const { rerender } = renderAt("/dashboard", { accessiblePages: everySlug });
    location.pathname = "/dashboard/studio/automata";
    rerender(<Sidebar accessiblePages={everySlug} />);
    const section = navigation().getByRole("button", { name: "Integration" });
    expect(section).toHaveAttribute("aria-expanded", "true");
    await userEvent.click(section);
    expect(section).toHaveAttribute("aria-expanded", "false");
  });
});

describe("the phone drawer", () => {
  async function openDrawer() {
    location.pathname = "/dashboard/webhooks";
    const view = render(
      <>
        <SidebarDrawerButton />
        <Sidebar accessiblePages={everySlug} />
      </>,
    );
    expect(screen.queryByRole("dialog", { name: "Navigation" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Open navigation" }));
    return { ...view, drawer: screen.getByRole<HTMLDialogElement>("dialog", { name: "Navigation" }) };
  }

  test("closes by its button", async () => {
    const { drawer } = await openDrawer();
    await userEvent.click(within(drawer).getByRole("button", { name: "Close navigation" }));
    expect(drawer.open).toBe(false);
  });

  test("closes on a link, even one to the page itself", async () => {
    const { drawer } = await openDrawer();
    const link = within(drawer).getByRole("link", { name: "Webhooks" });
    link.addEventListener("click", (event) => event.preventDefault());
    await userEvent.click(link);
    expect(drawer.open).toBe(false);
  });

  test("closes when the page changes in another way", async () => {
    const { drawer, rerender } = await openDrawer();
    location.pathname = "/dashboard/apps";
    rerender(
      <>
        <SidebarDrawerButton />
        <Sidebar accessiblePages={everySlug} />
      </>,
    );
    expect(drawer.open).toBe(false);
  });

  test("stays open while sections are toggled", async () => {
    const { drawer } = await openDrawer();
    await userEvent.click(within(drawer).getByRole("button", { name: "Integration" }));
    expect(drawer.open).toBe(true);
  });
});
