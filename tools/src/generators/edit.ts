import type { Tree } from '@nx/devkit';

/**
 * Inserts text into an existing file, before or after an anchor that occurs exactly once.
 *
 * @throws Error if the anchor is missing or occurs more than once: the file was changed, so the generator must be updated
 */
export function insert(tree: Tree, file: string, where: 'before' | 'after', anchor: string, text: string): void {
  const source = tree.read(file, 'utf8') ?? '';
  const numFound = source.split(anchor).length - 1;
  if (numFound !== 1) {
    throw new Error(
      `insert: expected ${JSON.stringify(anchor)} once in ${file}, got ${numFound}. Update the anchor in tools/src/generators.`,
    );
  }
  tree.write(
    file,
    source.replace(anchor, () => (where === 'before' ? text + anchor : anchor + text)),
  );
}

/** @throws Error if the file exists: nothing is overwritten */
export function writeNew(tree: Tree, file: string, text: string): void {
  if (tree.exists(file)) throw new Error(`generate: expected ${file} to be new, but it exists. Choose another name.`);
  tree.write(file, text);
}
