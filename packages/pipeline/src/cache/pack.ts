// A pack is a sequence of little-endian records, appended by one process and never changed. A record is
//   [magic u32, crc32 u32 of all that follows, length of value u32, key 16 bytes, value]
import { fstatSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** The position of a record in an open file. */
export interface PackRecord {
  /** 16 bytes, hexadecimal */
  readonly key: string;
  readonly offset: number;
  /** of the value, in bytes */
  readonly length: number;
}

const magic = Buffer.from('MCA2');
/** Of earlier packs, whose checksums do not cover key and length; they are not read. */
const earlierMagic = Buffer.from('MCAC');
const headerLength = 28;
const crcFrom = 8;
const keyFrom = 12;

export function toRecord(key: string, value: Uint8Array): Buffer {
  const bytes = Buffer.alloc(headerLength + value.length);
  magic.copy(bytes);
  bytes.writeUInt32LE(value.length, 8);
  bytes.write(key, keyFrom, 'hex');
  bytes.set(value, headerLength);
  bytes.writeUInt32LE(crc32(bytes.subarray(crcFrom)), 4);
  return bytes;
}

/**
 * The records of a pack by their headers; `readRecord` checks that a record is intact. After a damaged header, reading resumes at the next possible
 * header, so that only damaged records are lost.
 */
export function* recordsIn(file: number): Generator<PackRecord> {
  const { size } = fstatSync(file);
  if (readAt(file, 0, 4).equals(earlierMagic)) return;
  let resumeFrom = 0;
  for (let offset = 0; offset + headerLength <= size;) {
    const record = headerAt(file, offset, size);
    if (record) {
      yield record;
      resumeFrom = offset + 1; // if the length is wrong, the next record begins within this one
      offset += headerLength + record.length;
    } else {
      offset = findMagic(file, resumeFrom, size);
      resumeFrom = offset + 1;
    }
  }
}

/** A record's value; undefined where any byte of the record has changed. */
export function readRecord(file: number, { key, offset, length }: PackRecord): Uint8Array | undefined {
  const bytes = readAt(file, offset, headerLength + length);
  const isIntact = bytes.length === headerLength + length && bytes.readUInt32LE(4) === crc32(bytes.subarray(crcFrom));
  return isIntact && keyOf(bytes) === key ? bytes.subarray(headerLength) : undefined;
}

function headerAt(file: number, offset: number, size: number): PackRecord | undefined {
  const bytes = readAt(file, offset, headerLength);
  if (bytes.length < headerLength || !bytes.subarray(0, 4).equals(magic)) return undefined;
  const length = bytes.readUInt32LE(8);
  return offset + headerLength + length <= size ? { key: keyOf(bytes), offset, length } : undefined;
}

const keyOf = (bytes: Buffer) => bytes.toString('hex', keyFrom, headerLength);

const searchLength = 2 ** 20;

/** The first offset from `start` where a record may begin; the file's size where there is none. */
function findMagic(file: number, start: number, size: number): number {
  for (let offset = start; offset < size; offset += searchLength) {
    const found = readAt(file, offset, searchLength + magic.length - 1).indexOf(magic);
    if (found >= 0) return offset + found;
  }
  return size;
}

/** Up to `length` bytes; fewer at the end of the file. */
function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.min(length, Math.max(0, fstatSync(file).size - offset)));
  let numRead = 0;
  while (numRead < bytes.length) {
    const added = readSync(file, bytes, numRead, bytes.length - numRead, offset + numRead);
    if (added === 0) break;
    numRead += added;
  }
  return bytes.subarray(0, numRead);
}
