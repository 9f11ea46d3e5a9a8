import type { Names } from './names.ts';

/** @param versions of the packages of the workspace that it depends on */
export const packageJson = ({ camel, kebab, words }: Names, versions: Readonly<Record<'input' | 'samples', string>>) =>
  JSON.stringify({
    name: `@mmae/${kebab}-features`,
    version: '0.1.0',
    description: `${words[0].toUpperCase()}${words.slice(1)} to numbers.`,
    license: 'Apache-2.0',
    type: 'module',
    engines: { node: '>=20.15' },
    nx: { tags: ['type:feature', `modality:${camel}`] },
    exports: {
      '.': { '@mmae/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    files: ['dist', '!dist/**/*.test.*', '!dist/**/*.tsbuildinfo'],
    scripts: { test: 'node ../../tools/jest/test.mjs' },
    dependencies: { '@mmae/input': versions.input, '@mmae/samples': versions.samples, tslib: '^2.8.1', zod: '4.6.7' },
  });

export const tsconfig = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "rootDir": "src", "outDir": "dist", "tsBuildInfoFile": "dist/tsconfig.tsbuildinfo" },
  "include": ["src"],
  "references": [{ "path": "../input" }, { "path": "../samples" }]
}
`;

export const readme = ({ camel, kebab, words, pascal }: Names) => `# @mmae/${kebab}-features

Turns files of ${words} into features.

\`\`\`ts
import { ${camel}Extractor } from '@mmae/${kebab}-features';

const extractor = ${camel}Extractor();
const raw = await extractor.extract({ kind: 'file', path: 'test/fixtures/four-bytes.bin' });

console.log(extractor.transform(raw).slice(0, 4)); // Float32Array(4) [ 0.25, 0.5, 0, 0.25 ]
\`\`\`

| export | what it is |
|---|---|
| \`${camel}Extractor(options)\` | an \`Extractor\` (\`@mmae/samples\`): the histogram of a file's bytes, \`[256]\`, as shares that sum to 1 |
| \`${camel}Options\` | the schema of its options |
| \`${pascal}Raw\` | what the cache keeps of a file: the count of each byte, \`[256]\` |

**In an experiment**, with a column \`${camel}\` in the manifest: \`"modalities": ["${camel}", …], "media": { "${camel}": { "extractor": "${camel}" } }\`, or
\`--set modalities='["${camel}","text"]' --set media.${camel}.extractor=${camel}\`.

**Conventions.** Nothing is fitted on train; there are no augmented copies.

**Limits.** An empty or unreadable file is an \`UnusableMediaError\`. A histogram of bytes is a placeholder: replace it with features of ${words}.
`;

export const options = ({ camel }: Names) => `import { z } from 'zod';

/** Options of \`${camel}Extractor\`. */
export const ${camel}Options = z.strictObject({
  maxBytes: z
    .int()
    .min(1)
    .default(2 ** 28)
    .describe('largest file in bytes; larger ones are skipped'),
});
`;

export const extractor = ({ camel, kebab, words, pascal }: Names) => `import { resolveOptions } from '@mmae/input';
import { UnusableMediaError, type Extractor, type Media } from '@mmae/samples';
import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { ${camel}Options } from './${kebab}-options.ts';

/** The count of each byte of a file, \`[256]\`. */
export type ${pascal}Raw = Uint32Array;

const numBytes = 256;

/**
 * Turns files of ${words} into the histogram of their bytes, as shares that sum to 1. A placeholder that works for any file: replace it with features of
 * ${words}, and give the source of each formula.
 *
 * @throws InputError for options that break a rule
 */
export function ${camel}Extractor(given: z.input<typeof ${camel}Options> = {}): Extractor<${pascal}Raw> {
  const { maxBytes } = resolveOptions('${camel}Extractor', ${camel}Options, given);
  return {
    featureLength: numBytes,
    numCopies: 0,
    async extract(media) {
      return histogram(await bytesOf(media, maxBytes));
    },
    fit: () => undefined,
    transform(raw) {
      const total = raw.reduce((sum, count) => sum + count, 0);
      return Float32Array.from(raw, (count) => count / total);
    },
    augment: () => [],
    toBytes: (raw) => new Uint8Array(raw.slice().buffer),
    fromBytes: (bytes) => new Uint32Array(Uint8Array.from(bytes).buffer), // a copy: the bytes may be part of a larger buffer
    state: () => ({ json: {}, tensors: {} }),
    restore: () => undefined,
  };
}

async function bytesOf(media: Media, maxBytes: number): Promise<Uint8Array> {
  if (media.kind !== 'file') {
    throw new UnusableMediaError(\`not a file: expected media of kind file, got \${media.kind}. Correct the modality.\`);
  }
  const { size } = await stat(media.path).catch(unreadable);
  if (size === 0) throw new UnusableMediaError('empty: expected a file of at least one byte, got none. Restore it.');
  if (size > maxBytes) throw new UnusableMediaError(\`too large: expected at most \${maxBytes} bytes, got \${size}. Raise maxBytes.\`);
  return readFile(media.path).catch(unreadable);
}

function unreadable(cause: Error): never {
  throw new UnusableMediaError(\`unreadable: \${cause.message}\`, { cause });
}

function histogram(bytes: Uint8Array): ${pascal}Raw {
  const counts = new Uint32Array(numBytes);
  for (const byte of bytes) counts[byte]++;
  return counts;
}
`;

export const extractorTest = ({ camel, kebab }: Names) => `import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ${camel}Extractor } from './${kebab}-extractor.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), '${kebab}-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const extractor = ${camel}Extractor();

function file(...bytes: number[]) {
  const path = join(folder, 'file.bin');
  writeFileSync(path, Uint8Array.from(bytes));
  return { kind: 'file', path } as const;
}

test('features are the shares of the bytes', async () => {
  const numbers = extractor.transform(await extractor.extract(file(0, 255, 255, 7)));
  expect([numbers[0], numbers[7], numbers[255]]).toEqual([0.25, 0.25, 0.5]);
  expect(numbers.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  expect(numbers.length).toBe(extractor.featureLength);
});

test('a cached value is read back unchanged', async () => {
  const raw = await extractor.extract(file(1, 2, 2));
  expect(extractor.fromBytes(extractor.toBytes(raw))).toEqual(raw);
  const part = Buffer.concat([Uint8Array.of(9), extractor.toBytes(raw)]).subarray(1);
  expect(extractor.fromBytes(part)).toEqual(raw);
});

test('a restored extractor gives the same features', async () => {
  const raw = await extractor.extract(file(1, 2, 2));
  const other = ${camel}Extractor();
  other.restore(extractor.state());
  expect(other.transform(raw)).toEqual(extractor.transform(raw));
});

test('augment gives numCopies copies', async () => {
  expect(extractor.augment(await extractor.extract(file(1)), undefined as never)).toHaveLength(extractor.numCopies);
});

test('an empty, missing or too large file, and media that are not a file, are refused', async () => {
  await expect(extractor.extract(file())).rejects.toThrow('empty: expected a file of at least one byte');
  await expect(extractor.extract({ kind: 'file', path: join(folder, 'none') })).rejects.toThrow('unreadable: ENOENT');
  await expect(extractor.extract({ kind: 'text', text: 'words' })).rejects.toThrow('expected media of kind file, got text');
  await expect(${camel}Extractor({ maxBytes: 1 }).extract(file(1, 2))).rejects.toThrow('too large: expected at most 1 bytes, got 2');
});
`;
