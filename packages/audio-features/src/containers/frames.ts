import { UnusableMediaError } from '@mmae/samples';
import { blockOf } from './block-audio.ts';
import { type ByteSource, pieces } from './byte-source.ts';
import type { EncodedAudio, Packet } from './encoded-audio.ts';
import { adtsFrameLength, adtsHeaderLength, mpegFrameLength, mpegHeaderLength } from './mpeg-audio.ts';
import type { WaveFormat } from './wav.ts';

const pieceLength = 1 << 16; // bytes per read

interface Framing {
  readonly headerLength: number;
  lengthOf(bytes: Uint8Array, offset: number): number;
}

const mpeg: Framing = { headerLength: mpegHeaderLength, lengthOf: mpegFrameLength };
const adts: Framing = { headerLength: adtsHeaderLength, lengthOf: adtsFrameLength };

/** How a bare stream of a codec is divided into frames; undefined if its frames do not describe themselves. */
export const framingOf = (codec: string): Framing | undefined =>
  ({ mp1: mpeg, mp2: mpeg, mp3: mpeg, aac_adts: adts })[codec as 'mp1' | 'mp2' | 'mp3' | 'aac_adts'];

/** A stream of frames without a container, which declares no length. */
export function framesAsAudio(source: ByteSource, { container, codec }: Pick<EncodedAudio, 'container' | 'codec'>): EncodedAudio {
  return { ...undescribedAudio(container, codec), packets: () => frames(pieces(source, pieceLength), framingOf(codec)!) };
}

/** A stream whose format only the decoder can tell. */
export const undescribedAudio = (container: string, codec: string) => ({
  ...{ container, codec, numChannels: 0, sampleRateHz: 0, blockAlign: 0, declaredSeconds: null },
});

/**
 * Divides a stream of bytes into frames. The first frame, and the first one after a gap, must be followed by another frame. Bytes between frames are
 * skipped.
 */
export function* frames(stream: Iterable<Uint8Array>, framing: Framing): Generator<Packet> {
  const { headerLength, lengthOf } = framing;
  let rest: Uint8Array = new Uint8Array(0);
  let isInSync = false;
  for (const piece of stream) {
    rest = rest.length === 0 ? piece : new Uint8Array(Buffer.concat([rest, piece]));
    let at = 0;
    while (at + headerLength <= rest.length) {
      const length = lengthOf(rest, at);
      const next = at + length;
      if (length > 0 && next + headerLength > rest.length) break; // the next frame has not been read yet
      isInSync = length > 0 && (isInSync || lengthOf(rest, next) > 0);
      if (isInSync) yield { data: rest.slice(at, next) };
      at = isInSync ? next : nextSync(rest, at + 1);
    }
    rest = rest.subarray(at);
  }
  yield* lastFrames(rest, framing);
}

/** The offset of the next byte 255, with which every frame starts. */
function nextSync(bytes: Uint8Array, from: number): number {
  const found = bytes.indexOf(0xff, from);
  return found < 0 ? bytes.length : found;
}

/** The frames at the end of the stream, of which the last one is not followed by another. */
function* lastFrames(rest: Uint8Array, { headerLength, lengthOf }: Framing): Generator<Packet> {
  for (let at = 0; at + headerLength <= rest.length;) {
    const length = lengthOf(rest, at);
    const isWhole = length > 0 && at + length <= rest.length;
    if (isWhole) yield { data: rest.slice(at, at + length) };
    at = isWhole ? at + length : nextSync(rest, at + 1);
  }
}

/** The bytes of one stream of a container, in arbitrary pieces. */
export type ByteStream = () => Iterable<Uint8Array>;

/** A stream of MPEG audio or AAC, whose frames describe themselves. */
export const frameStreamAsAudio = (container: string, codec: string, stream: ByteStream): EncodedAudio => ({
  ...undescribedAudio(container, codec),
  packets: () => frames(stream(), framingOf(codec)!),
});

/** A stream that is described by a WAVEFORMATEX. */
export function waveStreamAsAudio(container: string, format: WaveFormat, stream: ByteStream): EncodedAudio {
  if (framingOf(format.codec)) return frameStreamAsAudio(container, format.codec, stream);
  if (format.numChannels === 0 || format.sampleRateHz === 0) throw invalidHeader(container, format);
  const blockAlign = blockOf(format.codec, format.numChannels, Math.max(1, format.blockAlign));
  return { ...format, container, blockAlign, declaredSeconds: null, packets: () => blocks(stream(), blockAlign) };
}

const invalidHeader = (container: string, { numChannels, sampleRateHz }: WaveFormat) =>
  new UnusableMediaError(
    `damaged: the ${container} header declares ${numChannels} channels at ${sampleRateHz} Hz. Copy it again from its source.`,
  );

const packetLength = 1 << 16; // bytes per packet; at least one block

/** Divides a stream of bytes into packets of whole blocks. An incomplete block at the end is dropped. */
export function* blocks(stream: Iterable<Uint8Array>, blockAlign: number): Generator<Packet> {
  const length = blockAlign * Math.max(1, Math.floor(packetLength / blockAlign));
  let rest: Uint8Array = new Uint8Array(0);
  for (const piece of stream) {
    rest = rest.length === 0 ? piece : new Uint8Array(Buffer.concat([rest, piece]));
    for (; rest.length >= length; rest = rest.subarray(length)) yield { data: rest.subarray(0, length) };
  }
  const whole = rest.length - (rest.length % blockAlign);
  if (whole > 0) yield { data: rest.subarray(0, whole) };
}
