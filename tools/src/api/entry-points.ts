import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageFolders } from '../import-graph.ts';

/** A module that a package exports. */
export interface EntryPoint {
  /** folder of the package */
  readonly folder: string;
  /** "mmae", "mmae-encoder": names its report */
  readonly name: string;
  /** its built declarations */
  readonly declarations: string;
}

/** Every module with types that the packages of the workspace export. */
export function entryPoints(workspace: string): EntryPoint[] {
  return packageFolders.flatMap((parent) =>
    readdirSync(join(workspace, parent)).flatMap((name) => entryPointsOf(join(workspace, parent, name))),
  );
}

function entryPointsOf(folder: string): EntryPoint[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
  return Object.entries(exports).flatMap(([path, target]) => {
    const types = typeof target === 'object' && target !== null && 'types' in target ? String(target.types) : undefined;
    const suffix = path === '.' ? '' : `-${basename(path)}`;
    return types === undefined ? [] : [{ folder, name: `${basename(folder)}${suffix}`, declarations: join(folder, types) }];
  });
}
