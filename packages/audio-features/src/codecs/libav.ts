import { UnusableMediaError } from '@mmae/samples';
import type { ByteSource } from '../containers/byte-source.ts';
import type { Packet } from '../containers/encoded-audio.ts';

/** The part of libav.js (FFmpeg in WebAssembly) that is used. Numbers are pointers; see API.md of libav.js for `ff_…`. */
export interface Libav {
  readonly HEAPU8: Uint8Array;
  onblockread: (name: string, position: number, length: number) => void;
  mkblockreaderdev(name: string, size: number): Promise<void>;
  ff_block_reader_dev_send(name: string, position: number, bytes: Uint8Array | null, options?: { errorCode: number }): Promise<void>;
  ff_init_demuxer_file(name: string): Promise<[number, Stream[]]>;
  ff_init_decoder(codec: string | number, parameters?: number): Promise<[number, number, number, number]>;
  ff_read_multi(demuxer: number, packet: number, device: null, limits: { limit: number }): Promise<ReadResult>;
  ff_read_frame_multi?(demuxer: number, packet: number, limits: { limit: number }): Promise<ReadResult>;
  ff_decode_multi(decoder: number, packet: number, frame: number, packets: readonly Packet[], isLast: boolean): Promise<Frame[]>;
  ff_free_decoder(decoder: number, packet: number, frame: number): Promise<void>;
  avcodec_find_decoder(codecId: number): Promise<number>;
  avcodec_get_name(codecId: number): Promise<string>;
  avformat_close_input_js(demuxer: number): Promise<void>;
  av_packet_alloc(): Promise<number>;
  av_packet_free_js(packet: number): Promise<void>;
  av_packet_unref(packet: number): Promise<void>;
  av_log_set_level(level: number): Promise<void>;
  AVCodecParameters_channels(parameters: number): Promise<number>;
  AVCodecParameters_sample_rate(parameters: number): Promise<number>;
  AVCodecParameters_extradata(parameters: number): Promise<number>;
  AVCodecParameters_extradata_size(parameters: number): Promise<number>;
  AVStream_discard_s(stream: number, discard: number): Promise<void>;
  unlink(name: string): Promise<void>;
}

type ReadResult = [result: number, packetsByStream: Record<number, Packet[] | undefined>];

export interface Stream {
  readonly ptr: number;
  readonly index: number;
  readonly codec_type: number;
  readonly codec_id: number;
  readonly codecpar: number;
  /** in seconds, as declared by the container or estimated */
  readonly duration: number;
}

export interface Frame {
  /** one plane per channel, or all channels interleaved */
  readonly data: ArrayLike<number> | ArrayLike<number>[];
  readonly channels: number;
  readonly nb_samples: number;
  readonly sample_rate: number;
}

/** `obsolete` is maintained and has MP3. The latest published variant with AAC, ALAC, WavPack and the container MP4 is `fat`. */
export type Variant = 'obsolete' | 'fat';

const quiet = -8; // AV_LOG_QUIET
const blockLength = 1 << 16; // bytes per read
const inputOutputError = 29; // EIO of this libc
const maxHeapBytes = 192 * 2 ** 20; // files that need more memory are refused

/** One instance per variant: an instance can only do one thing at a time, and `decodeAudio` decodes one file at a time. */
const instances = new Map<Variant, Promise<Libav>>();

/** The use of an instance for one file. */
export interface Session {
  readonly variant: Variant;
  /**
   * @throws UnusableMediaError for any error. After an unexpected error, the instance is abandoned, and the next file gets a new one
   */
  run<T>(action: (libav: Libav) => Promise<T>): Promise<T>;
  /** Like `run`, but does nothing if the instance has been abandoned. */
  release(action: (libav: Libav) => Promise<unknown>): Promise<void>;
}

/** Starts the use of an instance for one file. @param container the name of the container for messages */
export async function openSession(variant: Variant, container: string): Promise<Session> {
  const libav = await (instances.get(variant) ?? instances.set(variant, load(variant)).get(variant)!);
  let isBroken = false;
  const abandon = () => {
    isBroken = true;
    instances.delete(variant);
  };
  const run = async <T>(action: (libav: Libav) => Promise<T>) => {
    try {
      const result = await action(libav);
      if (libav.HEAPU8.length <= maxHeapBytes) return result;
    } catch (error) {
      if (error instanceof UnusableMediaError) throw error;
      abandon();
      throw cannotOpen(container, (error as Error).message);
    }
    abandon();
    throw tooLarge(container);
  };
  return { variant, run, release: async (action) => void (isBroken || (await run(action))) };
}

/**
 * Makes a source available in libav under a name. Reading fails after `maxBytes`, and if the file has become shorter. The failure is sent
 * asynchronously, because libav waits for it.
 *
 * @param maxBytes the limit on bytes read between two calls of `restart`
 */
export async function mount(libav: Libav, name: string, source: ByteSource, maxBytes: number): Promise<{ restart(): void }> {
  let numBytes = 0;
  libav.onblockread = (_, position) => {
    const bytes = numBytes < maxBytes ? source.read(position, blockLength) : new Uint8Array(0);
    numBytes += blockLength;
    if (bytes.length > 0) void libav.ff_block_reader_dev_send(name, position, bytes);
    else setImmediate(() => void libav.ff_block_reader_dev_send(name, position, null, { errorCode: inputOutputError }));
  };
  await libav.mkblockreaderdev(name, source.sizeBytes);
  return { restart: () => (numBytes = 0) };
}

/** Whether an error concerns only one packet, so that the instance can still be used. */
export const isPacketError = (error: unknown) => error instanceof Error && /^Error (submitting|decoding)/.test(error.message);

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

const cannotOpen = (container: string, reason: string) =>
  new UnusableMediaError(`damaged or truncated: the ${container} file cannot be opened (${reason}). Copy it again from its source.`);

const tooLarge = (container: string) =>
  new UnusableMediaError(`damaged: decoding the ${container} file takes more memory than any valid audio. Export it again.`);
