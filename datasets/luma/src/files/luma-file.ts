import { InputError } from '@mmae/input';
import { lfsPointer, maxLfsPointerBytes } from '@mmae/files';
import { open } from 'node:fs/promises';

/** A folder, a file or an option that is not what LUMA needs. */
export class LumaError extends InputError {
  override readonly name = 'LumaError';
}

/** @throws LumaError if a file is missing or a Git LFS pointer */
export async function expectRealFile(file: string): Promise<void> {
  const pointer = lfsPointer(await readHead(file, maxLfsPointerBytes));
  if (!pointer) return;
  throw new LumaError(
    `expectRealFile: expected the file itself, got a Git LFS pointer to ${pointer.sizeBytes} bytes in ${file}. ` +
      'Run `git lfs pull` where it was cloned, or `mmae-luma fetch`.',
  );
}

/** The first bytes of a file, or the whole file if it is shorter. @throws LumaError if it cannot be opened */
export async function readHead(file: string, numBytes: number): Promise<Uint8Array> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new LumaError(`readHead: expected a file that can be read, got ${error.code} for ${file}. Fetch it, or correct the path.`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(numBytes), 0, numBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
