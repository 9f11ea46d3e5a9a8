import { UnusableMediaError } from '@mmae/samples';
import type { AudioFormat } from './audio-format.ts';
import type { Audio } from './audio.ts';
import type { ByteSource } from './byte-source.ts';
import { concat } from './concat.ts';
import { deinterleave, toMono } from './to-mono.ts';

/** What is used of libav.js (FFmpeg in WebAssembly). Numbers are pointers; `ff_…` are documented in its API.md. */
interface Libav {
  onblockread: (name: string, position: number, length: number) => void;
  mkblockreaderdev(name: string, size: number): Promise<void>;
  ff_block_reader_dev_send(name: string, position: number, bytes: Uint8Array): Promise<void>;
  ff_init_demuxer_file(name: string): Promise<[number, Stream[]]>;
  ff_init_decoder(codec: number, parameters: number): Promise<[number, number, number, number]>;
  ff_read_multi(demuxer: number, packet: number, device: null, limits: { limit: number }): Promise<ReadResult>;
  ff_read_frame_multi?(demuxer: number, packet: number, limits: { limit: number }): Promise<ReadResult>;
  ff_decode_multi(decoder: number, packet: number, frame: number, packets: unknown[], isLast: boolean): Promise<Frame[]>;
  ff_free_decoder(decoder: number, packet: number, frame: number): Promise<void>;
  avformat_close_input_js(demuxer: number): Promise<void>;
  av_packet_unref(packet: number): Promise<void>;
  av_log_set_level(level: number): Promise<void>;
  unlink(name: string): Promise<void>;
}

type ReadResult = [result: number, packetsByStream: Record<number, unknown[] | undefined>];

interface Stream {
  readonly index: number;
  readonly codec_type: number;
  readonly codec_id: number;
  readonly codecpar: number;
  /** seconds, as the container has it or as it was estimated */
  readonly duration: number;
}

interface Frame {
  /** planes of one channel each, or all channels interleaved */
  readonly data: ArrayLike<number> | ArrayLike<number>[];
  readonly channels: number;
  readonly nb_samples: number;
  readonly sample_rate: number;
}

const audioStream = 1; // AVMEDIA_TYPE_AUDIO
const wouldBlock = -6; // AVERROR(EAGAIN) of this libc: the limit of one read was reached
const quiet = -8; // AV_LOG_QUIET
const blockLength = 1 << 16; // bytes read at a time

/** AAC and ALAC are in no later published variant than `fat`; the rest comes from the one that is kept up. */
const variants = { flac: 'obsolete', mp3: 'obsolete', ogg: 'obsolete', mp4: 'fat' } as const;
type Variant = (typeof variants)[keyof typeof variants];

/** Each variant once, with the decoding that runs in it: an instance does one thing at a time. */
const instances = new Map<Variant, Promise<Libav>>();
const running = new Map<Variant, Promise<unknown>>();

/** A sound, how long its container says it is, and how long what was decoded is, kept or not. */
export interface DecodedStream extends Audio {
  readonly declaredSeconds: number;
  readonly decodedSeconds: number;
  /** false where `maxSeconds` ended the decoding */
  readonly reachedEnd: boolean;
}

/**
 * Decodes FLAC, MP3, Ogg (Vorbis, Opus) or MP4 (AAC, ALAC), reading only as far as it decodes. Damaged parts are left out.
 *
 * @throws UnusableMediaError where no sound stream can be opened, or its sample rate changes
 */
export function decodeCompressed(format: Exclude<AudioFormat, 'wav'>, source: ByteSource, maxSeconds: number): Promise<DecodedStream> {
  const variant = variants[format];
  const decoded = (running.get(variant) ?? Promise.resolve()).then(() => decodeIn(variant, format, source, maxSeconds));
  running.set(
    variant,
    decoded.catch(() => undefined),
  );
  return decoded;
}

async function decodeIn(variant: Variant, format: AudioFormat, source: ByteSource, maxSeconds: number): Promise<DecodedStream> {
  const libav = await (instances.get(variant) ?? instances.set(variant, load(variant)).get(variant)!);
  const name = 'sound';
  libav.onblockread = (_, position) => void libav.ff_block_reader_dev_send(name, position, source.read(position, blockLength));
  try {
    await libav.mkblockreaderdev(name, source.sizeBytes);
    const decoded = await decodeStream(libav, name, format, maxSeconds);
    await libav.unlink(name);
    return decoded;
  } catch (error) {
    instances.delete(variant); // what a failure left behind in it goes with it
    throw error instanceof UnusableMediaError ? error : cannotOpen(format, (error as Error).message);
  }
}

async function load(variant: Variant): Promise<Libav> {
  const libav = (await (await factoryOf(variant))({ print: ignore, printErr: ignore })) as Libav;
  await libav.av_log_set_level(quiet);
  return libav;
}

async function factoryOf(variant: Variant) {
  if (variant === 'fat') return (await import('@libav.js/variant-fat/dist/libav-4.10.6.1.1-fat.simd.js')).default;
  const { base, VER, CONFIG } = (await import('@libav.js/variant-obsolete')).default;
  return (await import(`${base}/libav-${VER}-${CONFIG}.wasm.mjs`)).default;
}

const ignore = () => undefined;

async function decodeStream(libav: Libav, name: string, format: AudioFormat, maxSeconds: number): Promise<DecodedStream> {
  const [demuxer, streams] = await libav.ff_init_demuxer_file(name);
  const stream = streams.find(({ codec_type }) => codec_type === audioStream);
  if (!stream)
    throw new UnusableMediaError(`no sound in it: none of the ${format} file’s ${streams.length} streams is sound. Name another.`);
  const [, decoder, packet, frame] = await libav.ff_init_decoder(stream.codec_id, stream.codecpar);
  const blocks: Float32Array[] = [];
  let [sampleRateHz, numSamples, isLast] = [0, 0, false];
  while (!isLast && (numSamples === 0 || numSamples < maxSeconds * sampleRateHz)) {
    const [result, packets] = await readPackets(libav, demuxer, packet);
    isLast = result !== wouldBlock;
    for (const decoded of await decodePackets(libav, decoder, packet, frame, packets[stream.index] ?? [], isLast)) {
      sampleRateHz ||= decoded.sample_rate;
      if (decoded.sample_rate !== sampleRateHz) throw changesRate(sampleRateHz, decoded.sample_rate);
      blocks.push(toMono(toChannels(decoded)));
      numSamples += decoded.nb_samples;
    }
  }
  await libav.ff_free_decoder(decoder, packet, frame);
  await libav.avformat_close_input_js(demuxer);
  const samples = concat(blocks).subarray(0, Math.ceil(maxSeconds * sampleRateHz));
  return { samples, sampleRateHz, declaredSeconds: stream.duration, decodedSeconds: numSamples / sampleRateHz || 0, reachedEnd: isLast };
}

const readPackets = (libav: Libav, demuxer: number, packet: number) =>
  libav.ff_read_frame_multi?.(demuxer, packet, { limit: blockLength }) ??
  libav.ff_read_multi(demuxer, packet, null, { limit: blockLength });

/** One packet at a time, so that a damaged one costs itself alone. */
async function decodePackets(libav: Libav, decoder: number, packet: number, frame: number, packets: unknown[], isLast: boolean) {
  const frames: Frame[] = [];
  for (const each of packets) {
    try {
      frames.push(...(await libav.ff_decode_multi(decoder, packet, frame, [each], false)));
    } catch {
      await libav.av_packet_unref(packet);
    }
  }
  if (isLast) frames.push(...(await libav.ff_decode_multi(decoder, packet, frame, [], true)));
  return frames;
}

function toChannels({ data, channels }: Frame): Float32Array[] {
  const planes = Array.isArray(data) ? (data as ArrayLike<number>[]) : undefined;
  return Array.from({ length: channels }, (_, channel) =>
    planes
      ? deinterleave(planes[channel], 1, 0, scaleOf(planes[channel]))
      : deinterleave(data as ArrayLike<number>, channels, channel, scaleOf(data as ArrayLike<number>)),
  );
}

function scaleOf(samples: ArrayLike<number>): { fullScale: number; zero?: number } {
  if (samples instanceof Uint8Array) return { fullScale: 2 ** 7, zero: 2 ** 7 };
  if (samples instanceof Int16Array) return { fullScale: 2 ** 15 };
  return { fullScale: samples instanceof Int32Array ? 2 ** 31 : 1 };
}

const cannotOpen = (format: string, reason: string) =>
  new UnusableMediaError(`damaged or truncated: the ${format} file cannot be opened (${reason}). Copy it again from its source.`);

const changesRate = (before: number, after: number) =>
  new UnusableMediaError(`its sample rate changes from ${before} to ${after} Hz within the file. Convert it to one rate.`);
