import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packageFolders } from './import-graph.ts';
import { workspace } from './workspace.ts';

const sources = packageFolders.flatMap((folder) =>
  readdirSync(join(workspace, folder)).flatMap((name) => {
    const root = join(folder, name, 'src');
    if (!existsSync(join(workspace, root))) return [];
    return readdirSync(join(workspace, root), { recursive: true, encoding: 'utf8' }).map((file) => join(root, file));
  }),
);
const isTest = (file: string) => /\.test\.ts$/.test(file);
const isSource = (file: string) => file.endsWith('.ts') && !/(\.test(\.\w+)?|\.d|\.wasm)\.ts$/.test(file) && basename(file) !== 'index.ts';

test('every source file has a test next to it, or is imported or named in one', () => {
  const tests = sources.filter(isTest);
  const texts = tests.map((file) => readFileSync(join(workspace, file), 'utf8')).join('\n');
  const isNamed = (file: string) => new RegExp(`(?<![\\w-])${basename(file).replaceAll('.', '\\.')}(?!\\w)`).test(texts);
  const untested = sources.filter(isSource).filter((file) => !tests.includes(file.replace(/\.ts$/, '.test.ts')) && !isNamed(file));
  expect(untested).toEqual([]);
});

test('no folder has more than eighteen source files', () => {
  const counts = new Map<string, number>();
  for (const file of sources.filter(isSource)) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 18)).toEqual([]);
});
