import { UnusableMediaError } from '@mmae/samples';
import { adpcmDecoder } from './adpcm.ts';
import type { Audio } from './audio.ts';
import type { DemuxedSound } from './demux.ts';
import { decoderMissing, type EncodedSound, type Packet } from './encoded-sound.ts';
import { isOfPacket, openSession, type Frame, type Libav, type Session, type Variant } from './libav.ts';
import { decodePcm, pcmSampleLength } from './pcm.ts';
import { interleavedToMono, toMono } from './to-mono.ts';
import { isWindowsMedia, wmaBlocks } from './wma.ts';

/** Decoders by libav's name that need no description of their stream. */
const bare: Record<string, readonly [Variant, string]> = {
  mp1: ['obsolete', 'mp3'], // its MP3 decoder knows all three layers
  mp2: ['obsolete', 'mp3'],
  mp3: ['obsolete', 'mp3'],
  aac_adts: ['fat', 'aac'],
};

/**
 * A sound block by block, each as its packet has it, of one channel. Damaged packets are left out.
 *
 * @throws UnusableMediaError where no decoder reads it
 */
export async function* decodedBlocks(sound: EncodedSound): AsyncGenerator<Audio> {
  const decode = ownDecoder(sound);
  if (!decode) return yield* isWindowsMedia(sound.codec) ? wmaBlocks(sound) : libavBlocks(sound);
  for await (const { data } of sound.packets()) yield { samples: decode(data), sampleRateHz: sound.sampleRateHz };
}

function ownDecoder({ codec, numChannels, blockAlign }: EncodedSound): ((bytes: Uint8Array) => Float32Array) | undefined {
  if (pcmSampleLength(codec) && numChannels > 0) return (bytes) => decodePcm(codec, numChannels, bytes);
  return adpcmDecoder(codec, numChannels, blockAlign);
}

async function* libavBlocks(sound: EncodedSound): AsyncGenerator<Audio> {
  const [session, codec, parameters] = await libavDecoder(sound);
  const [, decoder, packet, frame] = await session.run((libav) => libav.ff_init_decoder(codec, parameters));
  const decode = (packets: readonly Packet[], isLast: boolean) =>
    session.run((libav) => decodeOrSkip(libav, () => libav.ff_decode_multi(decoder, packet, frame, packets, isLast), packet));
  try {
    let [numPackets, numFrames] = [0, 0];
    for await (const each of sound.packets()) {
      const frames = await decode([each], false);
      [numPackets, numFrames] = [numPackets + 1, numFrames + frames.length];
      yield* frames.map(toAudio);
    }
    const last = await decode([], true);
    if (numFrames + last.length === 0) throw nothingDecoded(sound, numPackets);
    yield* last.map(toAudio);
  } finally {
    await session.release((libav) => libav.ff_free_decoder(decoder, packet, frame));
  }
}

const nothingDecoded = ({ container, codec }: EncodedSound, numPackets: number) =>
  new UnusableMediaError(
    numPackets === 0
      ? `no sound in it: the ${container} file announces ${codec}, and holds none. Copy it again from its source, or name another.`
      : `damaged or truncated: none of the ${numPackets} packets of ${codec} in the ${container} file can be decoded. Copy it again from its source.`,
  );

async function libavDecoder(sound: EncodedSound): Promise<[session: Session, codec: string | number, parameters?: number]> {
  const { session, codecId, parameters, codec, container } = sound as DemuxedSound;
  const [variant, name] = Object.hasOwn(bare, codec) ? bare[codec] : [];
  if (session && (variant === undefined || variant === session.variant)) return [session, codecId, parameters];
  if (variant === undefined) throw decoderMissing(codec, container);
  return [await openSession(variant, container), name!];
}

async function decodeOrSkip(libav: Libav, decode: () => Promise<Frame[]>, packet: number): Promise<Frame[]> {
  try {
    return await decode();
  } catch (error) {
    if (!isOfPacket(error)) throw error;
    await libav.av_packet_unref(packet);
    return [];
  }
}

function toAudio({ data, channels, nb_samples, sample_rate }: Frame): Audio {
  if (channels === 0 || nb_samples === 0) return { samples: new Float32Array(0), sampleRateHz: sample_rate };
  const planes = Array.isArray(data) ? (data as ArrayLike<number>[]) : undefined;
  const { fullScale, zero } = scaleOf(planes ? planes[0] : (data as ArrayLike<number>));
  const samples = planes
    ? toMono(planes.map((plane) => scaled(plane, fullScale, zero)))
    : interleavedToMono((index) => ((data as ArrayLike<number>)[index] - zero) / fullScale, channels, nb_samples);
  return { samples, sampleRateHz: sample_rate };
}

function scaled(plane: ArrayLike<number>, fullScale: number, zero: number): Float32Array {
  const samples = new Float32Array(plane.length);
  for (let i = 0; i < samples.length; i++) samples[i] = (plane[i] - zero) / fullScale;
  return samples;
}

function scaleOf(samples: ArrayLike<number>): { fullScale: number; zero: number } {
  if (samples instanceof Uint8Array) return { fullScale: 2 ** 7, zero: 2 ** 7 };
  if (samples instanceof Int16Array) return { fullScale: 2 ** 15, zero: 0 };
  return { fullScale: samples instanceof Int32Array ? 2 ** 31 : 1, zero: 0 };
}
