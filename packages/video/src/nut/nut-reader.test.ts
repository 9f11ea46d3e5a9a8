import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { lavfi, moving, tone } from '../films.test.support.ts';
import { findFfmpeg } from '../index.ts';
import { cursor, readSigned, readVarint } from './cursor.ts';
import { nutReader, type NutPacket } from './nut-reader.ts';

const run = promisify(execFile);
const { path: ffmpeg, passthrough } = await findFfmpeg();
/** Frames of 64×36 at a rate that a time base of 90 kHz cannot hold, frames of other sizes, and audio. */
const streams = [...moving('64x36', 1, '24000/1001'), ...lavfi('color=red:size=320x180:rate=2:duration=1'), ...tone(440, 1, 16_000)];
const coding = [
  '-map',
  '0',
  '-map',
  '1',
  '-map',
  '2',
  '-c:v',
  'rawvideo',
  '-pix_fmt',
  'rgb24',
  ...passthrough,
  '-enc_time_base:v',
  '1:90000',
  '-c:a',
  'pcm_s16le',
];
const { stdout: bytes } = await run(ffmpeg, ['-v', 'error', ...streams, ...coding, '-f', 'nut', '-'], {
  encoding: 'buffer',
  maxBuffer: 2 ** 26,
});

test('packets have their streams, times and bytes', () => {
  const reader = nutReader();
  const packets = reader.push(bytes);
  expect(reader.numPending()).toBe(0);
  expect(reader.streams.map(({ isAudio, width, height }) => [isAudio, width, height])).toEqual([
    [false, 64, 36],
    [false, 320, 180],
    [true, 0, 0],
  ]);
  const of = (stream: number) => packets.filter((packet) => packet.stream === stream);
  expect(of(0).map(({ seconds }) => seconds)).toEqual(of(0).map((_, i) => Math.round((i * 1001 * 90_000) / 24_000) / 90_000));
  expect(of(1).map(({ seconds, data }) => [seconds, data.length])).toEqual([
    [0, 320 * 180 * 3],
    [0.5, 320 * 180 * 3],
  ]);
  expect(of(1)[0]!.data.slice(0, 3)).toEqual(Uint8Array.of(253, 0, 0));
  expect(of(2).reduce((sum, { data }) => sum + data.length, 0)).toBe(32_000);
});

test('pieces of any length give the same packets', () => {
  const whole = nutReader().push(bytes);
  const lengths = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lengths, (pieces) => {
      const reader = nutReader();
      const packets: NutPacket[] = [];
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const length = pieces[i % pieces.length]!;
        packets.push(...reader.push(bytes.subarray(at, at + length)));
        at += length;
      }
      expect(packets.map(({ stream, seconds, data }) => [stream, seconds, data.length])).toEqual(
        whole.map(({ stream, seconds, data }) => [stream, seconds, data.length]),
      );
      expect(Buffer.concat(packets.map(({ data }) => data)).equals(Buffer.concat(whole.map(({ data }) => data)))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('a stream that ends within a packet keeps the rest', () => {
  const reader = nutReader();
  const packets = reader.push(bytes.subarray(0, bytes.length - 1000));
  expect(packets.length).toBeLessThan(nutReader().push(bytes).length);
  expect(reader.numPending()).toBeGreaterThan(0);
});

test('other bytes are refused', () => {
  expect(() => nutReader().push(Buffer.alloc(100))).toThrow('nutReader: expected NUT as ffmpeg writes it, got other bytes at its start');
  const damaged = Buffer.from(bytes);
  damaged[27] = 0; // in the start code of the main header
  expect(() => nutReader().push(damaged)).toThrow('got the start code 4e4d00');
});

test('numbers are read as they are written', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (value) => expect(readVarint(cursor(toVarint(value)))).toBe(value)));
  const signed = [0, 1, 2, 3, 4].map((code) => readSigned(cursor(Uint8Array.of(code))));
  expect(signed).toEqual([0, 1, -1, 2, -2]);
  const short = cursor(Uint8Array.of(0x81));
  readVarint(short);
  expect(short.isShort).toBe(true);
});

function toVarint(value: number): Uint8Array {
  const groups = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift((rest % 128) + 128);
  return Uint8Array.from(groups);
}
