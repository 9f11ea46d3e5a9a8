import { UnusableMediaError } from '@mmae/samples';
import { type Libav, type Session, type Stream, type Variant, mount, openSession } from '../codecs/libav.ts';
import { pcmSampleLength } from '../codecs/pcm.ts';
import { type ByteSource, joined, overBytes, slice, viewAt } from './byte-source.ts';
import { type EncodedAudio, type Packet, decoderMissing, noAudio } from './encoded-audio.ts';

/** Audio of a container that libav has opened, until `close` is called. */
export interface DemuxedAudio extends EncodedAudio {
  readonly session: Session;
  readonly codecId: number;
  /** a pointer to the parameters of the decoder, in the session */
  readonly parameters: number;
  close(): Promise<void>;
}

const audioStream = 1; // AVMEDIA_TYPE_AUDIO
const discardAll = 48; // AVDISCARD_ALL
const wouldBlock = -6; // AVERROR(EAGAIN) of this libc: the limit of a read was reached
const packetsLength = 1 << 13; // bytes of packets per read: decoded, they may be a thousand times as long
const maxBytesWithoutAudio = 2 ** 25; // the limit on bytes read for a header, or between two audio packets
const alacSetupLength = 36;
const maxAlacFrames = 65_536; // per packet; Apple's encoder uses 4,096
const device = 'audio';

/**
 * Opens a container with libav and selects its first audio stream that can be decoded.
 *
 * @throws UnusableMediaError if it cannot be opened or has no such stream
 */
export async function demux(variant: Variant, container: string, source: ByteSource): Promise<DemuxedAudio> {
  const session = await openSession(variant, container);
  let demuxer = 0;
  const close = () =>
    session.release(async (libav) => {
      if (demuxer) await libav.avformat_close_input_js(demuxer);
      await libav.unlink(device);
    });
  const input = await session.run((libav) => mount(libav, device, source, maxBytesWithoutAudio));
  try {
    return await session.run(async (libav) => {
      const [opened, streams] = await libav.ff_init_demuxer_file(device);
      demuxer = opened;
      const stream = await pickStream(libav, streams, container);
      for (const other of streams) if (other !== stream) await libav.AVStream_discard_s(other.ptr, discardAll);
      return {
        ...(await describe(libav, stream)),
        ...{
          container,
          session,
          codecId: stream.codec_id,
          parameters: stream.codecpar,
          declaredSeconds: stream.duration > 0 ? stream.duration : null,
        },
        packets: () => readPackets(session, demuxer, stream.index, input.restart),
        close,
      };
    });
  } catch (error) {
    await close();
    throw error;
  }
}

async function pickStream(libav: Libav, streams: readonly Stream[], container: string): Promise<Stream> {
  const audioStreams = streams.filter(({ codec_type }) => codec_type === audioStream);
  if (audioStreams.length === 0) throw noAudio(container, streams.length);
  const codecs = await Promise.all(audioStreams.map(({ codec_id }) => libav.avcodec_get_name(codec_id)));
  const isDecoded = await Promise.all(audioStreams.map(({ codec_id }, i) => isDecodable(libav, codec_id, codecs[i])));
  const stream = audioStreams.find((_, i) => isDecoded[i]);
  if (!stream) throw decoderMissing(codecs[0], container);
  return stream;
}

const isDecodable = async (libav: Libav, codecId: number, codec: string) =>
  pcmSampleLength(codec) !== undefined || /^mp[123]$/.test(codec) || (await libav.avcodec_find_decoder(codecId)) !== 0;

async function describe(libav: Libav, { codecpar, codec_id }: Stream) {
  const codec = await libav.avcodec_get_name(codec_id);
  const [numChannels, sampleRateHz] = [
    await libav.AVCodecParameters_channels(codecpar),
    await libav.AVCodecParameters_sample_rate(codecpar),
  ];
  if (codec === 'alac') await checkAlac(libav, codecpar);
  return { codec, numChannels, sampleRateHz, blockAlign: (pcmSampleLength(codec) ?? 0) * numChannels };
}

/** A few bytes of ALAC may declare millions of samples, for which the decoder would allocate memory. */
async function checkAlac(libav: Libav, codecpar: number): Promise<void> {
  const [setup, length] = [await libav.AVCodecParameters_extradata(codecpar), await libav.AVCodecParameters_extradata_size(codecpar)];
  if (length < alacSetupLength) return;
  const numFrames = new DataView(libav.HEAPU8.buffer, setup + 12, 4).getUint32(0);
  if (numFrames <= maxAlacFrames) return;
  throw new UnusableMediaError(`damaged: expected ALAC packets of at most ${maxAlacFrames} samples, got ${numFrames}. Export it again.`);
}

async function* readPackets(session: Session, demuxer: number, index: number, restart: () => void): AsyncGenerator<Packet> {
  for (let isLast = false; !isLast;) {
    restart();
    const [result, packets] = await session.run((libav) => readSome(libav, demuxer));
    yield* packets[index] ?? [];
    isLast = result !== wouldBlock;
  }
}

async function readSome(libav: Libav, demuxer: number) {
  const packet = await libav.av_packet_alloc();
  const limits = { limit: packetsLength };
  const read = (await libav.ff_read_frame_multi?.(demuxer, packet, limits)) ?? (await libav.ff_read_multi(demuxer, packet, null, limits));
  await libav.av_packet_free_js(packet);
  return read;
}

const streamInfoLength = 34;
const maxBlocks = 10_000;
const isLastBlock = 0x80;

/**
 * A FLAC file without its metadata except STREAMINFO, since it may contain any number of images of any size.
 *
 * @throws UnusableMediaError if the metadata are damaged
 */
export function withoutMetadata(source: ByteSource): ByteSource {
  const streamInfo = source.read(8, streamInfoLength);
  const frames = slice(source, endOfMetadata(source));
  return joined(overBytes(Uint8Array.from([...Buffer.from('fLaC'), isLastBlock, 0, 0, streamInfoLength, ...streamInfo])), frames);
}

function endOfMetadata(source: ByteSource): number {
  let position = 4;
  for (let i = 0; i < maxBlocks; i++) {
    const header = viewAt(source, position, 4).getUint32(0);
    const length = header & 0xffffff;
    if (i === 0 && ((header >>> 24) & 127 || length !== streamInfoLength)) break;
    position += 4 + length;
    if (header >>> 31) return position;
  }
  throw new UnusableMediaError('damaged: the metadata of the FLAC file have no valid start or end. Copy it again from its source.');
}

const segmentId = 0x18538067;

/**
 * The offset at which the segment of a Matroska or WebM file ends, which contains everything except the header (RFC 8794, RFC 9559).
 *
 * @returns undefined if the file does not declare it, as while it is being recorded
 */
export function segmentEnd(source: ByteSource): number | undefined {
  const header = sizeAt(source, 4);
  if (header.size === undefined) return undefined;
  const start = header.end + header.size;
  const id = source.read(start, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  const segment = sizeAt(source, start + 4);
  return id === segmentId && segment.size !== undefined ? segment.end + segment.size : undefined;
}

/** Reads a number whose length is given by its leading zeros; all ones mean unknown. */
function sizeAt(source: ByteSource, position: number): { size: number | undefined; end: number } {
  const bytes = source.read(position, 8);
  const numBytes = Math.clz32(bytes[0] ?? 0) - 23;
  if (bytes.length < numBytes || numBytes > 8) return { size: undefined, end: position };
  const unknown = 2 ** (7 * numBytes) - 1;
  const value = bytes.subarray(1, numBytes).reduce((sum, byte) => sum * 256 + byte, bytes[0] & (0xff >> numBytes));
  return { size: value === unknown ? undefined : value, end: position + numBytes };
}
