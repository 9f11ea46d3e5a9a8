// The command lines of mmae-train and mmae-embed: help, options (`data-options.ts`, `work-options.ts`), exit codes. What the commands do is tested
// next to their functions.
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { engineNames } from '@mmae/tensor-engine';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mmaeEmbed } from './mmae-embed.ts';
import { engineChoices, mmaeTrain } from './mmae-train.ts';

async function run(command: 'train' | 'embed', args: readonly string[]) {
  const streams = recordingStreams();
  return { code: await { train: mmaeTrain, embed: mmaeEmbed }[command](args, streams), ...streams.written };
}

const data = ['data <manifest>', 'media-root <folder>', 'column <name=column>', 'verify'];
const experiment = ['engine <name>', 'seed <n>', 'set <path.to.key=value>', 'run <folder>', 'controls', 'checkpoint-seconds <n>'];
const manifestOptions = ['out <file>', 'replace', 'pair <rule>', 'label <source>', 'group <source>', 'transcript-command <command>', 'ocr'];

describe('help lists every option', () => {
  test.each([
    ['train', [], [...data, ...experiment, 'resume <folder>']],
    ['train', ['check'], [...data, ...experiment]],
    ['train', ['ablate'], [...data, 'engine <name>', 'run <folder>', 'controls', 'checkpoint-seconds <n>']],
    ['train', ['manifest'], [...manifestOptions, 'films <use>', 'media-folder <folder>', 'language <tag>', 'detector <name>']],
    ['train', ['cache'], []],
    ['train', ['cache', 'clean'], ['all']],
    ['embed', [], [...data, 'out <folder>', 'features <modality=file>']],
  ] as const)('mmae-%s %j', async (command, args, options) => {
    const { code, out, error } = await run(command, [...args, '--help']);
    expect([code, error]).toEqual([0, '']);
    const listed = Array.from(out.matchAll(/^ {2}--(\S+(?: <\S+>)?)/gm), ([, flags]) => flags);
    expect(listed.sort()).toEqual([...options].sort());
    expect(out).toContain('Exit codes:\n  0    done\n  1    internal error');
  });

  test('and defaults', async () => {
    const text = (await run('train', ['--help'])).out.replaceAll(/\s+/g, ' ');
    for (const [option, value] of Object.entries({
      engine: '"auto"',
      run: 'runs/EXPERIMENT-SEED',
      set: 'none',
      'checkpoint-seconds': '10',
    }))
      expect(text).toMatch(new RegExp(` --${option} <\\S+> .*?\\(default: ${value}\\)`));
  });

  test('and commands', async () => {
    expect((await run('train', ['help'])).out).toMatch(/Commands:\n {2}check .*[^]*\n {2}manifest .*[^]*\n {2}ablate .*[^]*\n {2}cache /);
    expect((await run('train', ['cache', '--help'])).out).toMatch(/MMAE_CACHE_GB[^]*|Commands:\n {2}status .*[^]*\n {2}clean /);
  });
});

test('the engines that an option takes are those of the package that starts them', () => {
  expect(engineChoices).toEqual(['auto', ...engineNames]);
});

test.each([
  ['train', [], 'mmae-train: expected an EXPERIMENT, got none. See mmae-train --help.'],
  ['train', ['quick'], 'mmae-train: expected --data MANIFEST, got none. See mmae-train --help.'],
  ['train', ['quick', '--data', 'x', '--sede', '3'], "mmae-train: unknown option '--sede'. Did you mean --seed?"],
  ['train', ['quick', '--data', 'x', '--seed', 'three'], '--seed: expected a whole number of 0 or more, got "three".'],
  ['train', ['quick', '--data', 'x', '--engine', 'wsam'], '--engine: expected one of auto, tensorflow, webgpu, wasm, cpu, got "wsam".'],
  ['train', ['quick', '--data', 'x', '--checkpoint-seconds', '-1'], '--checkpoint-seconds: expected a number of 0 or more, got "-1".'],
  ['train', ['quick', '--data', 'x', '--column', 'id'], '--column: expected name=column, got "id".'],
  ['train', ['quick', '--data', '/none'], '/none'],
  ['train', ['chek', 'quick'], 'Got "chek" "quick". Did you mean the command check?'],
  ['train', ['cahe'], 'mmae-train: unknown command "cahe". Did you mean the command cache?'],
  ['train', ['check', 'quick'], "mmae-train check: required option '--data <manifest>' not specified."],
  ['train', ['cache', 'burn'], "mmae-train cache: unknown command 'burn'."],
  ['train', ['cache', 'status', '--all'], "mmae-train cache status: unknown option '--all'."],
  ['train', ['ablate', '/none.json', '--data', 'x'], '/none.json'],
  ['embed', ['/none', '--data', 'x'], '/none'],
  ['embed', ['/none', '--data', 'x', '--features', 'image'], '--features: expected modality=file, got "image".'],
] as const)('mmae-%s %j ends with 2', async (command, args, message) => {
  const { code, out, error } = await run(command, args);
  expect([code, out]).toEqual([2, '']);
  expect(error).toContain(message);
  expect(error).not.toMatch(/\n +at /);
});

describe('mmae-train cache', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cache-'));
  beforeEach(() => (process.env.MMAE_CACHE = folder));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('status and clean print rows on stdout', async () => {
    expect(await run('train', ['cache', 'status'])).toMatchObject({
      code: 0,
      out: expect.stringContaining(`folder\t${folder}\nsize\t0 MB`),
    });
    expect(await run('train', ['cache', 'clean', '--all'])).toMatchObject({ code: 0, out: expect.stringContaining('removed\t0 files') });
  });
});

test.each([
  ['stdout', ['--help'], 0],
  ['stderr', ['none-such', '--data', 'x'], 2],
] as const)('a reader that closes %s early, as head does, is not an error', async (stream, args, code) => {
  const command = fileURLToPath(new URL('../../bin/mmae-train.js', import.meta.url));
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child[stream].destroy();
  let rest = '';
  child[stream === 'stdout' ? 'stderr' : 'stdout'].on('data', (bytes: Buffer) => (rest += bytes.toString()));
  expect(await once(child, 'close')).toEqual([code, null]);
  expect(rest).toBe('');
});
