import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toMuLaw, toSoundPreview } from './preview-sound.ts';
import { toneWav } from './tiny-media.test.support.ts';

// Python 3.11: audioop.lin2ulaw(struct.pack('<h', value), 2)
test.each([
  [0, 255],
  [1, 255],
  [8, 254],
  [-8, 126],
  [33, 251],
  [132, 239],
  [-132, 111],
  [1000, 206],
  [-1000, 78],
  [4000, 175],
  [-12345, 23],
  [20000, 140],
  [32635, 128],
  [-32635, 0],
  [32767, 128],
  [-32768, 0],
])('%i is %i in µ-law', (value, code) => expect(toMuLaw(value)).toBe(code));

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
