import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders whose entries are packages of the workspace. */
export const packageFolders = ['packages', 'datasets', 'apps'];

/** A package and what it imports. */
export interface PackageNode {
  readonly name: string;
  /** its tag without "type:": trainer, feature, util … */
  readonly type: string;
  /** names of the packages that its sources import, tests aside; sorted */
  readonly imports: readonly string[];
}

/** Every package of the workspace with the imports in its sources, sorted by folder and name. */
export function readPackages(workspace: string): PackageNode[] {
  return packageFolders
    .filter((folder) => existsSync(join(workspace, folder)))
    .flatMap((folder) => readdirSync(join(workspace, folder)).map((name) => join(workspace, folder, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map(readPackage);
}

function readPackage(folder: string): PackageNode {
  const { name, nx } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; nx: { tags: string[] } };
  const own = name.replace('@mmae/', '');
  const type = nx.tags.find((tag) => tag.startsWith('type:'))!.slice('type:'.length);
  const files = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /(?<!\.test|\.test\.\w+|\.d)\.ts$/.test(file));
  const imports = sources.flatMap((file) => importsOf(readFileSync(join(folder, 'src', file), 'utf8')));
  return { name: own, type, imports: [...new Set(imports)].filter((other) => other !== own).sort() };
}

const importsOf = (source: string) => Array.from(source.matchAll(/(?:from|import|import\()\s*'@mmae\/([a-z-]+)/g), ([, name]) => name);

/** Layers of the diagram, top to bottom, with the types of their packages. No import leads to a layer above. */
export const layers: readonly { readonly title: string; readonly types: readonly string[] }[] = [
  { title: 'apps', types: ['trainer', 'reporter', 'archivist'] },
  { title: 'an archive, served', types: ['page', 'server'] },
  { title: 'from media to results', types: ['annotator', 'pipeline', 'tagging', 'embedder', 'scoring'] },
  { title: 'model and baselines', types: ['model', 'baseline', 'engine'] },
  { title: 'archives', types: ['archive', 'ingest'] },
  { title: 'features and measures', types: ['feature', 'encoder', 'table', 'measure', 'run'] },
  { title: 'samples', types: ['dataset', 'film', 'media'] },
  { title: 'base', types: ['command', 'util'] },
];

/** @throws RangeError where a package has a type that no layer lists */
export function layerOf({ name, type }: PackageNode): number {
  const index = layers.findIndex(({ types }) => types.includes(type));
  if (index >= 0) return index;
  const known = layers.flatMap(({ types }) => types).join(', ');
  throw new RangeError(`layerOf: expected a type among ${known}, got "${type}" (${name}). Add it to a layer in tools/src/import-graph.ts.`);
}

/** A Mermaid flowchart: one node per package, one edge per import that no longer path implies, one subgraph per layer. */
export function toMermaid(packages: readonly PackageNode[]): string {
  const groups = layers.flatMap(({ title }, index) => {
    const members = packages.filter((node) => layerOf(node) === index);
    if (members.length === 0) return [];
    return [`  subgraph layer${index}["${title}"]`, ...members.map(({ name }) => `    ${name}`), '  end'];
  });
  const edges = packages.flatMap((node) => directImports(node, packages).map((other) => `  ${node.name} --> ${other}`));
  return ['flowchart TD', ...groups, ...edges].join('\n');
}

/** Imports that are not implied by another import's own imports. */
function directImports({ imports }: PackageNode, packages: readonly PackageNode[]): string[] {
  const reachable = reachableFrom(packages);
  return imports.filter((name) => !imports.some((other) => other !== name && reachable(other).has(name)));
}

function reachableFrom(packages: readonly PackageNode[]): (name: string) => ReadonlySet<string> {
  const importsByName = new Map(packages.map(({ name, imports }) => [name, imports]));
  const visit = (name: string, seen: Set<string>): Set<string> => {
    for (const other of importsByName.get(name) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      visit(other, seen);
    }
    return seen;
  };
  return (name) => visit(name, new Set());
}
