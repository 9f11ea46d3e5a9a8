import type { Names } from './names.ts';

/** @param samplesVersion what `@mmae/samples` is at, which the workspace pins */
export const packageJson = ({ camel, kebab, words }: Names, samplesVersion: string) =>
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
    dependencies: { '@mmae/samples': samplesVersion, tslib: '^2.8.1' },
  });

export const tsconfig = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "rootDir": "src", "outDir": "dist", "tsBuildInfoFile": "dist/tsconfig.tsbuildinfo" },
  "include": ["src"],
  "references": [{ "path": "../samples" }]
}
`;

export const readme = ({ camel, kebab, words, pascal }: Names) => `# @mmae/${kebab}-features

Files of ${words} to numbers.

\`\`\`ts
import { ${camel}Extractor } from '@mmae/${kebab}-features';

const extractor = ${camel}Extractor();
const raw = await extractor.extract({ kind: 'file', path: 'test/fixtures/four-bytes.bin' });

console.log(extractor.transform(raw).slice(0, 4)); // Float32Array(4) [ 0.25, 0.5, 0, 0.25 ]
\`\`\`

| export | what it is |
|---|---|
| \`${camel}Extractor()\` | an \`Extractor\` (\`@mmae/samples\`): the histogram of a file's bytes, \`[256]\`, in shares that sum to 1 |
| \`${pascal}Raw\` | what is cached of a file: how often each byte stands in it, \`[256]\` |

**In an experiment**, beside a column \`${camel}\` of the manifest: \`"modalities": ["${camel}", …], "media": { "${camel}": { "extractor": "${camel}" } }\`.

**Conventions.** Nothing is learnt from train; there are no augmented copies.

**Limits.** An empty file and one that cannot be read are an \`UnusableMediaError\`. A histogram of bytes says little of ${words}: it stands until this room knows better.
`;

export const extractor = ({
  camel,
  words,
  pascal,
}: Names) => `import { UnusableMediaError, type Extractor, type Media } from '@mmae/samples';
import { readFile } from 'node:fs/promises';

/** How often each byte stands in a file, \`[256]\`. */
export type ${pascal}Raw = Uint32Array;

const numBytes = 256;

/**
 * Files of ${words} to numbers: the histogram of their bytes, in shares that sum to 1. It starts as something that any file has: put in its place what is
 * known of ${words}, with the source of each formula.
 */
export function ${camel}Extractor(): Extractor<${pascal}Raw> {
  return {
    featureLength: numBytes,
    numCopies: 0,
    async extract(media) {
      return histogram(await bytesOf(media));
    },
    fit: () => undefined,
    transform(raw) {
      const total = raw.reduce((sum, count) => sum + count, 0);
      return Float32Array.from(raw, (count) => count / total);
    },
    augment: () => [],
    toBytes: (raw) => new Uint8Array(raw.slice().buffer),
    fromBytes: (bytes) => new Uint32Array(bytes.slice().buffer),
    state: () => ({ json: {}, tensors: {} }),
    restore: () => undefined,
  };
}

async function bytesOf(media: Media): Promise<Uint8Array> {
  if (media.kind !== 'file') {
    throw new UnusableMediaError(\`no ${words}: expected media of kind file, got \${media.kind}. Correct the modality.\`);
  }
  const bytes = await readFile(media.path).catch((cause: Error) => {
    throw new UnusableMediaError(\`unreadable: \${cause.message}\`, { cause });
  });
  if (bytes.length === 0) throw new UnusableMediaError('empty: expected a file of at least one byte, got none. Restore it.');
  return bytes;
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

test('a closed form: shares of the bytes', async () => {
  const numbers = extractor.transform(await extractor.extract(file(0, 255, 255, 7)));
  expect([numbers[0], numbers[7], numbers[255]]).toEqual([0.25, 0.25, 0.5]);
  expect(numbers.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  expect(numbers.length).toBe(extractor.featureLength);
});

test('what is cached comes back as it was', async () => {
  const raw = await extractor.extract(file(1, 2, 2));
  expect(extractor.fromBytes(extractor.toBytes(raw))).toEqual(raw);
});

test('another extractor with this one’s state gives the same numbers', async () => {
  const raw = await extractor.extract(file(1, 2, 2));
  const other = ${camel}Extractor();
  other.restore(extractor.state());
  expect(other.transform(raw)).toEqual(extractor.transform(raw));
});

test('there are as many copies as it says', async () => {
  expect(extractor.augment(await extractor.extract(file(1)), undefined as never)).toHaveLength(extractor.numCopies);
});

test('a file that is empty or not there, and what is no file, is refused by name', async () => {
  await expect(extractor.extract(file())).rejects.toThrow('empty: expected a file of at least one byte');
  await expect(extractor.extract({ kind: 'file', path: join(folder, 'none') })).rejects.toThrow('unreadable: ENOENT');
  await expect(extractor.extract({ kind: 'text', text: 'words' })).rejects.toThrow('expected media of kind file, got text');
});
`;
