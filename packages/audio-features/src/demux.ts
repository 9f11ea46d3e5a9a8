import { UnusableMediaError } from '@mmae/samples';
import type { ByteSource } from './byte-source.ts';
import { decoderMissing, noSound, type EncodedSound, type Packet } from './encoded-sound.ts';
import { mount, openSession, type Libav, type Session, type Stream, type Variant } from './libav.ts';
import { pcmSampleLength } from './pcm.ts';

/** Sound whose container libav has opened; `close` gives back what that took. */
export interface DemuxedSound extends EncodedSound {
  readonly session: Session;
  readonly codecId: number;
  /** pointer to what its decoder needs to know, in that session */
  readonly parameters: number;
  close(): Promise<void>;
}

const audioStream = 1; // AVMEDIA_TYPE_AUDIO
const discardAll = 48; // AVDISCARD_ALL
const wouldBlock = -6; // AVERROR(EAGAIN) of this libc: the limit of one read was reached
const packetsLength = 1 << 13; // bytes of packets read at a time: what is decoded of them may be a thousand times as long
const mostBytesUnheard = 2 ** 25; // read for a header, or from one packet of sound to the next
const alacSetupLength = 36;
const mostAlacFrames = 65_536; // of one packet; Apple's encoder uses 4,096
const device = 'sound';

/**
 * Opens a container and picks its first stream of sound that can be decoded.
 *
 * @throws UnusableMediaError where it cannot be opened, holds no sound, or none that is decoded
 */
export async function demux(variant: Variant, container: string, source: ByteSource): Promise<DemuxedSound> {
  const session = await openSession(variant, container);
  let demuxer = 0;
  const close = () =>
    session.release(async (libav) => {
      if (demuxer) await libav.avformat_close_input_js(demuxer);
      await libav.unlink(device);
    });
  const input = await session.run((libav) => mount(libav, device, source, mostBytesUnheard));
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
  const sounds = streams.filter(({ codec_type }) => codec_type === audioStream);
  if (sounds.length === 0) throw noSound(container, streams.length);
  const codecs = await Promise.all(sounds.map(({ codec_id }) => libav.avcodec_get_name(codec_id)));
  const isDecoded = await Promise.all(sounds.map(({ codec_id }, i) => isDecodable(libav, codec_id, codecs[i])));
  const stream = sounds.find((_, i) => isDecoded[i]);
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

/** A few bytes of ALAC may claim millions of samples, all of which its decoder makes room for. */
async function checkAlac(libav: Libav, codecpar: number): Promise<void> {
  const [setup, length] = [await libav.AVCodecParameters_extradata(codecpar), await libav.AVCodecParameters_extradata_size(codecpar)];
  if (length < alacSetupLength) return;
  const numFrames = new DataView(libav.HEAPU8.buffer, setup + 12, 4).getUint32(0);
  if (numFrames <= mostAlacFrames) return;
  throw new UnusableMediaError(`damaged: expected ALAC packets of at most ${mostAlacFrames} samples, got ${numFrames}. Export it again.`);
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
