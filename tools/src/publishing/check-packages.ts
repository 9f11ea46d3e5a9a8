// `npm run packages`: packs every package as it would be published and checks the result: publint reads its package.json, arethetypeswrong resolves its
// types as an ES module would. Build first.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packageFolders } from '../import-graph.ts';
import { command, workspace } from '../workspace.ts';

/** Ways to resolve types that these packages support: they are ES modules only. */
const supported = ['node16-esm', 'bundler'];

const folders = packageFolders
  .map((folder) => join(workspace, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(folder, 'package.json')));

const target = mkdtempSync(join(tmpdir(), 'mmae-packages-'));
try {
  const problems = (await Promise.all(folders.map(problemsOf))).flat();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`${folders.length} packages checked, ${problems.length} problems\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(target, { recursive: true });
}

async function problemsOf(folder: string): Promise<string[]> {
  const packed = execFileSync(...command('npm', 'pack', '--json', '--pack-destination', target), {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename }] = JSON.parse(packed) as { filename: string }[];
  const bytes = readFileSync(join(target, filename.replace('/', '-').replace('@', '')));
  return [...(await linted(folder, bytes)), ...(await resolved(bytes))].map((problem) => `${relative(workspace, folder)}: ${problem}`);
}

async function linted(folder: string, bytes: Buffer): Promise<string[]> {
  const pkg = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const { messages } = await publint({ pack: { tarball }, strict: true });
  return messages.map((message) => formatMessage(message, pkg) ?? message.code);
}

async function resolved(bytes: Buffer): Promise<string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes)));
  if (!analysis.types) return ['no types'];
  return analysis.problems
    .filter((problem) => !('resolutionKind' in problem) || supported.includes(problem.resolutionKind))
    .filter((problem) => !('entrypoint' in problem) || !problem.entrypoint.endsWith('.test.support')) // for tests in the workspace, not published
    .map((problem) => JSON.stringify(problem));
}
