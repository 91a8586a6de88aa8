import type { Page } from "@playwright/test";

/** What an attacker would like to see executed, by a browser or by a spreadsheet. Where it runs, it sets `ran`. */
export const attacks = [
  "<script>top.ran=1</script>",
  "</script><script>top.ran=1</script>",
  "<img src=x onerror=top.ran=1>",
  '"><img src=x onerror=top.ran=1>',
  "' onfocus='top.ran=1' autofocus='",
  "<svg onload=top.ran=1>",
  "<svg><script>top.ran=1</script></svg>",
  '<iframe srcdoc="<script>top.ran=1</script>"></iframe>',
  '<a href="javascript:top.ran=1">click</a>',
  "javascript:top.ran=1",
  "data:text/html,<script>top.ran=1</script>",
  "<details open ontoggle=top.ran=1>",
  "<math><mtext></mtext><mglyph><style><img src=x onerror=top.ran=1></style></mglyph></math>",
  "<style>*{background:url(http://outside.test/x)}</style>",
  '<link rel=stylesheet href="http://outside.test/x.css">',
  '<meta http-equiv="refresh" content="0;url=http://outside.test/">',
  '<base href="http://outside.test/">',
  '<form action="http://outside.test/"><button autofocus>ok</button></form>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: text that a careless template would calculate
  "{{constructor.constructor('top.ran=1')()}} ${top.ran=1}",
  '{"__proto__":{"ran":1},"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=top.ran=1>"}}',
  "\u202Etxt.exe\u202C \u2028top.ran=1//",
  '=HYPERLINK("http://outside.test/","click")',
  "+1+cmd|' /C calc'!A0",
  "-1+1",
  "@SUM(1,1)",
  "\t=1+1",
  "  \uFF1D1+1",
  "%0A=1+1",
] as const;

/** Everything that a page does which text must not make it do; empty while it only shows it. */
export async function watch(page: Page, origin: string): Promise<() => Promise<string[]>> {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) seen.push(`request: ${request.url()}`);
  });
  await page.exposeFunction("reportBreach", (what: string) => seen.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (window as unknown as { reportBreach(what: string): void }).reportBreach(
        `${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      );
    });
  });
  return async () => {
    if (await page.evaluate(() => "ran" in window || "ran" in {})) seen.push(`ran: ${page.url()}`);
    return seen;
  };
}
