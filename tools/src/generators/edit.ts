import type { Tree } from '@nx/devkit';

/**
 * Puts text into a file of the house, before or after a place that is there once.
 *
 * @throws Error where the place is not there, or more than once: the house was rebuilt, and the generator is to follow
 */
export function insert(tree: Tree, file: string, where: 'before' | 'after', place: string, text: string): void {
  const source = tree.read(file, 'utf8') ?? '';
  const numFound = source.split(place).length - 1;
  if (numFound !== 1) {
    throw new Error(`insert: expected ${JSON.stringify(place)} once in ${file}, got ${numFound}. Follow the file in tools/src/generators.`);
  }
  tree.write(
    file,
    source.replace(place, () => (where === 'before' ? text + place : place + text)),
  );
}

/** @throws Error where the file is there already: nothing is overwritten */
export function writeNew(tree: Tree, file: string, text: string): void {
  if (tree.exists(file)) throw new Error(`generate: expected ${file} to be new, got one that is there. Choose another name.`);
  tree.write(file, text);
}
