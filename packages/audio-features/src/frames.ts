import { pieces, type ByteSource } from './byte-source.ts';
import type { EncodedSound, Packet } from './encoded-sound.ts';
import { adtsFrameLength, adtsHeaderLength, mpegFrameLength, mpegHeaderLength } from './mpeg-audio.ts';

const pieceLength = 1 << 16; // bytes read at a time

interface Framing {
  readonly headerLength: number;
  lengthOf(bytes: Uint8Array, offset: number): number;
}

const mpeg: Framing = { headerLength: mpegHeaderLength, lengthOf: mpegFrameLength };
const adts: Framing = { headerLength: adtsHeaderLength, lengthOf: adtsFrameLength };

/** How a bare stream of an encoding is cut into frames; undefined where frames cannot be told apart. */
export const framingOf = (codec: string): Framing | undefined =>
  ({ mp1: mpeg, mp2: mpeg, mp3: mpeg, aac_adts: adts })[codec as 'mp1' | 'mp2' | 'mp3' | 'aac_adts'];

/** A stream of frames without a container, which promises no length. */
export function soundOfFrames(source: ByteSource, { container, codec }: Pick<EncodedSound, 'container' | 'codec'>): EncodedSound {
  return { ...bareSound(container, codec), packets: () => frames(pieces(source, pieceLength), framingOf(codec)!) };
}

/** What is known of a stream that its decoder alone describes. */
export const bareSound = (container: string, codec: string) => ({
  ...{ container, codec, numChannels: 0, sampleRateHz: 0, blockAlign: 0, declaredSeconds: null },
});

/**
 * Frames out of bytes in any pieces. The first frame counts where another begins right after it, and so does the first after a gap;
 * what lies between frames is left out.
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
      if (length > 0 && next + headerLength > rest.length) break; // the frame after it is not read yet
      isInSync = length > 0 && (isInSync || lengthOf(rest, next) > 0);
      if (isInSync) yield { data: rest.slice(at, next) };
      at = isInSync ? next : nextSync(rest, at + 1);
    }
    rest = rest.subarray(at);
  }
  yield* lastFrames(rest, framing);
}

/** Every frame begins with 255. */
function nextSync(bytes: Uint8Array, from: number): number {
  const found = bytes.indexOf(0xff, from);
  return found < 0 ? bytes.length : found;
}

/** No frame follows the last one. */
function* lastFrames(rest: Uint8Array, { headerLength, lengthOf }: Framing): Generator<Packet> {
  for (let at = 0; at + headerLength <= rest.length;) {
    const length = lengthOf(rest, at);
    const isWhole = length > 0 && at + length <= rest.length;
    if (isWhole) yield { data: rest.slice(at, at + length) };
    at = isWhole ? at + length : nextSync(rest, at + 1);
  }
}
