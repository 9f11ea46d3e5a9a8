import { lfsPointer, maxLfsPointerBytes } from '@mmae/files';
import { open } from 'node:fs/promises';
import { LumaError } from '../luma-error.ts';

/** @throws LumaError where a file is a Git LFS pointer, or not there */
export async function expectRealFile(file: string): Promise<void> {
  const pointer = lfsPointer(await headOf(file, maxLfsPointerBytes));
  if (!pointer) return;
  throw new LumaError(
    `expectRealFile: expected the file itself, got a Git LFS pointer to ${pointer.sizeBytes} bytes in ${file}. ` +
      'Run `git lfs pull` where it was cloned, or `mmae-luma fetch`.',
  );
}

/** The first bytes of a file, fewer where it is shorter. @throws LumaError where it cannot be opened */
export async function headOf(file: string, numBytes: number): Promise<Uint8Array> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new LumaError(`headOf: expected a file that can be read, got ${error.code} for ${file}. Fetch it, or correct the path.`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(numBytes), 0, numBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
