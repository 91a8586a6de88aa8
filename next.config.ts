import type { NextConfig } from "next";

// The same on every answer, machine routes and static files included. Those that depend on the request or the deployment
// (the content security policy with its nonce, HSTS) are set in proxy.ts.
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // Not "no-referrer": with it browsers send `Origin: null` on form posts, and actions could not tell their own origin.
  { key: "Referrer-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const config: NextConfig = {
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
  typedRoutes: true,
  agentRules: false,
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "1mb" } },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
