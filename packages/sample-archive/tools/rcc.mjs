// Reads a Qt resource file (.rcc), the container in which gcompris-qt-data keeps its pictures and recordings.
import { inflateSync } from 'node:zlib';

const compressed = 1;
const folder = 2;

/** The files of a resource file: `[path, bytes]`. */
export function filesOf(rcc) {
  if (rcc.toString('latin1', 0, 4) !== 'qres') throw new Error('rcc: expected a Qt resource file, got other bytes.');
  const [version, tree, data, names] = [4, 8, 12, 16].map((at) => rcc.readUInt32BE(at));
  const nodeLength = version >= 2 ? 22 : 14;
  const nameAt = (at) => {
    const utf16 = Buffer.from(rcc.subarray(at + 6, at + 6 + 2 * rcc.readUInt16BE(at)));
    return utf16.swap16().toString('utf16le');
  };
  const visit = (index, parent) => {
    const at = tree + index * nodeLength;
    const path = index === 0 ? '' : `${parent}/${nameAt(names + rcc.readUInt32BE(at))}`;
    const flags = rcc.readUInt16BE(at + 4);
    if (flags & folder) {
      const [count, first] = [rcc.readUInt32BE(at + 6), rcc.readUInt32BE(at + 10)];
      return Array.from({ length: count }, (_, i) => visit(first + i, path)).flat();
    }
    const start = data + rcc.readUInt32BE(at + 10);
    const bytes = rcc.subarray(start + 4, start + 4 + rcc.readUInt32BE(start));
    return [[path, flags & compressed ? inflateSync(bytes.subarray(4)) : bytes]];
  };
  return visit(0, '');
}
