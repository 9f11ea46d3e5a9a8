/** What Git LFS leaves in place of a file that was never downloaded. */
export interface LfsPointer {
  /** of the file, in hexadecimal */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The maximum length of a pointer, in bytes: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md. */
export const maxLfsPointerBytes = 1024;

const firstLine = 'version https://git-lfs.github.com/spec/';

/**
 * Whether a file is a Git LFS pointer.
 *
 * @param head the first 64 bytes of the file, or more
 */
export const isLfsPointer = (head: Uint8Array): boolean => textOf(head, firstLine.length) === firstLine;

/**
 * The pointer in a file, or undefined if it is not a Git LFS pointer. A field that is missing is 'unknown' or NaN.
 *
 * @param head the first 1,024 bytes of the file, or more
 */
export function lfsPointer(head: Uint8Array): LfsPointer | undefined {
  if (!isLfsPointer(head)) return undefined;
  const text = textOf(head, maxLfsPointerBytes);
  const [, sha256 = 'unknown'] = /^oid sha256:([0-9a-f]{64})$/m.exec(text) ?? [];
  const [, size] = /^size (\d+)$/m.exec(text) ?? [];
  return { sha256, sizeBytes: Number(size ?? NaN) };
}

const textOf = (head: Uint8Array, length: number) => Buffer.from(head.subarray(0, length)).toString('latin1');
