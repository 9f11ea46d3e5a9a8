import { UnusableMediaError } from '@mmae/samples';
import { ascii, pieces, type ByteSource } from './byte-source.ts';
import { decoderMissing, noSound, type EncodedSound } from './encoded-sound.ts';
import { framingOf } from './frames.ts';
import { streamOfFrames } from './streams.ts';

const packetLength = 188;
const searchedLength = 2 ** 23; // bytes in which a table of streams has to be
const packetsPerPiece = 512;
const longestSection = 4096;

/** Streams of sound by their type (ISO 13818-1 table 2-34, ATSC A/53, Blu-ray). */
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
/** … and private ones by a descriptor (ETSI EN 300 468), or by what is registered in one. */
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
 * The sound of an MPEG transport stream: the first stream of sound that can be decoded, of the first program that has any.
 *
 * @throws UnusableMediaError where none is announced in the first 8 MiB, or none is decoded
 */
export function tsSound(source: ByteSource): EncodedSound {
  const container = 'MPEG-TS';
  const streams = streamsOf(source);
  const sounds = streams.filter(({ codec }) => codec !== undefined);
  if (sounds.length === 0) throw noSound(container, streams.length);
  const sound = sounds.find(({ codec }) => framingOf(codec!));
  if (!sound) throw decoderMissing(sounds[0].codec!, container);
  return streamOfFrames(container, sound.codec!, () => elementaryBytes(source, sound.pid));
}

/** Where packets begin, and how far they are from each other: M2TS has four bytes before each, a broadcast may have 16 after it. */
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

/** The streams of the first program that has sound, or of the last one: its map is a section of table 2, in one or more packets. */
function streamsOf(source: ByteSource): TsStream[] {
  const sections = new Map<number, Uint8Array>();
  let [streams, numBytes]: [TsStream[], number] = [[], 0];
  for (const { pid, isStart, payload } of packetsOf(source)) {
    const begun = sections.get(pid);
    if (isStart && payload[1 + payload[0]] === 2) sections.set(pid, payload.slice(1 + payload[0]));
    else if (begun && begun.length < longestSection) sections.set(pid, new Uint8Array(Buffer.concat([begun, payload])));
    const map = programMap(sections.get(pid));
    if (map) streams = map;
    if (map?.some(({ codec }) => codec !== undefined) || (numBytes += packetLength) > searchedLength) break;
  }
  return streams;
}

/** @returns undefined while the section is not whole */
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
  let isBegun = false;
  for (const { pid, isStart, isScrambled, payload } of packetsOf(source)) {
    if (pid !== wantedPid) continue;
    if (isScrambled) throw new UnusableMediaError('encrypted: the sound of the MPEG-TS file is scrambled. Record it again, descrambled.');
    isBegun ||= isStart;
    if (isBegun) yield isStart ? payload.subarray(9 + payload[8]) : payload;
  }
}
