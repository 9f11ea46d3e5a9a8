import { UnusableMediaError } from '@mmae/samples';
import { type ByteSource, pieces, slice } from './byte-source.ts';
import { type EncodedAudio, decoderMissing } from './encoded-audio.ts';
import { frameStreamAsAudio } from './frames.ts';

const searchedLength = 2 ** 24; // the first audio packet must start within this many bytes
const searchStep = 1 << 18;
const [packHeader, privateStream, endCode] = [0xba, 0xbd, 0xb9];
const container = 'MPEG-PS';

interface PesPacket {
  readonly streamId: number;
  /** the offset of its first byte after the header */
  readonly position: number;
  readonly length: number;
}

/**
 * Opens the first MPEG audio stream of an MPEG program stream (VOB, MPG), version 1 or 2.
 *
 * @throws UnusableMediaError if there is none in the first 16 MiB
 */
export function openMpegPs(source: ByteSource): EncodedAudio {
  let undecoded: string | undefined;
  for (const { streamId, position } of pesPackets(source)) {
    if (isMpegAudio(streamId)) return frameStreamAsAudio(container, 'mp2', () => elementaryBytes(source, streamId));
    if (streamId === privateStream) undecoded ??= privateCodec(source.read(position, 1)[0]);
    if (position > searchedLength) break;
  }
  if (undecoded) throw decoderMissing(undecoded, container);
  throw new UnusableMediaError(`no audio: none of the streams of the ${container} file is audio. Use another file.`);
}

const isMpegAudio = (streamId: number) => (streamId & 0xe0) === 0xc0;

/** The codec of a private stream on a DVD, by the number of its substream. */
function privateCodec(substream: number | undefined): string | undefined {
  if (substream === undefined || substream < 0x80 || substream >= 0xb0) return undefined;
  return substream < 0x88 ? 'ac3' : substream < 0xa0 ? 'dts' : 'DVD PCM';
}

function* elementaryBytes(source: ByteSource, wantedId: number): Generator<Uint8Array> {
  for (const { streamId, position, length } of pesPackets(source)) {
    if (streamId === wantedId) yield* pieces(slice(source, position, length), 1 << 16);
  }
}

/** The packets of the stream. After damaged data, the search continues at the next start code. */
function* pesPackets(source: ByteSource): Generator<PesPacket> {
  for (let at = 0; at + 6 <= source.sizeBytes;) {
    const header = source.read(at, 32);
    const streamId = header[3];
    if (header.length < 6 || streamId === endCode) return;
    if (header[0] !== 0 || header[1] !== 0 || header[2] !== 1 || streamId < endCode) {
      at = nextStartCode(source, at + 1);
    } else if (streamId === packHeader) {
      at += (header[4] & 0xc0) === 0x40 ? 14 + (header[13] & 7) : 12;
    } else {
      const end = at + 6 + header[4] * 256 + header[5];
      const position = at + pesHeaderLength(header);
      if (isMpegAudio(streamId) || streamId === privateStream) yield { streamId, position, length: Math.max(0, end - position) };
      at = end;
    }
  }
}

/** Version 2 declares the length; version 1 has stuffing, a buffer size and up to two time stamps. */
function pesHeaderLength(header: Uint8Array): number {
  if ((header[6] & 0xc0) === 0x80) return 9 + header[8];
  let at = 6;
  while (header[at] === 0xff) at++;
  if ((header[at] & 0xc0) === 0x40) at += 2;
  const times = header[at] & 0xf0;
  return at + (times === 0x20 ? 5 : times === 0x30 ? 10 : 1);
}

function nextStartCode(source: ByteSource, from: number): number {
  for (let position = from; position < source.sizeBytes; position += searchStep) {
    const bytes = source.read(position, searchStep + 2);
    for (let one = bytes.indexOf(1, 2); one >= 0; one = bytes.indexOf(1, one + 1)) {
      if (bytes[one - 1] === 0 && bytes[one - 2] === 0) return position + one - 2;
    }
    if (bytes.length === 0) break; // the file was truncated while it was read
  }
  return source.sizeBytes;
}
