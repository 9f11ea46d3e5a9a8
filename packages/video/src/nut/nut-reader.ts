import { cursor, readVarint, type Cursor } from './cursor.ts';
import { flag, parseMainHeader, parseStreamHeader, parseSyncPoint, startCodeByte, type MainHeader, type StreamHeader } from './headers.ts';

/** One frame or one block of audio of a stream. */
export interface NutPacket {
  readonly stream: number;
  readonly seconds: number;
  /** a copy of its own */
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface NutReader {
  /** the packets that are complete with these bytes */
  push(bytes: Uint8Array): NutPacket[];
  /** headers of the streams seen so far, by stream */
  readonly streams: readonly StreamHeader[];
  /** bytes of an incomplete packet */
  numPending(): number;
}

const idLength = 25; // "nut/multimedia container\0"

/**
 * Reads NUT, the container in which ffmpeg writes frames, stills and audio to one pipe: it keeps exact time stamps, needs no seeking, and its
 * packets can be any size. Reads what ffmpeg's muxer writes (versions 2 to 4), and no damaged files.
 *
 * Reference: https://ffmpeg.org/~michael/nut.txt
 *
 * @throws Error for bytes that are not NUT
 */
export function nutReader(): NutReader {
  let chunks: Uint8Array[] = [];
  let numBytes = 0;
  let numNeeded = idLength;
  let hasId = false;
  let main: MainHeader | undefined;
  const streams: StreamHeader[] = [];
  const lastPts: number[] = [];

  function push(bytes: Uint8Array): NutPacket[] {
    chunks.push(bytes);
    numBytes += bytes.length;
    if (numBytes < numNeeded) return [];
    const all = chunks.length === 1 ? bytes : Buffer.concat(chunks);
    const packets: NutPacket[] = [];
    const from = cursor(all);
    let at = 0;
    if (!hasId) {
      checkId(all);
      hasId = true;
      at = idLength;
    }
    for (numNeeded = 1; at < all.length;) {
      from.at = at;
      const end = all[at] === startCodeByte ? readHeader(from) : readFrame(from, packets);
      if (end > all.length || from.isShort) {
        numNeeded = Math.max(all.length + 1, end) - at;
        break;
      }
      at = end;
    }
    chunks = at < all.length ? [all.subarray(at)] : [];
    numBytes = all.length - at;
    return packets;
  }

  /** Reads a header if it is complete; returns where it ends. */
  function readHeader(from: Cursor): number {
    const start = from.at;
    from.at += 8;
    const length = readVarint(from);
    if (length > 4096) from.at += 4; // checksum of the packet's own header
    const end = from.at + length;
    if (from.isShort || end > from.bytes.length) return end;
    const payload = from.bytes.subarray(from.at, end - 4); // without its checksum
    const kind = startCode(from.bytes, start);
    if (kind === 'main') main = parseMainHeader(payload);
    else if (kind === 'stream') addStream(parseStreamHeader(payload));
    else if (kind === 'sync') resetPts(payload);
    return end;
  }

  function addStream(header: StreamHeader): void {
    streams[header.stream] = header;
    lastPts[header.stream] = 0;
  }

  function resetPts(payload: Uint8Array): void {
    const { timeBases } = mainHeader();
    const { ticks, timeBase } = parseSyncPoint(payload, timeBases.length);
    for (const { stream, timeBase: own } of streams) {
      const [from, to] = [timeBases[timeBase]!, timeBases[own]!];
      lastPts[stream] = Number((BigInt(ticks) * BigInt(from.num) * BigInt(to.den)) / (BigInt(from.den) * BigInt(to.num)));
    }
  }

  /** Reads a frame if it is complete; returns where it ends. */
  function readFrame(from: Cursor, packets: NutPacket[]): number {
    const { frameCodes, elisionHeaders, timeBases } = mainHeader();
    const code = frameCodes[from.bytes[from.at++]!]!;
    let { flags, stream, elisionHeader, numReserved } = code;
    if (flags & flag.coded) flags ^= readVarint(from);
    if (flags & flag.streamId) stream = readVarint(from);
    const codedPts = flags & flag.codedPts ? readVarint(from) : undefined;
    const sizeMsb = flags & flag.sizeMsb ? readVarint(from) : 0;
    if (flags & flag.matchTime) readVarint(from);
    if (flags & flag.headerIndex) elisionHeader = readVarint(from);
    if (flags & flag.reserved) numReserved = readVarint(from);
    for (let i = 0; i < numReserved; i++) readVarint(from);
    if (flags & flag.checksum) from.at += 4;
    if (from.isShort) return from.at;
    const header = streams[stream];
    if (flags & (flag.invalid | flag.sideData) || !header) throw notNut(`frame flags ${flags} of stream ${stream}`);
    const elided = elisionHeaders[elisionHeader]!;
    const end = from.at + code.sizeRest + sizeMsb * code.sizeFactor - elided.length;
    if (end > from.bytes.length) return end;
    const pts = fullPts(codedPts, lastPts[stream]!, code.ptsDelta, header.msbPtsShift);
    lastPts[stream] = pts;
    const data = new Uint8Array(elided.length + end - from.at);
    data.set(elided);
    data.set(from.bytes.subarray(from.at, end), elided.length);
    const { num, den } = timeBases[header.timeBase]!;
    packets.push({ stream, seconds: (pts * num) / den, data });
    return end;
  }

  const mainHeader = () => {
    if (!main) throw notNut('a frame before the main header');
    return main;
  };

  return { push, streams, numPending: () => numBytes };
}

/** A time stamp is coded as its low bits, nearest to the last, or whole. */
function fullPts(coded: number | undefined, last: number, delta: number, shift: number): number {
  if (coded === undefined) return last + delta;
  const range = 2 ** shift;
  if (coded >= range) return coded - range;
  const lowest = last - Math.floor((range - 1) / 2);
  return lowest + ((((coded - lowest) % range) + range) % range);
}

const startCodes: Readonly<Record<string, 'main' | 'stream' | 'sync' | 'other'>> = {
  '4e4d7a561f5f04ad': 'main',
  '4e5311405bf2f9db': 'stream',
  '4e4be4adeeca4569': 'sync',
  '4e58dd672f23e64e': 'other', // index
  '4e49ab68b596ba78': 'other', // info
};

function startCode(bytes: Uint8Array, at: number): 'main' | 'stream' | 'sync' | 'other' {
  const code = Buffer.from(bytes.subarray(at, at + 8)).toString('hex');
  const kind = startCodes[code];
  if (!kind) throw notNut(`the start code ${code}`);
  return kind;
}

function checkId(bytes: Uint8Array): void {
  if (Buffer.from(bytes.subarray(0, idLength)).toString('latin1') !== 'nut/multimedia container\0')
    throw notNut('other bytes at its start');
}

const notNut = (got: string) =>
  new Error(`nutReader: expected NUT as ffmpeg writes it, got ${got}. Please report this with the version of ffmpeg.`);
