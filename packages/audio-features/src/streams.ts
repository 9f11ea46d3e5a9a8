import { UnusableMediaError } from '@mmae/samples';
import { bareSound, frames, framingOf } from './frames.ts';
import type { EncodedSound, Packet } from './encoded-sound.ts';
import { blockOf } from './pcm-file.ts';
import type { WaveFormat } from './wave-format.ts';

/** The bytes of one stream out of a container, which breaks them off anywhere. */
export type ByteStream = () => Iterable<Uint8Array>;

/** A stream of MPEG audio or AAC frames, which describe themselves. */
export const streamOfFrames = (container: string, codec: string, stream: ByteStream): EncodedSound => ({
  ...bareSound(container, codec),
  packets: () => frames(stream(), framingOf(codec)!),
});

/** A stream that a container describes in Microsoft's words. */
export function streamOfWave(container: string, format: WaveFormat, stream: ByteStream): EncodedSound {
  if (framingOf(format.codec)) return streamOfFrames(container, format.codec, stream);
  if (format.numChannels === 0 || format.sampleRateHz === 0) throw describesNothing(container, format);
  const blockAlign = blockOf(format.codec, format.numChannels, Math.max(1, format.blockAlign));
  return { ...format, container, blockAlign, declaredSeconds: null, packets: () => blocks(stream(), blockAlign) };
}

const describesNothing = (container: string, { numChannels, sampleRateHz }: WaveFormat) =>
  new UnusableMediaError(
    `damaged: the ${container} header says ${numChannels} channels at ${sampleRateHz} Hz. Copy it again from its source.`,
  );

const packetLength = 1 << 16; // bytes of a packet, or one block

/** Bytes in any pieces as packets of whole blocks; what is left at the end is less than one. */
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
