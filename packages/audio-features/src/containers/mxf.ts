import { UnusableMediaError } from '@mmae/samples';
import { pcmName } from '../codecs/pcm.ts';
import { maxBlockLength } from './block-audio.ts';
import { type ByteSource, pieces, slice, viewAt, viewOf } from './byte-source.ts';
import { type EncodedAudio, noAudio } from './encoded-audio.ts';
import { undescribedAudio, blocks } from './frames.ts';

/** A key, a length and a value (SMPTE 336M). */
interface Klv {
  /** 32 hexadecimal digits */
  readonly key: string;
  readonly position: number;
  readonly length: number;
}

interface AudioDescriptor {
  readonly numChannels: number;
  readonly sampleRateHz: number;
  readonly bits: number;
}

const container = 'MXF';
const maxSetBytes = 65_536;
const universalLabel = '060e2b34';
/** Keys of sets that describe audio: generic, AES3 and Wave (SMPTE 377-1, 382M), with any version byte. */
const descriptor = /^060e2b34025301..0d01010101014[278]00$/;
/** Keys of audio elements: of the D-10 content package, and of the generic container. */
const element = /^060e2b34010201..0d010301(06|16)/;
const pcmElements = new Set(['01', '02', '03', '04']); // Wave or AES3, frame-wrapped or clip-wrapped
const d10Element = '10';

/**
 * Opens the first audio track of an MXF file, if it is PCM: Wave or AES3, frame-wrapped or clip-wrapped, or D-10.
 *
 * @throws UnusableMediaError if no audio is described or found
 */
export function openMxf(source: ByteSource): EncodedAudio {
  const described = firstOf(source, descriptor);
  const first = described && firstOf(source, element);
  const declaredBytes = footerOf(source);
  if (!described || !first) {
    if (declaredBytes > source.sizeBytes) throw noAudio(container, 0);
    throw new UnusableMediaError('no audio: none of the tracks of the MXF file is audio. Use another file.');
  }
  const { numChannels, sampleRateHz, bits } = audioDescriptor(source.read(described.position, Math.min(described.length, maxSetBytes)));
  const kind = first.key.slice(28, 30);
  if (kind === d10Element) return { ...openD10(source, first.key, numChannels, sampleRateHz), declaredBytes };
  if (!pcmElements.has(kind)) return { ...undescribedAudio(container, `element 0x${kind}`), packets: () => [] };
  const sampleLength = Math.ceil(bits / 8);
  const blockAlign = sampleLength * numChannels;
  if (!(blockAlign > 0 && blockAlign <= maxBlockLength && sampleRateHz > 0))
    throw new UnusableMediaError(
      `damaged: the MXF header declares ${numChannels} channels of ${bits} bits. Copy it again from its source.`,
    );
  const format = { codec: bits === 8 ? 'pcm_u8' : pcmName('s', sampleLength, 'le'), numChannels, sampleRateHz, blockAlign };
  return { container, ...format, declaredBytes, declaredSeconds: null, packets: () => blocks(elementBytes(source, first.key), blockAlign) };
}

/** The offset of the footer partition, as declared by the first one; 0 if it is not. */
function footerOf(source: ByteSource): number {
  const partition = firstOf(source, /^060e2b34020501..0d01020101/);
  return partition ? Number(viewAt(source, partition.position + 24, 8).getBigUint64(0)) : 0;
}

/** D-10: after four bytes, eight AES3 channels of 32 bits, of which the first `numChannels` are used. A sample is the middle 24 bits. */
function openD10(source: ByteSource, key: string, numChannels: number, sampleRateHz: number): EncodedAudio {
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

/** Reads a local set: tags and lengths have two bytes. */
function audioDescriptor(bytes: Uint8Array): AudioDescriptor {
  const view = viewOf(bytes);
  let [numChannels, sampleRateHz, bits] = [0, 0, 0];
  for (let at = 0; at + 4 <= bytes.length; at += 4 + view.getUint16(at + 2)) {
    const [tag, numLeft] = [view.getUint16(at), bytes.length - at - 4];
    if (tag === 0x3d03 && numLeft >= 8) sampleRateHz = Math.round(view.getUint32(at + 4) / view.getUint32(at + 8));
    if (tag === 0x3d07 && numLeft >= 4) numChannels = view.getUint32(at + 4);
    if (tag === 0x3d01 && numLeft >= 4) bits = view.getUint32(at + 4);
  }
  return { numChannels, sampleRateHz, bits };
}
