import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toAudioPreview } from './preview-media.ts';
import { toneWav } from '../tiny-media.test.support.ts';

test('an audio preview has at most two seconds, in µ-law, from the beginning of the signal', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sound-'));
  try {
    const tone = toneWav(440, 3);
    const silence = Buffer.alloc(2 * 16_000);
    const late = Buffer.concat([tone.subarray(0, 44), silence, tone.subarray(44)]);
    late.writeUInt32LE(late.length - 8, 4);
    late.writeUInt32LE(late.length - 44, 40);
    writeFileSync(join(folder, 'late.wav'), late);
    const { bytes } = (await toAudioPreview(join(folder, 'late.wav'))) as unknown as { bytes: Buffer };
    expect(bytes).toHaveLength(58 + 32_000);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(new Set(bytes.subarray(58, 58 + 160)).size).toBeGreaterThan(20); // no silence before it
  } finally {
    rmSync(folder, { recursive: true });
  }
});
