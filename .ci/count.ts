// node .ci/count.ts <folder>: adds up what .ci/run left there, `steps` and `suites` (lines of name and exit code) and one
// JSON report per suite. Names what failed; the last line is the sum.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: "expected" | "unexpected" | "flaky" | "skipped" }[] }[];
}

interface PlaywrightReport {
  suites: PlaywrightSuite[];
  stats: object;
}

interface Count {
  passed: number;
  failures: string[];
}

const directory = process.argv[2] ?? ".";

function exitCodes(file: string): { name: string; code: number }[] {
  const path = join(directory, file);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return lines.map((line) => line.split(" ")).map(([name = "", code]) => ({ name, code: Number(code) }));
}

function countVitest({ testResults }: VitestReport): Count {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
  // A file that cannot even be loaded fails without any test in it.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failures: [...failures, ...broken.map(({ name }) => name)],
  };
}

function countPlaywright(suites: PlaywrightSuite[], path: string[] = []): Count {
  const count: Count = { passed: 0, failures: [] };
  for (const { title, specs = [], suites: inner = [] } of suites) {
    for (const { title: spec, tests } of specs) {
      for (const { status } of tests) {
        if (status === "expected") count.passed += 1;
        else if (status !== "skipped") count.failures.push([...path, title, spec].join(" › "));
      }
    }
    const nested = countPlaywright(inner, [...path, title]);
    count.passed += nested.passed;
    count.failures.push(...nested.failures);
  }
  return count;
}

function countSuite({ name, code }: { name: string; code: number }): Count {
  const file = join(directory, `${name}.json`);
  if (!existsSync(file)) return { passed: 0, failures: [`no report, exit code ${code}`] };
  const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport | PlaywrightReport;
  const count = "stats" in report ? countPlaywright(report.suites) : countVitest(report);
  // A run that died, or that ran nothing, is no run without failures.
  if (count.failures.length === 0 && (code !== 0 || count.passed === 0)) count.failures.push(`exit code ${code}`);
  return count;
}

const counts = [
  ...exitCodes("steps").map(({ name, code }) => ({
    name,
    passed: code === 0 ? 1 : 0,
    failures: code === 0 ? [] : [`exit code ${code}`],
  })),
  ...exitCodes("suites").map((suite) => ({ name: suite.name, ...countSuite(suite) })),
];

console.log("");
for (const { name, passed, failures } of counts) {
  console.log(`${name.padEnd(15)} ${String(passed).padStart(5)} passed, ${failures.length} failed`);
  for (const failure of failures) console.log(`                failed: ${failure}`);
}
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, { failures }) => sum + failures.length, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
