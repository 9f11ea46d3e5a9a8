import type { FileHandle } from 'node:fs/promises';
import { bytesAt } from './image-file.ts';

/** A page of a TIFF file. */
export interface TiffPage {
  /** whether it is a smaller copy of another page */
  readonly isReduced: boolean;
  /** whether it contains sensor data, before any conversion to colours */
  readonly isSensorData: boolean;
  /** the rows that are decoded at once: a row of tiles, or a strip */
  readonly rowsPerChunk: number;
}

/** Tags of TIFF 6.0, TIFF/EP and DNG 1.7. */
const tags = {
  newSubfileType: 254,
  imageLength: 257,
  photometric: 262,
  rowsPerStrip: 278,
  tileLength: 323,
  subIfds: 330,
  dngVersion: 50706,
};
/** Photometric interpretations CFA and LinearRaw. */
const sensorPhotometrics = [32803, 34892];
/** The limit on a file's directories; damaged files may have circular chains. */
const maxDirectories = 16;

/**
 * Reads the directories of a TIFF or BigTIFF file: its pages, and the subdirectories of the first page.
 *
 * @returns no pages if the file is damaged; its decoder will report that
 */
export async function readTiffPages(file: FileHandle): Promise<{ pages: TiffPage[]; isCameraRaw: boolean }> {
  const reader = await openTiff(file);
  const pages: Entries[] = [];
  const subdirectories: Entries[] = [];
  for (let offset = reader.first; offset > 0 && pages.length < maxDirectories;) {
    const directory = await reader.directory(offset);
    if (!directory) break;
    pages.push(directory.entries);
    if (pages.length === 1) subdirectories.push(...(await subdirectoriesOf(reader, directory.entries)));
    offset = directory.next;
  }
  const all = [...pages, ...subdirectories];
  const isCameraRaw = all.some((entries) => entries.has(tags.dngVersion) || toPage(entries).isSensorData);
  return { pages: pages.map(toPage), isCameraRaw };
}

/** The first values of each tag in a directory. */
type Entries = ReadonlyMap<number, readonly number[]>;

interface TiffReader {
  /** the offset of the first directory; 0 if there is none */
  readonly first: number;
  directory(offset: number): Promise<{ entries: Entries; next: number } | undefined>;
}

async function subdirectoriesOf(reader: TiffReader, entries: Entries): Promise<Entries[]> {
  const offsets = entries.get(tags.subIfds) ?? [];
  const read = await Promise.all(offsets.slice(0, maxDirectories).map((offset) => reader.directory(offset)));
  return read.flatMap((directory) => (directory ? [directory.entries] : []));
}

function toPage(entries: Entries): TiffPage {
  const valueOf = (tag: number) => entries.get(tag)?.[0] ?? 0;
  return {
    isReduced: (valueOf(tags.newSubfileType) & 1) === 1,
    isSensorData: sensorPhotometrics.includes(valueOf(tags.photometric)),
    rowsPerChunk: valueOf(tags.tileLength) || valueOf(tags.rowsPerStrip) || valueOf(tags.imageLength),
  };
}

/** The size of a value by its type: BYTE, SHORT, LONG, IFD, LONG8, IFD8. Other types are not needed. */
const valueBytes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

async function openTiff(file: FileHandle): Promise<TiffReader> {
  const header = await safeBytesAt(file, 0, 16);
  const little = header.toString('latin1', 0, 2) === 'II';
  const number = (bytes: Buffer, at: number, length: number) => {
    if (at + length > bytes.length) return 0;
    if (length === 8) return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return little ? bytes.readUIntLE(at, length) : bytes.readUIntBE(at, length);
  };
  const isBig = number(header, 2, 2) === 43;
  const [countBytes, entryBytes, offsetBytes] = isBig ? [8, 20, 8] : [2, 12, 4];

  const values = async (entry: Buffer): Promise<number[]> => {
    const length = valueBytes[number(entry, 2, 2)];
    const count = Math.min(maxDirectories, number(entry, 4, offsetBytes));
    if (length === undefined) return [];
    const inline = entry.subarray(4 + offsetBytes);
    const bytes = length * count <= inline.length ? inline : await safeBytesAt(file, number(inline, 0, offsetBytes), length * count);
    return Array.from({ length: count }, (_, i) => number(bytes, i * length, length));
  };

  return {
    first: number(header, isBig ? 8 : 4, offsetBytes),
    async directory(offset) {
      const numEntries = number(await safeBytesAt(file, offset, countBytes), 0, countBytes);
      if (numEntries === 0 || numEntries > 65_535) return undefined;
      const bytes = await safeBytesAt(file, offset + countBytes, numEntries * entryBytes + offsetBytes);
      const entries = new Map<number, number[]>();
      for (let i = 0; i < numEntries; i++) {
        const entry = bytes.subarray(i * entryBytes, (i + 1) * entryBytes);
        const tag = number(entry, 0, 2);
        if (Object.values(tags).includes(tag)) entries.set(tag, await values(entry));
      }
      return { entries, next: number(bytes, numEntries * entryBytes, offsetBytes) };
    },
  };
}

/** Like `bytesAt`, but no bytes at an offset that only a damaged file has. */
const safeBytesAt = async (file: FileHandle, offset: number, length: number) =>
  Number.isSafeInteger(offset) ? bytesAt(file, offset, length) : Buffer.alloc(0);
