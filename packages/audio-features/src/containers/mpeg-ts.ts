import { UnusableMediaError } from '@mmae/samples';
import { type ByteSource, ascii, pieces } from './byte-source.ts';
import { type EncodedAudio, decoderMissing, noAudio } from './encoded-audio.ts';
import { framingOf, frameStreamAsAudio } from './frames.ts';

const packetLength = 188;
const searchedLength = 2 ** 23; // a program map must start within this many bytes
const packetsPerPiece = 512;
const maxSectionLength = 4096;

/** Audio codecs by stream type (ISO 13818-1 table 2-34, ATSC A/53, Blu-ray). */
const codecs: Record<number, string> = {
  0x03: 'mp2',
  0x04: 'mp2',
  0x0f: 'aac_adts',
  0x11: 'aac_latm',
  0x80: 'Blu-ray PCM',
  0x81: 'ac3',
  0x82: 'dts',
  0x83: 'truehd',
  0x84: 'eac3',
  0x85: 'dts',
  0x86: 'dts',
  0x87: 'eac3',
};
/** Codecs of private streams by descriptor (ETSI EN 300 468), or by registered format identifier. */
const described: Record<number, string> = { 0x6a: 'ac3', 0x7a: 'eac3', 0x7b: 'dts' };
const registered: Record<string, string> = {
  'AC-3': 'ac3',
  EAC3: 'eac3',
  BSSD: 'SMPTE 302M',
  Opus: 'Opus',
  DTS1: 'dts',
  DTS2: 'dts',
  DTS3: 'dts',
};

interface TsPacket {
  readonly pid: number;
  readonly isStart: boolean;
  readonly isScrambled: boolean;
  readonly payload: Uint8Array;
}

interface TsStream {
  readonly pid: number;
  readonly codec: string | undefined;
}

/**
 * Opens the first supported audio stream of an MPEG transport stream, in the first program with audio.
 *
 * @throws UnusableMediaError if none is announced in the first 8 MiB, or none is supported
 */
export function openMpegTs(source: ByteSource): EncodedAudio {
  const container = 'MPEG-TS';
  const streams = streamsOf(source);
  const audioStreams = streams.filter(({ codec }) => codec !== undefined);
  if (audioStreams.length === 0) throw noAudio(container, streams.length);
  const audio = audioStreams.find(({ codec }) => framingOf(codec!));
  if (!audio) throw decoderMissing(audioStreams[0].codec!, container);
  return frameStreamAsAudio(container, audio.codec!, () => elementaryBytes(source, audio.pid));
}

/** The offset of the first packet, and the distance between packets: M2TS has four bytes before each, broadcasts may have 16 after it. */
export function transportLayout(head: Uint8Array): { offset: number; stride: number } | undefined {
  for (const [offset, stride] of [
    [0, 188],
    [4, 192],
    [0, 204],
  ]) {
    if ([0, 1, 2, 3, 4, 5, 6, 7].every((i) => head[offset + i * stride] === 0x47 || (i > 2 && offset + i * stride >= head.length)))
      return { offset, stride };
  }
  return undefined;
}

function* packetsOf(source: ByteSource): Generator<TsPacket> {
  const { offset, stride } = transportLayout(source.read(0, 4096)) ?? { offset: 0, stride: packetLength };
  for (const piece of pieces(source, packetsPerPiece * stride)) {
    for (let at = offset; at + packetLength <= piece.length; at += stride) {
      if (piece[at] !== 0x47) continue;
      const packet = piece.subarray(at, at + packetLength);
      const hasAdaptation = (packet[3] & 0x20) !== 0;
      const payload = packet.subarray(hasAdaptation ? 5 + packet[4] : 4);
      if ((packet[3] & 0x10) === 0) continue;
      yield { pid: ((packet[1] & 31) << 8) | packet[2], isStart: (packet[1] & 0x40) !== 0, isScrambled: (packet[3] & 0xc0) !== 0, payload };
    }
  }
}

/** The streams of the first program with audio, or of the last program. The program map is a section of table 2, in one or more packets. */
function streamsOf(source: ByteSource): TsStream[] {
  const sections = new Map<number, Uint8Array>();
  let [streams, numBytes]: [TsStream[], number] = [[], 0];
  for (const { pid, isStart, payload } of packetsOf(source)) {
    const section = sections.get(pid);
    if (isStart && payload[1 + payload[0]] === 2) sections.set(pid, payload.slice(1 + payload[0]));
    else if (section && section.length < maxSectionLength) sections.set(pid, new Uint8Array(Buffer.concat([section, payload])));
    const map = programMap(sections.get(pid));
    if (map) streams = map;
    if (map?.some(({ codec }) => codec !== undefined) || (numBytes += packetLength) > searchedLength) break;
  }
  return streams;
}

/** Reads a program map. @returns undefined while the section is incomplete */
function programMap(section: Uint8Array = new Uint8Array(0)): TsStream[] | undefined {
  const length = 3 + (((section[1] & 15) << 8) | section[2]);
  if (!(section.length >= 12 && section.length >= length)) return undefined;
  const streams: TsStream[] = [];
  const end = length - 4; // a checksum
  for (let at = 12 + (((section[10] & 15) << 8) | section[11]); at + 5 <= end;) {
    const infoLength = ((section[at + 3] & 15) << 8) | section[at + 4];
    const pid = ((section[at + 1] & 31) << 8) | section[at + 2];
    streams.push({ pid, codec: codecs[section[at]] ?? describedCodec(section.subarray(at + 5, at + 5 + infoLength)) });
    at += 5 + infoLength;
  }
  return streams;
}

function describedCodec(descriptors: Uint8Array): string | undefined {
  for (let at = 0; at + 2 <= descriptors.length; at += 2 + descriptors[at + 1]) {
    const codec = described[descriptors[at]] ?? (descriptors[at] === 5 ? registered[ascii(descriptors, at + 2, 4)] : undefined);
    if (codec) return codec;
  }
  return undefined;
}

/** The payloads of one stream, without the headers of its PES packets. */
function* elementaryBytes(source: ByteSource, wantedPid: number): Generator<Uint8Array> {
  let hasStarted = false;
  for (const { pid, isStart, isScrambled, payload } of packetsOf(source)) {
    if (pid !== wantedPid) continue;
    if (isScrambled) throw new UnusableMediaError('encrypted: the audio of the MPEG-TS file is scrambled. Record it again, descrambled.');
    hasStarted ||= isStart;
    if (hasStarted) yield isStart ? payload.subarray(9 + payload[8]) : payload;
  }
}
