// The command line of mmae-luma, with the options of `sample-options.ts`.
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { loadManifest } from '@mmae/samples';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { defaultSources, hubParts } from '../fetch/luma-parts.ts';
import { LumaError } from '../files/luma-file.ts';
import { lumaSamples } from '../samples/luma-samples.ts';
import { emptyFolder, perClass, syntheticPool } from '../synthetic-luma.test.support.ts';
import { downloadProgress } from './download-progress.ts';
import { mmaeLuma } from './mmae-luma.ts';

const pool = syntheticPool();
test('a download shows its progress, and at its end how much was fetched', () => {
  const updates: string[] = [];
  const lines: string[] = [];
  const progress = { update: (line: string) => void updates.push(line), say: (line: string) => void lines.push(line) };
  const { onMissing, onBytes, onPart } = downloadProgress(progress);
  const part = (name: string) => ({ name, url: '', sizeBytes: 3e6 });
  onMissing!([part('a'), part('b')]);
  onBytes!(2e6);
  onPart!(part('a'));
  expect(lines).toEqual([]);
  onBytes!(4e6);
  onPart!(part('b'));
  expect(updates).toEqual([
    'fetch: 2 MB of 6 MB, 0 of 2 files',
    'fetch: 2 MB of 6 MB, 1 of 2 files',
    'fetch: 6 MB of 6 MB, 1 of 2 files',
    'fetch: 6 MB of 6 MB, 2 of 2 files',
  ]);
  expect(lines).toEqual([expect.stringMatching(/^fetched: 2 files, 6 MB in \d+ s$/)]);
});

describe('mmae-luma', () => {
  const run = async (...args: string[]) => {
    const streams = recordingStreams();
    return { code: await mmaeLuma(args, streams), stdout: streams.written.out, stderr: streams.written.error };
  };

  it('exits with 2 on bad input, with a message on stderr only', async () => {
    expect(await run('compile')).toEqual({
      code: 2,
      stdout: '',
      stderr: "mmae-luma compile: missing required argument 'folder'. See mmae-luma compile --help.\n",
    });
    expect((await run('fetch', 'x', '--bogus')).stderr).toContain("unknown option '--bogus'");
    expect((await run('stat', 'x')).stderr).toContain("unknown command 'stat'. Did you mean stats?");
    expect(await run('stats', emptyFolder())).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Run `mmae-luma fetch`') as string,
    });
  });

  it('lists every command, and every option with its default', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect([code, stderr]).toEqual([0, '']);
    for (const command of ['fetch', 'verify', 'compile', 'stats']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    const ofFetch = (await run('fetch', '--help')).stdout.replaceAll(/\s+/g, ' ');
    for (const [name, value] of Object.entries(defaultSources)) {
      expect(ofFetch).toMatch(new RegExp(`--${name} <\\w+> [^-]*\\(default: "${value}"\\)`));
    }
    const ofCompile = (await run('compile', '--help')).stdout.replaceAll(/\s+/g, ' ');
    const flags = ['out', 'layout', 'pairing-seed', 'counts', 'no-ood', 'image-noise', 'image-kinds', 'audio-noise', 'backgrounds', 'text-noise', 'text-kinds', 'label-noise', 'conflict', 'compactness', 'as-tool']; // prettier-ignore
    for (const flag of flags) expect(ofCompile).toContain(` --${flag} `);
    expect(ofCompile).toMatch(/--severity <n> .*\(default: 1\) .*--snr <min,max> .*\(default: 3,5\) .*--altered <splits> .*\(default: train,test\) --seed <n> .*\(default: 42\)/); // prettier-ignore
  });

  it('writes no control character of a path or an argument to the terminal', async () => {
    const { stderr } = await run('stats', `${emptyFolder()}/\x1b[31mRED\x9b1A`);
    expect(stderr).toContain('/\\u001b[31mRED\\u009b1A');
    // eslint-disable-next-line no-control-regex
    expect(stderr).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
  });

  it.each([
    ['--severity', '9', '--severity: expected a whole number from 1 to 5, got "9".'],
    ['--severity', '1.5', '--severity: expected a whole number from 1 to 5, got "1.5".'],
    ['--conflict', '40%', '--conflict: expected a number from 0 to 1, got "40%".'],
    ['--as-tool', 'noisy', '--as-tool: expected one of noisy-clean, scale'],
    ['--image-kinds', 'fog', '--image-kinds: expected one of gaussianNoise'],
    ['--snr', '5,3', '--snr: expected two numbers of decibels, the lower first'],
    ['--compactness', 'video=1', '--compactness: expected amounts of audio, text or image'],
    ['--layout', 'pol', '--layout: expected one of pool, compiled, got "pol". Did you mean pool?'],
    ['--counts', '500', '--counts: expected two whole numbers above 0, of train and of test'],
  ])('refuses %s %s', async (flag, value, message) => {
    const { code, stderr } = await run('compile', pool, '--image-noise', '1', '--audio-noise', '1', flag, value);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('compiles the samples that the options choose', async () => {
    const out = join(pool, 'other-pairing');
    const counts = `${perClass.train},${perClass.test}`;
    const { code, stdout } = await run(
      'compile',
      pool,
      '--out',
      out,
      '--no-ood',
      '--layout',
      'pool',
      '--counts',
      counts,
      '--pairing-seed',
      '7',
    );
    expect([code, stdout]).toEqual([0, `${join(out, 'manifest.csv')}\n`]);
    const modalities = { image: 'file', audio: 'file', text: 'text' } as const;
    const { samples } = await loadManifest(out, { modalities, mediaRoot: pool, seed: 0 });
    const expected = await lumaSamples(pool, { counts: perClass, ood: false, pairingSeed: 7 });
    expect(samples.map(({ id, group }) => [id, group])).toEqual(expected.samples.map(({ id, group }) => [id, group]));
    expect(samples.filter(({ split }) => split === 'validation')).toHaveLength(13); // a tenth of 126, by clip
  });

  describe('with a hub', () => {
    let server: Server;
    let base: string;
    let path = 'audio/datalist.csv';
    beforeEach(async () => {
      server = createServer(({ url = '' }, response) => {
        if (url.includes('/api/') && !url.includes('page=2'))
          response.setHeader('link', `<${base}/api/x?page=2>; rel="next"`).end(JSON.stringify([{ type: 'file', path, size: 5 }, { type: 'directory', path: 'audio', size: 0 }])); // prettier-ignore
        else if (url.includes('/api/')) response.end(JSON.stringify([{ type: 'file', path: 'b', size: 130, lfs: { oid: 'ff', size: 5 } }]));
        else response.writeHead(404).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise<unknown>((resolve) => (server.closeAllConnections(), server.close(resolve))));

    it('lists every page, with the sizes in Git LFS', async () => {
      const parts = await hubParts({ ...defaultSources, hub: base });
      expect(parts.map(({ name, sizeBytes, sha256 }) => [name, sizeBytes, sha256])).toEqual([[path, 5, undefined], ['b', 5, 'ff']]); // prettier-ignore
    });

    it('refuses paths outside of the folder', async () => {
      path = 'audio/../../x';
      await expect(hubParts({ ...defaultSources, hub: base })).rejects.toThrow(LumaError);
      path = 'audio/datalist.csv';
    });

    it('lists wrong parts, and stops if one cannot be fetched', async () => {
      const folder = emptyFolder();
      const verified = await run('verify', folder, '--hub', base);
      expect(verified.code).toBe(2);
      expect(verified.stdout).toContain('split_indices/text_test.txt\tmissing or empty');
      const fetched = await run('fetch', folder, '--hub', base, '--cifar', base, '--splits', base);
      expect(fetched).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('got 404') as string });
      expect(existsSync(join(folder, 'cifar-10-binary.tar.gz'))).toBe(false);
    });
  });

  it('is the bin of the package', () => {
    const { bin } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { bin: Record<string, string> };
    expect(existsSync(new URL(`../../${bin['mmae-luma']}`, import.meta.url))).toBe(true);
  });
});
