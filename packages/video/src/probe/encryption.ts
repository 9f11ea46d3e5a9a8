import { open } from 'node:fs/promises';
import type { PrintedStream } from './printed-streams.ts';

/** Whether a stream says that it is encrypted: sample entries of ISO 23001-7 (`encv`, `enca`) and of older systems. */
export const saysEncrypted = ({ details }: PrintedStream): boolean => /\((encv|enca|drmi|drms) \//.test(details);

const packetLength = 188;
const checkedLength = 2 ** 20;

/** Whether most packets of a transport stream are scrambled (ISO/IEC 13818-1, transport_scrambling_control). */
export async function isScrambled(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(checkedLength), 0, checkedLength, 0);
    return isScrambledTransport(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

export function isScrambledTransport(bytes: Uint8Array): boolean {
  let numScrambled = 0;
  let numMedia = 0;
  for (let at = 0; at + packetLength <= bytes.length && bytes[at] === 0x47; at += packetLength) {
    const pid = ((bytes[at + 1]! & 0x1f) << 8) | bytes[at + 2]!;
    if (pid < 0x20 || pid === 0x1fff) continue; // tables and padding are never scrambled
    numMedia++;
    if (bytes[at + 3]! >> 6 >= 2) numScrambled++;
  }
  return numScrambled > numMedia / 2;
}
