import { toWav } from '@mmae/wav';
import { crc32, deflateSync } from 'node:zlib';

const size = 64;

/** A regular polygon as PNG, in a colour that depends on the number of corners. @param softness width of the blurred edge in pixels */
export function polygonImage(corners: number, turn: number, softness: number): Buffer {
  return png((x, y) => {
    const [dx, dy] = [x - size / 2, y - size / 2];
    const angle = (Math.atan2(dy, dx) + turn + 2 * Math.PI) % ((2 * Math.PI) / corners);
    const edge = (24 * Math.cos(Math.PI / corners)) / Math.cos(angle - Math.PI / corners);
    const inside = Math.min(1, Math.max(0, 0.5 + (edge - Math.hypot(dx, dy)) / (2 * softness)));
    const hue = corners * 0.7;
    return [0, 2, 4].map((shift) => Math.round(215 - inside * 90 * (1 + Math.cos(hue + shift))));
  });
}

function png(colourAt: (x: number, y: number) => readonly number[]): Buffer {
  const rows = Array.from({ length: size }, (_, y) => Buffer.from([0, ...Array.from({ length: size }, (_, x) => colourAt(x, y)).flat()]));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A fading sine of 0.2 seconds as WAV: 8 kHz, 16 bit, mono. */
export function tone(hertz: number): Buffer {
  const [sampleRateHz, length] = [8000, 1600];
  const sample = (i: number) => Math.trunc(20_000 * (1 - i / length) * Math.sin((2 * Math.PI * hertz * i) / sampleRateHz)) / 2 ** 15;
  return toWav({ samples: Float32Array.from({ length }, (_, i) => sample(i)), sampleRateHz });
}
