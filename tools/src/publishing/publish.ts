import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolders } from '../import-graph.ts';
import { command, workspace } from '../workspace.ts';

export const defaultPort = 4873;

/** Builds and publishes every package with the licence of the workspace; versions that are already published are skipped. */
export async function publishAll(registry: string): Promise<void> {
  await run(command('nx', 'run-many', '-t', 'build'), workspace);
  // npm packs the LICENSE next to a package.json
  for (const folder of packageFolders.map((name) => join(workspace, name)).filter((path) => existsSync(path)))
    for (const name of readdirSync(folder)) copyFileSync(join(workspace, 'LICENSE'), join(folder, name, 'LICENSE'));
  const folder = mkdtempSync(join(tmpdir(), 'mmae-publish-'));
  try {
    // npm requires a token, and an open registry accepts any
    writeFileSync(join(folder, 'npmrc'), `//${new URL(registry).host}/:_authToken=anyone\n`);
    await run(command('nx', 'release', 'publish', '--registry', registry), workspace, { NPM_CONFIG_USERCONFIG: join(folder, 'npmrc') });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs a command and copies its output to stderr. @returns its stdout
 * @throws Error with the command and its exit code, if it fails
 */
export async function run([program, args]: [string, readonly string[]], folder: string, environment = {}): Promise<string> {
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  const written: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => {
    written.push(bytes);
    process.stderr.write(bytes);
  });
  const code = await new Promise((ended, failed) => child.once('error', failed).once('close', ended));
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: expected exit code 0 in ${folder}, got ${code}. Its output is above.`);
  return Buffer.concat(written).toString('utf8');
}
