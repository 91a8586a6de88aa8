// Adds up the reports of the suites and the single steps. A suite without a report counts as one failure: a run that died
// is no run without failures.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [directory = ".", ...suites] = process.argv.slice(2);
let passed = 0;
let failed = 0;

for (const suite of suites) {
  const file = join(directory, `${suite}.json`);
  if (!existsSync(file)) {
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  // Playwright's report has `stats`, vitest's has totals of its own.
  const [ok, bad] = report.stats
    ? [report.stats.expected, report.stats.unexpected + report.stats.flaky]
    : [report.numPassedTests, report.numFailedTests + report.numFailedTestSuites];
  passed += ok;
  failed += bad + (ok + bad === 0 ? 1 : 0);
}

const steps = existsSync(join(directory, "steps"))
  ? readFileSync(join(directory, "steps"), "utf8").trim().split("\n")
  : [];
passed += steps.filter((step) => step === "pass").length;
failed += steps.filter((step) => step === "fail").length;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
