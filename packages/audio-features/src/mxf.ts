import { UnusableMediaError } from '@mmae/samples';
import { pieces, slice, viewAt, viewOf, type ByteSource } from './byte-source.ts';
import { noSound, type EncodedSound } from './encoded-sound.ts';
import { bareSound } from './frames.ts';
import { longestBlock } from './pcm-file.ts';
import { pcmName } from './pcm.ts';
import { blocks } from './streams.ts';

/** A key, a length and a value (SMPTE 336M). */
interface Klv {
  /** 32 hexadecimal digits */
  readonly key: string;
  readonly position: number;
  readonly length: number;
}

interface SoundDescriptor {
  readonly numChannels: number;
  readonly sampleRateHz: number;
  readonly bits: number;
}

const container = 'MXF';
const mostBytesOfSet = 65_536;
const universalLabel = '060e2b34';
/** Sets that describe sound: generic, AES3 and Wave (SMPTE 377-1, 382M); the version byte is left out. */
const descriptor = /^060e2b34025301..0d01010101014[278]00$/;
/** Elements that are sound: of the D-10 content package, and of the generic container. */
const element = /^060e2b34010201..0d010301(06|16)/;
const pcmElements = new Set(['01', '02', '03', '04']); // Wave or AES3, by the frame or in one
const d10Element = '10';

/**
 * The sound of an MXF file: its first track of sound, where that is PCM: Wave or AES3, by the frame or in one, or D-10.
 *
 * @throws UnusableMediaError where no sound is described, or none follows
 */
export function mxfSound(source: ByteSource): EncodedSound {
  const described = firstOf(source, descriptor);
  const first = described && firstOf(source, element);
  const declaredBytes = footerOf(source);
  if (!described || !first) {
    if (declaredBytes > source.sizeBytes) throw noSound(container, 0);
    throw new UnusableMediaError('no sound in it: none of the MXF file’s tracks is sound. Name another.');
  }
  const { numChannels, sampleRateHz, bits } = soundDescriptor(source.read(described.position, Math.min(described.length, mostBytesOfSet)));
  const kind = first.key.slice(28, 30);
  if (kind === d10Element) return { ...d10Sound(source, first.key, numChannels, sampleRateHz), declaredBytes };
  if (!pcmElements.has(kind)) return { ...bareSound(container, `element 0x${kind}`), packets: () => [] };
  const sampleLength = Math.ceil(bits / 8);
  const blockAlign = sampleLength * numChannels;
  if (!(blockAlign > 0 && blockAlign <= longestBlock && sampleRateHz > 0))
    throw new UnusableMediaError(`damaged: the MXF header says ${numChannels} channels of ${bits} bits. Copy it again from its source.`);
  const format = { codec: bits === 8 ? 'pcm_u8' : pcmName('s', sampleLength, 'le'), numChannels, sampleRateHz, blockAlign };
  return { container, ...format, declaredBytes, declaredSeconds: null, packets: () => blocks(elementBytes(source, first.key), blockAlign) };
}

/** Where the last partition begins, as the first one says; 0 where it does not. */
function footerOf(source: ByteSource): number {
  const partition = firstOf(source, /^060e2b34020501..0d01020101/);
  return partition ? Number(viewAt(source, partition.position + 24, 8).getBigUint64(0)) : 0;
}

/** Eight AES3 channels of 32 bits after four bytes, of which the first `numChannels` are used; the sample is the middle 24 bits. */
function d10Sound(source: ByteSource, key: string, numChannels: number, sampleRateHz: number): EncodedSound {
  function* packets() {
    for (const { key: each, position, length } of klvs(source)) {
      if (each !== key) continue;
      const words = viewOf(source.read(position + 4, Math.min(length - 4, 2 ** 20)));
      const numFrames = Math.floor(words.byteLength / 32);
      const samples = new DataView(new ArrayBuffer(4 * numFrames * numChannels));
      for (let i = 0; i < numFrames * numChannels; i++) {
        const word = words.getUint32(32 * Math.floor(i / numChannels) + 4 * (i % numChannels), true);
        samples.setInt32(4 * i, (word << 4) & ~0xff, true);
      }
      yield { data: new Uint8Array(samples.buffer) };
    }
  }
  if (numChannels < 1 || numChannels > 8)
    throw new UnusableMediaError(`damaged: expected 1 to 8 channels of D-10 in the MXF header, got ${numChannels}. Copy it again.`);
  return { container, codec: 'pcm_s32le', numChannels, sampleRateHz, blockAlign: 4 * numChannels, declaredSeconds: null, packets };
}

function* elementBytes(source: ByteSource, key: string): Generator<Uint8Array> {
  for (const { key: each, position, length } of klvs(source)) if (each === key) yield* pieces(slice(source, position, length), 1 << 20);
}

function firstOf(source: ByteSource, pattern: RegExp): Klv | undefined {
  for (const klv of klvs(source)) if (pattern.test(klv.key)) return klv;
  return undefined;
}

function* klvs(source: ByteSource): Generator<Klv> {
  for (let at = 0; at + 17 <= source.sizeBytes;) {
    const header = source.read(at, 25);
    const key = Buffer.from(header.subarray(0, 16)).toString('hex');
    if (!key.startsWith(universalLabel)) return;
    const numBytes = header[16] & 0x80 ? header[16] & 0x7f : 0;
    if (numBytes > 8) return;
    const length = header.subarray(17, 17 + numBytes).reduce((sum, byte) => sum * 256 + byte, numBytes ? 0 : header[16]);
    const position = at + 17 + numBytes;
    yield { key, position, length };
    at = position + length;
  }
}

/** A local set: tags and lengths of two bytes. */
function soundDescriptor(bytes: Uint8Array): SoundDescriptor {
  const view = viewOf(bytes);
  let [numChannels, sampleRateHz, bits] = [0, 0, 0];
  for (let at = 0; at + 4 <= bytes.length; at += 4 + view.getUint16(at + 2)) {
    const [tag, room] = [view.getUint16(at), bytes.length - at - 4];
    if (tag === 0x3d03 && room >= 8) sampleRateHz = Math.round(view.getUint32(at + 4) / view.getUint32(at + 8));
    if (tag === 0x3d07 && room >= 4) numChannels = view.getUint32(at + 4);
    if (tag === 0x3d01 && room >= 4) bits = view.getUint32(at + 4);
  }
  return { numChannels, sampleRateHz, bits };
}
