// Takes some seconds, or a minute on a busy machine: the images must be large for their memory to be measurable.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const register = new URL('../../../../tools/run-sources/register.mjs', import.meta.url).href;
const library = fileURLToPath(new URL('../index.ts', import.meta.url));

/** Reads files concurrently in a separate process. @returns the first pixel or error of each, and the peak memory of the process */
function readConcurrently(paths: readonly string[]): { outcomes: string[]; peakMegabytes: number } {
  const program = `
    const { readImage } = await import(${JSON.stringify(library)});
    const read = (path) => readImage(path, { size: 8, aspect: 'stretch', maxPixels: 2e8 }).then(({ data }) => String(data.slice(0, 3)), (error) => error.message);
    const outcomes = await Promise.all(${JSON.stringify(paths)}.map(read));
    // On Linux, maxRSS includes the memory of the parent when it started this process; VmHWM does not.
    const { readFileSync } = await import('node:fs');
    const peak = process.platform === 'linux' ? /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1] : process.resourceUsage().maxRSS;
    process.stdout.write(JSON.stringify({ outcomes, peakMegabytes: peak / 1024 }));`;
  const args = ['--import', register, '--input-type=module', '--eval', program];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } }));
}

test('interlaced images that need 400 MB each are decoded one at a time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'in-flight-'));
  const paths = ['a', 'b', 'c'].map((name) => join(folder, `${name}.png`));
  await sharp({ create: { width: 10_000, height: 10_000, channels: 4, background: 'red' } })
    .png({ progressive: true, compressionLevel: 1 })
    .toFile(paths[0]);
  paths.slice(1).forEach((path) => copyFileSync(paths[0], path));
  const { outcomes, peakMegabytes } = readConcurrently(paths);
  rmSync(folder, { recursive: true });
  expect(outcomes).toEqual(Array(3).fill('255,0,0'));
  expect(peakMegabytes).toBeGreaterThan(400); // one image is in memory
  expect(peakMegabytes).toBeLessThan(1000); // three would be 1,300
});
