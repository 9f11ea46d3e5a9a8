/**
 * The timecode in the first group-of-pictures header of an MPEG-1 or MPEG-2 video stream (ISO/IEC 13818-2, 6.2.2.6), or undefined.
 * 25 bits follow the start code: drop flag, hours (5), minutes (6), a marker that is 1, seconds (6), frames (6).
 */
export function gopTimecode(bytes: Buffer): string | undefined {
  const at = bytes.indexOf(groupStart);
  if (at < 0 || at + 8 > bytes.length) return undefined;
  const bits = bytes.readUInt32BE(at + 4);
  const drop = bits >>> 31 === 1;
  const field = (shift: number, length: number) => (bits >>> shift) & ((1 << length) - 1);
  const parts = [field(26, 5), field(20, 6), field(13, 6), field(7, 6)].map((part) => String(part).padStart(2, '0'));
  return `${parts.slice(0, 3).join(':')}${drop ? ';' : ':'}${parts[3]}`;
}

const groupStart = Buffer.of(0, 0, 1, 0xb8);
