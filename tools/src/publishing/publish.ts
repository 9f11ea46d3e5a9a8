import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace = fileURLToPath(new URL('../../..', import.meta.url));
export const defaultPort = 4873;

/** Builds every package and publishes it, with the workspace's licence; a version that is there already is left as it is. */
export async function publishAll(registry: string): Promise<void> {
  await run('npx', ['nx', 'run-many', '-t', 'build'], workspace);
  // npm packs the LICENSE that lies beside a package.json
  for (const rooms of ['packages', 'apps'].map((name) => join(workspace, name)))
    for (const room of readdirSync(rooms)) copyFileSync(join(workspace, 'LICENSE'), join(rooms, room, 'LICENSE'));
  const folder = mkdtempSync(join(tmpdir(), 'mmae-publish-'));
  try {
    // npm publishes nowhere without a token, and a registry that is open takes any
    writeFileSync(join(folder, 'npmrc'), `//${new URL(registry).host}/:_authToken=anyone\n`);
    await run('npx', ['nx', 'release', 'publish', '--registry', registry], workspace, { NPM_CONFIG_USERCONFIG: join(folder, 'npmrc') });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs a command, its output on stderr as it comes. @returns what it wrote to stdout
 * @throws Error where it fails, with the command and its exit code
 */
export async function run(command: string, args: readonly string[], folder: string, environment = {}): Promise<string> {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  const written: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => {
    written.push(bytes);
    process.stderr.write(bytes);
  });
  const code = await new Promise((ended, failed) => child.once('error', failed).once('close', ended));
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')}: expected exit code 0 in ${folder}, got ${code}. Its own words stand above.`);
  return Buffer.concat(written).toString('utf8');
}
