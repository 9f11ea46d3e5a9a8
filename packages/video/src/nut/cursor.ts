/** Reads the numbers of NUT. Past the end it sets `isShort` and returns 0: the caller waits for more bytes. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  isShort: boolean;
}

export const cursor = (bytes: Uint8Array, at = 0): Cursor => ({ bytes, at, isShort: false });

export function readByte(from: Cursor): number {
  const byte = from.bytes[from.at];
  if (byte === undefined) {
    from.isShort = true;
    return 0;
  }
  from.at++;
  return byte;
}

/** `v`: seven bits a byte, most significant first, the high bit set on all but the last. */
export function readVarint(from: Cursor): number {
  let value = 0;
  for (;;) {
    const byte = readByte(from);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return value;
  }
}

/** `s`: a signed number, 0, 1, −1, 2, −2 … */
export function readSigned(from: Cursor): number {
  const code = readVarint(from) + 1;
  return code % 2 === 1 ? (1 - code) / 2 : code / 2;
}

/** `vb`: bytes with their number. */
export function readBytes(from: Cursor): Uint8Array {
  const length = readVarint(from);
  if (from.at + length > from.bytes.length) from.isShort = true;
  const bytes = from.bytes.subarray(from.at, from.at + length);
  from.at += length;
  return bytes;
}
