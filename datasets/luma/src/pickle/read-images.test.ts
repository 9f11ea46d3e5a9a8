// Also tests `numpy-array.ts` and `allowed-names.ts`, which `read-images.ts` needs.
import fc from 'fast-check';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LumaError } from '../files/luma-file.ts';
import { emptyFolder } from '../synthetic-luma.test.support.ts';
import { readImages } from './read-images.ts';
import { unpickle } from './unpickle.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../test/fixtures/${name}.pickle`, import.meta.url));

describe('readImages', () => {
  it('reads what pandas wrote with either protocol, with LUMA’s labels', async () => {
    const rows = await readImages(fixture('frame-protocol-4'), 'edm');
    expect(rows.map(({ label, source }) => [label, source])).toEqual([['man', 'cifar10'], ['roses', 'cifar10'], ['dog', 'cifar10']]); // prettier-ignore
    expect(rows[1].image).toMatchObject({ width: 2, height: 2, channels: 3 });
    expect([...rows[1].image.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const reordered = await readImages(fixture('frame-protocol-5'), 'edm');
    expect(reordered.map(({ label }) => label)).toEqual(['dog', 'man', 'roses']);
    expect([...reordered[0].image.data]).toEqual([...rows[2].image.data]);
  });

  it('rounds floating-point images in 0 … 255, and marks them', async () => {
    const [row] = await readImages(fixture('frame-float'), 'edm');
    expect([...row.image.data]).toEqual([0, 1, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14]);
    expect(row.wasFloat).toBe(true);
  });

  it('runs nothing, and names what it would have run', async () => {
    await expect(readImages(fixture('harmful'), 'edm')).rejects.toThrow('got the class "posix.system"');
    expect(existsSync('/tmp/harmed')).toBe(false);
  });

  it('refuses opcodes and classes that no data frame needs', () => {
    expect(() => unpickle(Buffer.from('(cos\nsystem\n.'))).toThrow('got the class "os.system"');
    expect(() => unpickle(Buffer.from([0x80, 4, 0x8f, 0x2e]))).toThrow('got opcode 0x8f at byte 3');
    expect(() => unpickle(Buffer.from([0x80, 4, 0x8e, 255, 255, 255, 255, 255, 255, 255, 255]))).toThrow('an end before');
  });

  it('returns images or throws a LumaError, whatever is changed in a pickle', async () => {
    const original = readFileSync(fixture('frame-protocol-4'));
    const file = join(emptyFolder(), 'fuzzed.pickle');
    const change = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const check = async (changes: [number, number][], length: number) => {
      const bytes = Buffer.from(original);
      for (const [place, byte] of changes) bytes[place] = byte;
      writeFileSync(file, bytes.subarray(0, length));
      const rows = await readImages(file, 'edm').catch((error: unknown) => error);
      expect(rows instanceof LumaError || Array.isArray(rows)).toBe(true);
    };
    await fc.assert(fc.asyncProperty(change, fc.oneof(fc.constant(original.length), fc.nat(original.length)), check), { numRuns: 600 });
  });
});
