import { UnusableMediaError } from '@mmae/samples';
import type { ByteSource } from './byte-source.ts';
import type { Packet } from './encoded-sound.ts';

/** What is used of libav.js (FFmpeg in WebAssembly). Numbers are pointers; `ff_…` are documented in its API.md. */
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
  /** seconds, as the container has it or as it was estimated */
  readonly duration: number;
}

export interface Frame {
  /** planes of one channel each, or all channels interleaved */
  readonly data: ArrayLike<number> | ArrayLike<number>[];
  readonly channels: number;
  readonly nb_samples: number;
  readonly sample_rate: number;
}

/** `obsolete` is kept up and has MP3; AAC, ALAC, WavPack and the container MP4 are in no later published variant than `fat`. */
export type Variant = 'obsolete' | 'fat';

const quiet = -8; // AV_LOG_QUIET
const blockLength = 1 << 16; // bytes read at a time
const inputOutputError = 29; // EIO of this libc
const mostHeapBytes = 192 * 2 ** 20; // a file that needs more memory than this is refused

/** Each variant once: an instance does one thing at a time, and decodings take turns (`decodeAudio`). */
const instances = new Map<Variant, Promise<Libav>>();

/** The use of one instance for one file. */
export interface Session {
  readonly variant: Variant;
  /**
   * @throws UnusableMediaError, whatever is thrown inside; what was not foreseen also ends the use of the instance, so that the next
   * file meets a new one
   */
  run<T>(action: (libav: Libav) => Promise<T>): Promise<T>;
  /** Gives back what `run` took, where the instance is still in use. */
  release(action: (libav: Libav) => Promise<unknown>): Promise<void>;
}

/** @param container what messages call the file */
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
      if (libav.HEAPU8.length <= mostHeapBytes) return result;
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
 * Makes a source readable inside libav under a name. Where a source ends before its size (the limit is reached, or the file became
 * shorter meanwhile) reading fails; libav waits for that answer, which therefore comes later than the question.
 *
 * @param mostBytes what is read between two calls of `restart`; after that the source ends
 */
export async function mount(libav: Libav, name: string, source: ByteSource, mostBytes: number): Promise<{ restart(): void }> {
  let numBytes = 0;
  libav.onblockread = (_, position) => {
    const bytes = numBytes < mostBytes ? source.read(position, blockLength) : new Uint8Array(0);
    numBytes += blockLength;
    if (bytes.length > 0) void libav.ff_block_reader_dev_send(name, position, bytes);
    else setImmediate(() => void libav.ff_block_reader_dev_send(name, position, null, { errorCode: inputOutputError }));
  };
  await libav.mkblockreaderdev(name, source.sizeBytes);
  return { restart: () => (numBytes = 0) };
}

/** Whether an error is one packet's and leaves the instance as it was. */
export const isOfPacket = (error: unknown) => error instanceof Error && /^Error (submitting|decoding)/.test(error.message);

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
  new UnusableMediaError(`damaged: decoding the ${container} file takes more memory than any sound needs. Export it again.`);
