import { UnusableMediaError } from '@mmae/samples';
import { type Audio, interleavedToMono, toMono } from '../audio.ts';
import type { DemuxedAudio } from '../containers/demux.ts';
import { type EncodedAudio, type Packet, decoderMissing } from '../containers/encoded-audio.ts';
import { adpcmDecoder } from './adpcm.ts';
import { type Frame, type Libav, type Session, type Variant, isPacketError, openSession } from './libav.ts';
import { decodePcm, pcmSampleLength } from './pcm.ts';
import { isWindowsMedia, wmaBlocks } from './wma.ts';

/** libav's decoders for streams that describe themselves. */
const selfDescribing: Record<string, readonly [Variant, string]> = {
  mp1: ['obsolete', 'mp3'], // its MP3 decoder supports all three layers
  mp2: ['obsolete', 'mp3'],
  mp3: ['obsolete', 'mp3'],
  aac_adts: ['fat', 'aac'],
};

/**
 * Decodes audio packet by packet to one channel. Damaged packets are skipped.
 *
 * @throws UnusableMediaError if there is no decoder for it
 */
export async function* decodeBlocks(audio: EncodedAudio): AsyncGenerator<Audio> {
  const decode = ownDecoder(audio);
  if (!decode) return yield* isWindowsMedia(audio.codec) ? wmaBlocks(audio) : libavBlocks(audio);
  for await (const { data } of audio.packets()) yield { samples: decode(data), sampleRateHz: audio.sampleRateHz };
}

function ownDecoder({ codec, numChannels, blockAlign }: EncodedAudio): ((bytes: Uint8Array) => Float32Array) | undefined {
  if (pcmSampleLength(codec) && numChannels > 0) return (bytes) => decodePcm(codec, numChannels, bytes);
  return adpcmDecoder(codec, numChannels, blockAlign);
}

async function* libavBlocks(audio: EncodedAudio): AsyncGenerator<Audio> {
  const [session, codec, parameters] = await libavDecoder(audio);
  const [, decoder, packet, frame] = await session.run((libav) => libav.ff_init_decoder(codec, parameters));
  const decode = (packets: readonly Packet[], isLast: boolean) =>
    session.run((libav) => decodeOrSkip(libav, () => libav.ff_decode_multi(decoder, packet, frame, packets, isLast), packet));
  try {
    let [numPackets, numFrames] = [0, 0];
    for await (const each of audio.packets()) {
      const frames = await decode([each], false);
      [numPackets, numFrames] = [numPackets + 1, numFrames + frames.length];
      yield* frames.map(toAudio);
    }
    const last = await decode([], true);
    if (numFrames + last.length === 0) throw noPacketDecoded(audio, numPackets);
    yield* last.map(toAudio);
  } finally {
    await session.release((libav) => libav.ff_free_decoder(decoder, packet, frame));
  }
}

const noPacketDecoded = ({ container, codec }: EncodedAudio, numPackets: number) =>
  new UnusableMediaError(
    numPackets === 0
      ? `no audio: the ${container} file announces ${codec}, but contains none. Copy it again from its source, or use another file.`
      : `damaged or truncated: none of the ${numPackets} packets of ${codec} in the ${container} file can be decoded. Copy it again from its source.`,
  );

async function libavDecoder(audio: EncodedAudio): Promise<[session: Session, codec: string | number, parameters?: number]> {
  const { session, codecId, parameters, codec, container } = audio as DemuxedAudio;
  const [variant, name] = Object.hasOwn(selfDescribing, codec) ? selfDescribing[codec] : [];
  if (session && (variant === undefined || variant === session.variant)) return [session, codecId, parameters];
  if (variant === undefined) throw decoderMissing(codec, container);
  return [await openSession(variant, container), name!];
}

async function decodeOrSkip(libav: Libav, decode: () => Promise<Frame[]>, packet: number): Promise<Frame[]> {
  try {
    return await decode();
  } catch (error) {
    if (!isPacketError(error)) throw error;
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
