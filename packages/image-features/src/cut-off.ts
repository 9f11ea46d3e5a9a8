import { withFile, type PictureFile } from './picture-file.ts';

/** The end of a PNG is looked for so far from the end of its file. */
const tailLength = 4096;

/**
 * Whether a picture that cannot be decoded is one whose file ends too early, as far as its format or its decoder says so.
 *
 * @param look what its first bytes are
 * @param message what its decoder said
 */
export async function isCutOff({ path, sizeBytes, head }: PictureFile, look: string, message: string): Promise<boolean> {
  if (/premature end of JPEG|unexpected end of file|cannot read full/i.test(message)) return true;
  if (look === 'a WebP picture') return riffLength(head) > sizeBytes;
  if (look === 'a PNG picture') return !(await tailOf(path, sizeBytes)).includes('IEND');
  return false;
}

/** The length of the file that a RIFF header promises. */
const riffLength = (head: Uint8Array) => Buffer.from(head).readUInt32LE(4) + 8;

const tailOf = (path: string, sizeBytes: number) =>
  withFile(path, async (file) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailLength), 0, tailLength, Math.max(0, sizeBytes - tailLength));
    return buffer.subarray(0, bytesRead);
  });
