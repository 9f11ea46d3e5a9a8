// Files of Qt's resource compiler, `.rcc`: https://github.com/qt/qtbase/blob/dev/src/corelib/io/qresource.cpp
import { inflateSync } from 'node:zlib';

const flags = { compressed: 1, folder: 2, zstd: 4 };

/**
 * The files in a compiled resource of Qt, by their path.
 *
 * @throws RangeError if the bytes are not such a resource, or one of its files is compressed with Zstandard
 */
export function readQtResource(bytes: Buffer): Map<string, Buffer> {
  if (bytes.toString('latin1', 0, 4) !== 'qres')
    throw new RangeError(`readQtResource: expected "qres", got ${bytes.toString('latin1', 0, 4)}`);
  const [version, tree, data, names] = [4, 8, 12, 16].map((at) => bytes.readUInt32BE(at));
  const entryLength = version >= 2 ? 22 : 14; // version 2 adds the time of change
  const files = new Map<string, Buffer>();
  const visit = (entry: number, folder: string): void => {
    const at = tree + entry * entryLength;
    const path = entry === 0 ? '' : `${folder}${nameAt(bytes, names + bytes.readUInt32BE(at))}`;
    const flag = bytes.readUInt16BE(at + 4);
    if (flag & flags.folder) {
      const [numEntries, first] = [bytes.readUInt32BE(at + 6), bytes.readUInt32BE(at + 10)];
      for (let i = 0; i < numEntries; i++) visit(first + i, entry === 0 ? '' : `${path}/`);
    } else files.set(path, contentAt(bytes, data + bytes.readUInt32BE(at + 10), flag, path));
  };
  visit(0, '');
  return files;
}

/** Length, hash, and characters in UTF-16. */
function nameAt(bytes: Buffer, at: number): string {
  const length = bytes.readUInt16BE(at);
  return Buffer.from(bytes.subarray(at + 6, at + 6 + 2 * length))
    .swap16()
    .toString('utf16le');
}

function contentAt(bytes: Buffer, at: number, flag: number, path: string): Buffer {
  const content = bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at));
  if (flag & flags.zstd) throw new RangeError(`readQtResource: expected files without Zstandard, got ${path}`);
  return flag & flags.compressed ? inflateSync(content.subarray(4)) : content; // after the length of the result
}
