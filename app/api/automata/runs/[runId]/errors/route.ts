import { reportDeps } from "@/lib/automata/deps";
import { reportEndpoint } from "@/lib/automata/report-endpoint";

export const POST = reportEndpoint("errors", reportDeps);
