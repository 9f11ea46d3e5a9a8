import { isLfsPointer, lfsPointer } from './index.ts';

const pointer = Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 23858\n`);

test('a pointer names the digest and the size of its file', () => {
  expect(lfsPointer(pointer)).toEqual({ sha256: 'ab'.repeat(32), sizeBytes: 23_858 });
  expect(lfsPointer(Buffer.from('RIFF'))).toBeUndefined();
});

test('the first 64 bytes are enough to recognize one; a text that only mentions Git LFS is not a pointer', () => {
  expect(isLfsPointer(pointer.subarray(0, 64))).toBe(true);
  expect(isLfsPointer(Buffer.from('see version https://git-lfs.github.com/spec/v1'))).toBe(false);
});
