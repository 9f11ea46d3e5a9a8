import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toSoundPreview } from './preview-audio.ts';
import { toneWav } from '../tiny-media.test.support.ts';

test('two seconds at most, of one byte a sample, from where the sound begins', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sound-'));
  try {
    const tone = toneWav(440, 3);
    const silence = Buffer.alloc(2 * 16_000);
    const late = Buffer.concat([tone.subarray(0, 44), silence, tone.subarray(44)]);
    late.writeUInt32LE(late.length - 8, 4);
    late.writeUInt32LE(late.length - 44, 40);
    writeFileSync(join(folder, 'late.wav'), late);
    const { bytes } = (await toSoundPreview(join(folder, 'late.wav'))) as unknown as { bytes: Buffer };
    expect(bytes).toHaveLength(58 + 32_000);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(new Set(bytes.subarray(58, 58 + 160)).size).toBeGreaterThan(20); // no silence before it
  } finally {
    rmSync(folder, { recursive: true });
  }
});
