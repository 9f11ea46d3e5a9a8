import { cursor, readByte, readBytes, readSigned, readVarint } from './cursor.ts';

/** What a frame code means (NUT specification, "frame code table"). */
export interface FrameCode {
  readonly flags: number;
  readonly stream: number;
  readonly sizeFactor: number;
  readonly sizeRest: number;
  readonly ptsDelta: number;
  readonly numReserved: number;
  readonly elisionHeader: number;
}

export const flag = {
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  sideData: 256,
  headerIndex: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192,
} as const;

export interface MainHeader {
  /** seconds of one tick, as fractions */
  readonly timeBases: readonly { readonly num: number; readonly den: number }[];
  readonly frameCodes: readonly FrameCode[];
  /** bytes that frames begin with and leave out */
  readonly elisionHeaders: readonly Uint8Array[];
}

export interface StreamHeader {
  readonly stream: number;
  readonly isAudio: boolean;
  readonly timeBase: number;
  readonly msbPtsShift: number;
  readonly width: number;
  readonly height: number;
}

const newestVersion = 4;

/** @throws Error if the version is unknown */
export function parseMainHeader(payload: Uint8Array): MainHeader {
  const from = cursor(payload);
  const version = readVarint(from);
  if (version < 2 || version > newestVersion)
    throw new Error(`parseMainHeader: expected NUT version 2 to ${newestVersion}, got ${version}`);
  if (version > 3) readVarint(from); // minor version
  readVarint(from); // number of streams
  readVarint(from); // largest distance between sync points
  const timeBases = Array.from({ length: readVarint(from) }, () => ({ num: readVarint(from), den: readVarint(from) }));
  const frameCodes: FrameCode[] = [];
  let [ptsDelta, sizeFactor, stream, elisionHeader] = [0, 1, 0, 0];
  while (frameCodes.length < 256 && !from.isShort) {
    const flags = readVarint(from);
    const numFields = readVarint(from);
    if (numFields > 0) ptsDelta = readSigned(from);
    if (numFields > 1) sizeFactor = readVarint(from);
    if (numFields > 2) stream = readVarint(from);
    const size = numFields > 3 ? readVarint(from) : 0;
    const numReserved = numFields > 4 ? readVarint(from) : 0;
    const count = numFields > 5 ? readVarint(from) : sizeFactor - size;
    if (numFields > 6) readSigned(from); // match time
    if (numFields > 7) elisionHeader = readVarint(from);
    for (let field = 8; field < numFields; field++) readVarint(from);
    for (let i = 0; i < count && frameCodes.length < 256; i++) {
      if (frameCodes.length === startCodeByte) frameCodes.push(invalidCode);
      frameCodes.push({ flags, stream, sizeFactor, sizeRest: size + i, ptsDelta, numReserved, elisionHeader });
    }
  }
  const elisionHeaders = [new Uint8Array(0), ...Array.from({ length: readVarint(from) }, () => readBytes(from))];
  if (from.isShort) throw new Error('parseMainHeader: expected a whole header, got part of one');
  return { timeBases, frameCodes, elisionHeaders };
}

/** `N`, with which the start codes of headers begin. */
export const startCodeByte = 0x4e;

const invalidCode: FrameCode = {
  flags: flag.invalid,
  stream: 0,
  sizeFactor: 1,
  sizeRest: 0,
  ptsDelta: 0,
  numReserved: 0,
  elisionHeader: 0,
};

export function parseStreamHeader(payload: Uint8Array): StreamHeader {
  const from = cursor(payload);
  const stream = readVarint(from);
  const isAudio = readVarint(from) === 1;
  readBytes(from); // fourcc
  const timeBase = readVarint(from);
  const msbPtsShift = readVarint(from);
  for (let i = 0; i < 3; i++) readVarint(from); // max_pts_distance, decode_delay, flags
  readBytes(from); // codec_specific_data
  const [width, height] = isAudio ? [0, 0] : [readVarint(from), readVarint(from)];
  return { stream, isAudio, timeBase, msbPtsShift, width, height };
}

/** The time of a sync point in ticks, and the time base of those ticks. */
export function parseSyncPoint(payload: Uint8Array, numTimeBases: number): { ticks: number; timeBase: number } {
  const from = cursor(payload);
  const coded = readVarint(from);
  readByte(from);
  return { ticks: Math.floor(coded / numTimeBases), timeBase: coded % numTimeBases };
}
