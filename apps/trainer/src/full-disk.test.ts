// A full or read-only disk stops a training with an explanation; once that is fixed, it resumes with bit-identical results.
// The disk is a small one that root mounts (.ci/run): MMAE_FULL_DISK names its folder, MMAE_REQUIRE_FULL_DISK=1 fails where there is none.
import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyMedia } from './tiny-media.test.support.ts';
import { contentsOf, smallExperiment, trainProcess, type TrainProcessOptions } from './train-process.test.support.ts';

jest.setTimeout(600_000); // thirty seconds on a quiet machine

const disk = process.env.MMAE_FULL_DISK ?? '';
const onSmallDisk = disk || process.env.MMAE_REQUIRE_FULL_DISK === '1' ? describe : describe.skip;

onSmallDisk(`a run on ${disk || 'a small disk'} (skipped where MMAE_FULL_DISK names none)`, () => {
  let place: string;
  let manifest: string;
  let whole: ReturnType<typeof contentsOf>;
  const run = join(disk, 'run');
  const ballast = join(disk, 'ballast');
  const ask = (args: readonly string[], { cache = join(place, 'cache'), interrupt }: Partial<TrainProcessOptions> = {}) =>
    trainProcess([...args, '--checkpoint-seconds', '0.05'], { cache, interrupt });
  const start = (folder: string) => [...smallExperiment, '--data', manifest, '--run', folder, '--engine', 'wasm'];

  beforeAll(async () => {
    if (!disk) throw new Error('full-disk.test: expected MMAE_FULL_DISK, got none. Mount a tmpfs of 2 MB and name it.');
    place = mkdtempSync(join(tmpdir(), 'mmae-full-disk-'));
    manifest = await writeTinyMedia(join(place, 'media'), 60);
    expect(await ask(start(join(place, 'whole')))).toMatchObject({ code: 0 });
    whole = contentsOf(join(place, 'whole'));
  });
  const clear = () => [run, ballast].forEach((path) => rmSync(path, { recursive: true, force: true }));
  beforeEach(clear);
  afterAll(() => {
    clear();
    if (place) rmSync(place, { recursive: true });
  });

  function leaveFree(kilobytes: number): void {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 1024 * kilobytes));
  }

  test.each([
    [4, 'config.json'],
    [60, 'features/'],
    [150, 'checkpoint.next/'], // the first
    [360, 'checkpoint.next/'],
  ])('%i kB left: it stops at %s', async (kilobytes, what) => {
    leaveFree(kilobytes);
    const { code, stderr } = await ask(start(run));
    expect(code).toBe(2);
    expect(stderr).toMatch(`: expected to write ${run}/${what}`);
    expect(stderr).toMatch('got ENOSPC: the disk is full. Free space and run the command again.');
    const began = what !== 'config.json';
    expect(existsSync(join(run, 'config.json'))).toBe(began);
    if (began) expect(stderr).toContain(`resume with: mmae-train --resume ${run}`);
    rmSync(ballast);
    const again = began ? ['--resume', run] : start(run);
    expect(await ask(again)).toMatchObject({ code: 0 });
    expect(contentsOf(run)).toEqual(whole);
  });

  test('a full cache disk does not make files unusable: nothing is skipped', async () => {
    leaveFree(40);
    const cache = join(disk, 'run', 'cache'); // cleared with it
    const { code, stderr } = await ask(start(join(place, 'other')), { cache });
    expect(code).toBe(2);
    expect(stderr).toMatch(`featureCache: expected to write ${cache}, got ENOSPC: the disk is full.`);
    expect(await ask(['--resume', join(place, 'other')])).toMatchObject({ code: 0 });
    expect(contentsOf(join(place, 'other'))).toEqual(whole);
  });

  test('a read-only disk is reported; once it is writable, the run resumes', async () => {
    const { code, stderr } = await ask(start(run), { interrupt: { signal: 'SIGTERM', after: /text: \d+ samples/ } });
    expect(code).toBe(130);
    expect(stderr).toContain(`interrupted. Progress saved. Resume with: mmae-train --resume ${run}`);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    try {
      const { code, stderr } = await ask(['--resume', run]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^resumeRun: expected to write .*lock\.json, got EROFS: the disk is read-only/);
      expect((await ask(start(join(disk, 'other')))).stderr).toMatch(/^createRun: expected to write .*other, got .*read-only/);
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', disk]);
    }
    expect(await ask(['--resume', run])).toMatchObject({ code: 0 });
    expect(contentsOf(run)).toEqual(whole);
  });
});
