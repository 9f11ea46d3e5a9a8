import { checkFiles, checkTarget } from './check-target.ts';
import { byteDamages, damaged, type Damage } from './damage.ts';
import { tellsTheRule, type Target } from './target.ts';

const sound = Buffer.from('0123456789');

test.each<[Damage, string]>([
  [{ kind: 'truncate', at: 4 }, '0123'],
  [{ kind: 'truncate', at: 0.55 }, '01234'],
  [{ kind: 'truncate', at: -3 }, '0123456'],
  [{ kind: 'flip', at: 1, bit: 3 }, '0923456789'],
  [{ kind: 'fill', at: 8, length: 16, value: 0x20 }, '01234567  '],
  [{ kind: 'number', at: 2, width: 2, value: 0x614100, isLittleEndian: true }, '01\u0000A456789'],
  [{ kind: 'remove', at: 2, length: 3 }, '0156789'],
  [{ kind: 'repeat', at: 2, length: 2, times: 3 }, '01232323456789'],
  [{ kind: 'insert', at: -1, bytes: Buffer.from('xy') }, '012345678xy9'],
  [{ kind: 'splice', at: 3, other: 1, from: 1 }, '012bc'],
  [{ kind: 'json', node: 1, value: null }, '0123456789'], // no document
  [{ kind: 'encode', as: 'bom' }, '\uFEFF0123456789'],
])('%j', (damage, expected) => {
  expect(damaged(sound, [damage], [sound, Buffer.from('abc')]).toString()).toBe(expected);
});

test('a value of a document is replaced or removed', () => {
  const document = Buffer.from('{"a":[1,2],"b":"c"}');
  const withNode = (node: number, value: unknown) => damaged(document, [{ kind: 'json', node, value }], [document]).toString();
  expect([withNode(0, []), withNode(1, null), withNode(3, {}), withNode(4, undefined)]).toEqual([
    ...['[]', '{"a":null,"b":"c"}', '{"a":[1,{}],"b":"c"}', '{"a":[1,2]}'],
  ]);
});

/** Crashes if the first byte was changed, and refuses a file of another length. */
const planted: Target = {
  files: { one: sound },
  damagesOf: () => byteDamages,
  async attempt(_, bytes) {
    if (bytes.length > 0 && bytes[0] !== sound[0]) (undefined as unknown as { crash(): void }).crash();
    if (bytes.length !== sound.length) throw new RangeError(`planted: expected 10 bytes, got ${bytes.length}.`);
  },
  isDocumented: tellsTheRule,
};

test('an undocumented error is found, the same for the same seed, and its damage is shrunk', async () => {
  expect(await checkFiles(planted)).toBeUndefined();
  const failure = await checkTarget(planted, { seed: 5, numRuns: 200 });
  expect(failure).toMatchObject({ seed: 5, file: 'one', error: expect.stringContaining('TypeError') });
  expect(failure!.damages).toHaveLength(1);
  expect(failure!.bytes[0]).not.toBe(sound[0]);
  expect(await checkTarget(planted, { seed: 5, numRuns: 200 })).toEqual({ ...failure, error: expect.any(String) });
  expect(await checkTarget({ ...planted, isDocumented: () => true }, { seed: 5, numRuns: 200 })).toBeUndefined();
});

test('an undamaged file that is refused is a failure of the target', async () => {
  expect((await checkFiles({ ...planted, files: { short: Buffer.from('01') } }))?.error).toContain(
    'undamaged: RangeError: planted: expected 10',
  );
});
