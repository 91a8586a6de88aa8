import postgres from "postgres";

const role = "n8n";

/**
 * A database that belongs to n8n alone, under a login of its own that sees nothing else.
 * @param adminUrl a superuser's connection to any database of the server
 * @param name e.g. "n8n"
 * @param recreate drops what is there, for when its contents can no longer be decrypted
 * @returns n8n's own connection address
 */
export async function engineDatabase(adminUrl: string, name: string, recreate = false): Promise<string> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [known] = await admin`select from pg_roles where rolname = ${role}`;
    if (!known) await admin`create role ${admin(role)} login password ${admin.unsafe(`'${role}'`)}`;
    if (recreate) await admin`drop database if exists ${admin(name)} with (force)`;
    const [existing] = await admin`select from pg_database where datname = ${name}`;
    if (!existing) await admin`create database ${admin(name)} owner ${admin(role)} template template0`;
  } finally {
    await admin.end();
  }
  const url = new URL(adminUrl);
  url.username = role;
  url.password = role;
  url.pathname = `/${name}`;
  return url.href;
}
