import type { FileHandle } from 'node:fs/promises';

/** One picture of a TIFF file, as far as it matters before decoding. Tags that are absent are 0. */
export interface TiffDirectory {
  /** a smaller copy of another picture of the file */
  readonly isReduced: boolean;
  /** values of a sensor, before anything that makes colours of them */
  readonly isSensorData: boolean;
  /** what a decoder holds at once: a row of tiles, or a strip */
  readonly rowsAtOnce: number;
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
/** A file's chain of directories is followed so far; damaged ones lead in circles. */
const mostDirectories = 16;

/**
 * The directories of a TIFF or BigTIFF file: the chain of its pages, and the pictures subordinate to the first of them.
 *
 * @returns no pages where the file is damaged; its decoder says how
 */
export async function tiffDirectories(file: FileHandle): Promise<{ pages: TiffDirectory[]; isCameraRaw: boolean }> {
  const reader = await openTiff(file);
  const pages: Entries[] = [];
  const below: Entries[] = [];
  for (let offset = reader.first; offset > 0 && pages.length < mostDirectories;) {
    const directory = await reader.directory(offset);
    if (!directory) break;
    pages.push(directory.entries);
    if (pages.length === 1) below.push(...(await subordinates(reader, directory.entries)));
    offset = directory.next;
  }
  const all = [...pages, ...below];
  const isCameraRaw = all.some((entries) => entries.has(tags.dngVersion) || toDirectory(entries).isSensorData);
  return { pages: pages.map(toDirectory), isCameraRaw };
}

/** The first values of each tag. */
type Entries = ReadonlyMap<number, readonly number[]>;

interface TiffReader {
  /** offset of the first directory; 0 where there is none */
  readonly first: number;
  directory(offset: number): Promise<{ entries: Entries; next: number } | undefined>;
}

async function subordinates(reader: TiffReader, entries: Entries): Promise<Entries[]> {
  const offsets = entries.get(tags.subIfds) ?? [];
  const read = await Promise.all(offsets.slice(0, mostDirectories).map((offset) => reader.directory(offset)));
  return read.flatMap((directory) => (directory ? [directory.entries] : []));
}

function toDirectory(entries: Entries): TiffDirectory {
  const valueOf = (tag: number) => entries.get(tag)?.[0] ?? 0;
  return {
    isReduced: (valueOf(tags.newSubfileType) & 1) === 1,
    isSensorData: sensorPhotometrics.includes(valueOf(tags.photometric)),
    rowsAtOnce: valueOf(tags.tileLength) || valueOf(tags.rowsPerStrip) || valueOf(tags.imageLength),
  };
}

/** Bytes of one value of the types BYTE, SHORT, LONG, IFD, LONG8, IFD8; other types are not needed. */
const valueBytes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

async function openTiff(file: FileHandle): Promise<TiffReader> {
  const header = await bytesAt(file, 0, 16);
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
    const count = Math.min(mostDirectories, number(entry, 4, offsetBytes));
    if (length === undefined) return [];
    const inline = entry.subarray(4 + offsetBytes);
    const bytes = length * count <= inline.length ? inline : await bytesAt(file, number(inline, 0, offsetBytes), length * count);
    return Array.from({ length: count }, (_, i) => number(bytes, i * length, length));
  };

  return {
    first: number(header, isBig ? 8 : 4, offsetBytes),
    async directory(offset) {
      const numEntries = number(await bytesAt(file, offset, countBytes), 0, countBytes);
      if (numEntries === 0 || numEntries > 65_535) return undefined;
      const bytes = await bytesAt(file, offset + countBytes, numEntries * entryBytes + offsetBytes);
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

/** Fewer bytes where the file ends before. */
async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(offset)) return Buffer.alloc(0);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
