const blockLength = 65_535;

/** A FLAC file with frames of 65,535 constant samples, which take 14 bytes each; for tests. */
export function flacBomb(numFrames: number, sampleRateHz: number): Uint8Array {
  const total = numFrames * blockLength;
  const streamInfo = [...u16(blockLength), ...u16(blockLength), 0, 0, 0, 0, 0, 0, ...packed(sampleRateHz, total), ...new Uint8Array(16)];
  const header = [...Buffer.from('fLaC'), 0x80, 0, 0, streamInfo.length, ...streamInfo];
  return Uint8Array.from([...header, ...Array.from({ length: numFrames }, (_, i) => frame(i)).flat()]);
}

/** 20 bits of sample rate, 3 of channels (1), 5 of bits per sample (16), 36 of total samples. */
function packed(sampleRateHz: number, total: number): number[] {
  const bits = (BigInt(sampleRateHz) << 44n) | (15n << 36n) | BigInt(total);
  return Array.from({ length: 8 }, (_, i) => Number((bits >> BigInt(56 - 8 * i)) & 255n));
}

/** A mono 16-bit frame with a 16-bit length and one constant subframe. */
function frame(number: number): number[] {
  const header = [0xff, 0xf8, 0x75, 0x08, ...utf8(number), ...u16(blockLength - 1)];
  const body = [...header, checksum(header, 8, 0x07), 0, ...u16(((number * 37) % 2_000) + 1)];
  return [...body, ...u16(checksum(body, 16, 0x8005))];
}

const utf8 = (value: number): number[] =>
  value < 0x80
    ? [value]
    : value < 0x800
      ? [0xc0 | (value >> 6), 0x80 | (value & 63)]
      : [0xe0 | (value >> 12), 0x80 | ((value >> 6) & 63), 0x80 | (value & 63)];

/** A cyclic redundancy check that starts from 0, highest bit first. */
function checksum(bytes: readonly number[], width: 8 | 16, polynomial: number): number {
  const top = 1 << (width - 1);
  let remainder = 0;
  for (const byte of bytes) {
    remainder ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) remainder = ((remainder << 1) ^ (remainder & top ? polynomial : 0)) & (2 * top - 1);
  }
  return remainder;
}

const u16 = (value: number) => [value >> 8, value & 255];
