import fc from 'fast-check';

/** A position in a file: a whole number counts bytes from the start, or from the end if negative; a fraction is a share of the length. */
type Place = number;

/** One way to damage a file, whatever its length. */
export type Damage =
  | { readonly kind: 'truncate'; readonly at: Place }
  | { readonly kind: 'flip'; readonly at: Place; readonly bit: number }
  | { readonly kind: 'fill'; readonly at: Place; readonly length: number; readonly value: number }
  | { readonly kind: 'number'; readonly at: Place; readonly width: 1 | 2 | 4; readonly value: number; readonly isLittleEndian: boolean }
  | { readonly kind: 'remove'; readonly at: Place; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: Place; readonly length: number; readonly times: number }
  | { readonly kind: 'insert'; readonly at: Place; readonly bytes: Uint8Array }
  | { readonly kind: 'splice'; readonly at: Place; readonly other: number; readonly from: Place }
  | { readonly kind: 'json'; readonly node: number; readonly value: unknown }
  | { readonly kind: 'encode'; readonly as: 'utf16le' | 'utf16be' | 'latin1' | 'bom' };

const place: fc.Arbitrary<Place> = fc.oneof(
  fc.integer({ min: 0, max: 127 }), // headers
  fc.integer({ min: -64, max: -1 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const length = fc.oneof(fc.constantFrom(1, 2, 4, 8, 16), fc.integer({ min: 1, max: 4096 }));
const extreme = fc.constantFrom(0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff);
const width = fc.constantFrom<1 | 2 | 4>(1, 2, 4);

const ofBytes: fc.Arbitrary<Damage>[] = [
  fc.record({ kind: fc.constant('truncate'), at: place }),
  fc.record({ kind: fc.constant('flip'), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('fill'), at: place, length, value: fc.constantFrom(0, 0, 0xff, 0x20) }),
  fc.record({ kind: fc.constant('number'), at: place, width, value: extreme, isLittleEndian: fc.boolean() }),
  fc.record({ kind: fc.constant('remove'), at: place, length }),
  fc.record({ kind: fc.constant('repeat'), at: place, length, times: fc.integer({ min: 2, max: 64 }) }),
  fc.record({ kind: fc.constant('insert'), at: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 32 }) }),
  fc.record({ kind: fc.constant('splice'), at: place, other: fc.nat(1000), from: place }),
];

/** Fragments of text that are hard for readers of tables and documents. */
const pieces = [
  ...[
    '"',
    '""',
    "'",
    ',',
    ';',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    '#',
    '=',
    '@',
    '|',
    'sep=;\n',
    '\u2028',
    '\u0000',
  ],
  ...[
    '\uFEFF',
    '\u001b[2J',
    '\u202E',
    'é',
    '😀',
    'e\u0301',
    '\u0085',
    'null',
    'true',
    'NaN',
    'Infinity',
    '-1',
    '1e999',
    '0x10',
    '1_000',
    '.',
    '..',
  ],
  ...[
    '../../x',
    'C:\\x',
    '/dev/null',
    '__proto__',
    'constructor',
    'toString',
    'id',
    'split',
    'label',
    'train',
    'x'.repeat(10_000),
    ',,,,,,',
  ],
];
const piece = fc.constantFrom(...pieces).map((text) => new Uint8Array(Buffer.from(text)));
const ofTexts: fc.Arbitrary<Damage>[] = [
  fc.record({ kind: fc.constant('insert'), at: place, bytes: piece }),
  fc.record({
    kind: fc.constant('insert'),
    at: place,
    bytes: fc.constantFrom(Uint8Array.of(0xff), Uint8Array.of(0xc3), Uint8Array.of(0xed, 0xa0, 0x80)),
  }),
  fc.record({ kind: fc.constant('encode'), as: fc.constantFrom('utf16le', 'utf16be', 'latin1', 'bom') }),
];

const strange = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    '',
    'x',
    '__proto__',
    '../..',
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    [],
    [[]],
    {},
    { length: 1e9 },
    { constructor: null },
    [null],
    ['a', 'a'],
    undefined,
  ],
);
const ofDocuments: fc.Arbitrary<Damage>[] = [fc.record({ kind: fc.constant('json'), node: fc.nat(100_000), value: strange })];

/** Usually one: after several, little remains to be read. */
const several = (ways: readonly fc.Arbitrary<Damage>[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.oneof(...ways)) },
    { weight: 1, arbitrary: fc.array(fc.oneof(...ways), { minLength: 2, maxLength: 4 }) },
  );

/** Damages of files of numbers, of text, of JSON. */
export const byteDamages = several(ofBytes);
export const textDamages = several([...ofBytes, ...ofTexts]);
export const documentDamages = several([...ofDocuments, ...ofDocuments, ...ofTexts, ...ofBytes]);

const words = (max: number) => fc.integer({ min: 1, max }).map((count) => 4 * count);

/** 32-bit words of zeros, as from a block that was never written, in the first 256 bytes. */
export const zeroedWords: fc.Arbitrary<readonly Damage[]> = fc.tuple(
  fc.record({ kind: fc.constant('fill'), at: words(64).map((at) => at - 4), length: words(10), value: fc.constant(0) }),
);

const longest = 1 << 22;

/** A file with its damages, in their order. @param others files of the same kind, to splice with */
export function damaged(bytes: Buffer, damages: readonly Damage[], others: readonly Buffer[]): Buffer {
  return damages.reduce((left, damage) => damagedOnce(left, damage, others).subarray(0, longest), bytes);
}

function damagedOnce(bytes: Buffer, damage: Damage, others: readonly Buffer[]): Buffer {
  if (damage.kind === 'json') return withNode(bytes, damage.node, damage.value);
  if (damage.kind === 'encode') return encoded(bytes, damage.as);
  const at = offsetOf(damage.at, bytes.length);
  const before = bytes.subarray(0, at);
  if (damage.kind === 'truncate') return before;
  if (damage.kind === 'insert') return Buffer.concat([before, damage.bytes, bytes.subarray(at)]);
  if (damage.kind === 'remove') return Buffer.concat([before, bytes.subarray(at + damage.length)]);
  if (damage.kind === 'repeat') {
    const piece = bytes.subarray(at, at + damage.length);
    return Buffer.concat([before, ...Array.from({ length: damage.times }, () => piece), bytes.subarray(at + damage.length)]);
  }
  if (damage.kind === 'splice') {
    const other = others[damage.other % others.length];
    return Buffer.concat([before, other.subarray(offsetOf(damage.from, other.length))]);
  }
  return overwritten(Buffer.from(bytes), at, damage);
}

function overwritten(bytes: Buffer, at: number, damage: Extract<Damage, { kind: 'flip' | 'fill' | 'number' }>): Buffer {
  if (damage.kind === 'fill') return bytes.fill(damage.value, at, Math.min(at + damage.length, bytes.length));
  if (damage.kind === 'flip') bytes[at] ^= 1 << damage.bit;
  else if (at + damage.width <= bytes.length) {
    const value = damage.value % 2 ** (8 * damage.width);
    if (damage.isLittleEndian) bytes.writeUIntLE(value, at, damage.width);
    else bytes.writeUIntBE(value, at, damage.width);
  }
  return bytes;
}

function offsetOf(place: Place, length: number): number {
  if (!Number.isInteger(place)) return Math.floor(place * length);
  return place < 0 ? Math.max(0, length + place) : Math.min(place, length);
}

function encoded(bytes: Buffer, as: 'utf16le' | 'utf16be' | 'latin1' | 'bom'): Buffer {
  const text = bytes.toString('utf8');
  if (as === 'bom') return Buffer.from(`\uFEFF${text}`);
  if (as === 'latin1') return Buffer.from(text, 'latin1');
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return as === 'utf16le' ? wide : wide.swap16();
}

/** A JSON document with one of its values replaced, or removed if undefined. Bytes that are not JSON are unchanged. */
function withNode(bytes: Buffer, node: number, value: unknown): Buffer {
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString('utf8'));
  } catch {
    return bytes;
  }
  let numNodes = 0;
  JSON.stringify(document, (_, each: unknown) => (numNodes++, each));
  let count = 0;
  return Buffer.from(JSON.stringify(document, (_, each: unknown) => (count++ === node % numNodes ? value : each)) ?? '');
}
