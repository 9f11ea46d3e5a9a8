import { largestDifference, sine } from '../audio.test.support.ts';
import { decodeAudio } from '../decode-audio.ts';
import { isVideo } from '../find-audio.ts';

const minute = { maxAudioSeconds: 60 };
const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const hex = (digits: string) => [...Buffer.from(digits, 'hex')];
const klv = (key: string, value: readonly number[]) => [...hex(key), 0x83, value.length >> 16, ...u16(value.length & 0xffff), ...value];

/** A minimal MXF file: a partition with the offset of the footer, an audio descriptor, and elements. */
function mxf(numChannels: number, bits: number, elements: readonly number[][], footer = 0): Uint8Array {
  const partition = klv('060e2b34020501010d01020101020400', [...new Uint8Array(24), ...u32(0), ...u32(footer), ...new Uint8Array(56)]);
  const tags = [
    [...u16(0x3d03), ...u16(8), ...u32(48_000), ...u32(1)],
    [...u16(0x3d07), ...u16(4), ...u32(numChannels)],
    [...u16(0x3d01), ...u16(4), ...u32(bits)],
  ];
  return Uint8Array.from([...partition, ...klv('060e2b34025301010d01010101014800', tags.flat()), ...elements.flat()]);
}

const tone = sine(440, 48_000, 0.01);
const values = Array.from(tone, (sample) => Math.round(sample * 2 ** 23));
const image = klv('060e2b34010201010d01030115010500', [1, 2, 3]);

test('frame-wrapped audio between images, only of the first track', async () => {
  const track = (number: number, from: number, to: number) =>
    klv(
      `060e2b34010201010d010301160201${number.toString(16).padStart(2, '0')}`,
      values.slice(from, to).flatMap((value) => u32(value).slice(1).reverse()),
    );
  const bytes = mxf(1, 24, [image, track(1, 0, 200), track(2, 0, 200), image, track(1, 200, 480), track(2, 200, 480)]);
  const { samples, sampleRateHz } = await decodeAudio(bytes, minute);
  expect([isVideo(bytes), sampleRateHz]).toEqual([true, 48_000]);
  expect(
    largestDifference(
      samples,
      values.map((value) => value / 2 ** 23),
    ),
  ).toBe(0);
});

test('D-10: eight channels of 32 bits after four bytes, of which the described number is used', async () => {
  const frame = (value: number) => [value, -value, ...new Array<number>(6).fill(0x123)].flatMap((each) => u32((each << 4) | 3).reverse());
  const element = klv('060e2b34010201010d01030106011001', [0, 0, 0, 255, ...values.flatMap(frame)]);
  const both = await decodeAudio(mxf(2, 24, [image, element]), minute);
  expect(both.samples.every((sample) => sample === 0)).toBe(true);
  const { samples } = await decodeAudio(mxf(1, 24, [image, element]), minute);
  expect(
    largestDifference(
      samples,
      values.map((value) => value / 2 ** 23),
    ),
  ).toBe(0);
});

test.each<[string, Uint8Array, string]>([
  ['only images', mxf(1, 16, [image]), 'no audio: none of the tracks of the MXF file is audio. Use another file.'],
  ['a truncated file', mxf(1, 16, [image], 100_000), 'damaged or truncated: the MXF file describes no stream.'],
  ['no channels', mxf(0, 16, [klv('060e2b34010201010d01030116010101', [0, 0])]), 'damaged: the MXF header declares 0 channels of 16 bits.'],
  [
    'another encoding',
    mxf(1, 16, [klv('060e2b34010201010d01030116010501', [0, 0])]),
    'decoder missing: the audio is element 0x05 in an MXF file',
  ],
])('%s is refused', async (_, bytes, message) => {
  await expect(decodeAudio(bytes, minute)).rejects.toThrow(message);
});
