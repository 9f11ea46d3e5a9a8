import { readFileSync } from 'node:fs';
import { layerOf, readPackages, toMermaid, type PackageNode } from './import-graph.ts';
import { workspace } from './workspace.ts';

const node = (name: string, type: string, imports: string[] = []): PackageNode => ({ name, type, imports });

test.each(['docs/ARCHITECTURE.md', 'README.md'])('the diagram in %s shows the imports of the sources', (file) => {
  const page = readFileSync(`${workspace}/${file}`, 'utf8');
  expect(page.includes(toMermaid(readPackages(workspace))) || 'the diagram is out of date: run `npm run docs -- --graph`').toBe(true);
});

test('no import leads to a layer above, and no features package imports another', () => {
  const packages = new Map(readPackages(workspace).map((found) => [found.name, found]));
  const wrong = Array.from(packages.values()).flatMap((from) =>
    from.imports
      .map((name) => packages.get(name)!)
      .filter((to) => layerOf(to) < layerOf(from) || (from.type === 'feature' && to.type === 'feature'))
      .map((to) => `${from.name} → ${to.name}`),
  );
  expect(wrong).toEqual([]);
});

test('one node per package, one edge per import that no longer path implies', () => {
  const mermaid = toMermaid([node('trainer', 'trainer', ['matrix', 'mmae']), node('mmae', 'model', ['matrix']), node('matrix', 'util')]);
  expect(mermaid.split('\n').filter((line) => line.includes('-->'))).toEqual(['  trainer --> mmae', '  mmae --> matrix']);
});

test('a package of an unknown type is refused', () => {
  expect(() => toMermaid([node('attic', 'storage')])).toThrow('got "storage" (attic). Add it to a layer');
});
