import type { Tree } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree.js';
import { fusion } from './fusion.ts';
import { measure } from './measure.ts';
import { modality } from './modality.ts';
import { namesOf } from './names.ts';
import { workspace } from '../workspace.ts';

/** The files that a generator would write into the current workspace; nothing is written. */
async function changesOf(generate: (tree: Tree) => Promise<unknown>): Promise<Record<string, string>> {
  const tree = new FsTree(workspace, false);
  await generate(tree);
  return Object.fromEntries(tree.listChanges().map(({ path, content }) => [path, String(content)]));
}

test('a modality is a package that experiments can name', async () => {
  const changes = await changesOf((tree) => modality(tree, { name: 'plantedCloud' }));
  expect(Object.keys(changes).sort()).toEqual([
    'eslint.config.js',
    'packages/pipeline/package.json',
    'packages/pipeline/src/extractors.ts',
    'packages/pipeline/src/feature-plan.ts',
    ...['README.md', 'package.json', 'src/index.ts', 'src/planted-cloud-extractor.test.ts', 'src/planted-cloud-extractor.ts']
      .concat(['src/planted-cloud-options.ts', 'test/fixtures/four-bytes.bin', 'tsconfig.json'])
      .map((file) => `packages/planted-cloud-features/${file}`),
  ]);
  expect(changes['packages/pipeline/src/extractors.ts']).toContain(
    "case 'plantedCloud':\n      return plantedCloudExtractor(plan.options) as Extractor;",
  );
  expect(changes['eslint.config.js']).toContain("onlyDependOnLibsWithTags: ['modality:plantedCloud', 'modality:shared']");
});

test('a fusion is a file and a line in the list of fusions', async () => {
  const changes = await changesOf((tree) => fusion(tree, { name: 'plantedVote' }));
  expect(changes['packages/mmae/src/fusion/planted-vote.ts']).toContain('export const plantedVote: Fusion = {');
  expect(changes['packages/mmae/src/fusion/fusions.ts']).toMatch(
    /import { plantedVote } from '.\/planted-vote.ts';[^]*,\s*plantedVote,\s*} satisfies/,
  );
});

test('a measure reaches the table', async () => {
  const changes = await changesOf((tree) => measure(tree, { name: 'plantedShare' }));
  expect(changes['packages/evaluation/src/index.ts']).toContain("export { plantedShare } from './agreement/planted-share.ts';");
  expect(changes['packages/scoring/src/evaluate/evaluate-method.ts']).toContain('plantedShare: plantedShare(labels, scoredClusters),');
  expect(changes['packages/run-folder/src/evaluation-schema.ts']).toContain('plantedShare: share.optional().describe(');
});

test('no file is overwritten, and names are checked', async () => {
  await expect(changesOf((tree) => fusion(tree, { name: 'mean' }))).rejects.toThrow('expected packages/mmae/src/fusion/mean.ts to be new');
  expect(() => namesOf('Planted-vote')).toThrow('expected a name in camelCase such as softVote, got "Planted-vote"');
});
