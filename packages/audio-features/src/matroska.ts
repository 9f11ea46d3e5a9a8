import type { ByteSource } from './byte-source.ts';

const segmentId = 0x18538067;

/**
 * Where the segment of a Matroska or WebM file ends, which holds all but its header (RFC 8794, RFC 9559).
 *
 * @returns bytes; undefined where it does not say, as while it is recorded
 */
export function segmentEnd(source: ByteSource): number | undefined {
  const header = sizeAt(source, 4);
  if (header.size === undefined) return undefined;
  const start = header.end + header.size;
  const id = source.read(start, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  const segment = sizeAt(source, start + 4);
  return id === segmentId && segment.size !== undefined ? segment.end + segment.size : undefined;
}

/** A number whose length is told by its leading zeros; all ones mean unknown. */
function sizeAt(source: ByteSource, position: number): { size: number | undefined; end: number } {
  const bytes = source.read(position, 8);
  const numBytes = Math.clz32(bytes[0] ?? 0) - 23;
  if (bytes.length < numBytes || numBytes > 8) return { size: undefined, end: position };
  const most = 2 ** (7 * numBytes) - 1;
  const value = bytes.subarray(1, numBytes).reduce((sum, byte) => sum * 256 + byte, bytes[0] & (0xff >> numBytes));
  return { size: value === most ? undefined : value, end: position + numBytes };
}
