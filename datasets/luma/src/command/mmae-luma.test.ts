import { loadManifest, type Sample } from '@mmae/samples';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { compileManifest, hubParts, knownClasses, lumaClasses, LumaError, lumaSamples, lumaStats, defaultSources } from '../index.ts';
import { emptyFolder, perClass, syntheticPool } from '../synthetic-luma.test.support.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { downloadProgress } from './download-progress.ts';
import { mmaeLuma } from './mmae-luma.ts';

const pool = syntheticPool();
const poolSamples = async () => (await lumaSamples(pool, { counts: perClass, ood: false })).samples;

describe('compileManifest', () => {
  it('writes what reads back as the same samples, pixel for pixel', async () => {
    const samples = (await poolSamples()).slice(0, 5);
    const file = await compileManifest(samples, pool, join(pool, 'compiled'));
    const manifest = await loadManifest(file, { modalities: { image: 'file', audio: 'file', text: 'text' }, mediaRoot: pool, seed: 0, onlySplit: 'train' }); // prettier-ignore
    for (const [i, { id, label, media, extra }] of manifest.samples.entries()) {
      expect([id, label, media.text, media.audio, extra]).toEqual([samples[i].id, samples[i].label, samples[i].media.text, samples[i].media.audio, { samePictureIn: '', ...samples[i].extra }]); // prettier-ignore
      const path = join(pool, (media.image as { path: string }).path);
      expect([...(await sharp(path).raw().toBuffer())]).toEqual([...(samples[i].media.image as { data: Uint8Array }).data]);
    }
    expect(manifest.samples).toHaveLength(5);
  });

  it('refuses a folder that the media root does not hold', async () => {
    await expect(compileManifest([], pool, emptyFolder())).rejects.toThrow('compileManifest: expected a folder inside');
  });
});

describe('lumaStats', () => {
  it('counts, and finds what crosses splits or tells its label', async () => {
    const { samples, clipSeconds } = await lumaSamples(pool, { counts: perClass, ood: false });
    const stats = lumaStats(samples, clipSeconds);
    expect(stats.labels.train.horse).toBe(perClass.train);
    expect(stats.voices).toEqual({ train: { real: 126 }, test: { real: 84 } });
    expect(stats.betrayingTexts.unmasked.word.test.cat).toBe(perClass.test);
    expect(stats.clips.test).toEqual({
      numClips: 84,
      numShorterThanFrame: 0,
      shortestSeconds: 0.1,
      medianSeconds: 0.1,
      longestSeconds: 0.1,
    });
    expect(lumaStats([samples[0], { ...samples[0], split: 'test' }]).sharedPictures).toBe(1);
  });
});

describe('texts that tell their label', () => {
  const withText = (label: string, text: string): Sample => ({
    id: label,
    split: 'test',
    label,
    media: { text: { kind: 'text', text } },
    extra: {},
  });
  const afterToolMask = (label: string) => lumaStats([withText(label, `One ${label}.`)]).betrayingTexts.maskedByTool.word.test?.[label];

  it('finds the eleven classes that the tool’s mask never takes out, and no others', () => {
    expect(knownClasses.filter((label) => afterToolMask(label) === 1)).toEqual('house woman table horse bridge castle television snake pine cattle mouse'.split(' ')); // prettier-ignore
  });

  it('tells a word of its own from letters within a longer one', () => {
    const texts = ['A man rides.', 'Many rode.', 'Men rode.', 'They rode.'].map((text) => withText('man', text));
    const { word, within } = lumaStats(texts).betrayingTexts.unmasked;
    expect([word, within]).toEqual([{ test: { man: 2 } }, { test: { man: 1 } }]);
  });
});

test('a download shows how far it is, and at its end how much was fetched', () => {
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

test('classes have the numbers that LUMA gives them', () => {
  const numbers = { man: 0, boy: 1, house: 2, ship: 9, train: 13, castle: 20, sea: 25, snake: 29, lion: 32, rabbit: 35, ray: 41, bicycle: 42, wolf: 46, whale: 49 }; // prettier-ignore
  expect(Object.keys(numbers).map((label) => lumaClasses.indexOf(label))).toEqual(Object.values(numbers));
});

describe('mmae-luma', () => {
  const run = async (...args: string[]) => {
    const streams = recordingStreams();
    return { code: await mmaeLuma(args, streams), stdout: streams.written.out, stderr: streams.written.error };
  };

  it('ends with 2 on bad input, and says so on stderr alone', async () => {
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
    const flags = ['out', 'no-ood', 'image-noise', 'image-kinds', 'audio-noise', 'backgrounds', 'text-noise', 'text-kinds', 'label-noise', 'conflict', 'compactness', 'as-tool']; // prettier-ignore
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
  ])('refuses %s %s', async (flag, value, message) => {
    const { code, stderr } = await run('compile', pool, '--image-noise', '1', '--audio-noise', '1', flag, value);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
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

    it('lists every page, with the sizes that Git LFS gives', async () => {
      const parts = await hubParts({ ...defaultSources, hub: base });
      expect(parts.map(({ name, sizeBytes, sha256 }) => [name, sizeBytes, sha256])).toEqual([[path, 5, undefined], ['b', 5, 'ff']]); // prettier-ignore
    });

    it('takes no path that leads out of the folder', async () => {
      path = 'audio/../../x';
      await expect(hubParts({ ...defaultSources, hub: base })).rejects.toThrow(LumaError);
      path = 'audio/datalist.csv';
    });

    it('says which parts are wrong, and stops where one cannot be had', async () => {
      const folder = emptyFolder();
      const verified = await run('verify', folder, '--hub', base);
      expect(verified.code).toBe(2);
      expect(verified.stdout).toContain('split_indices/text_test.txt\tnothing there');
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
