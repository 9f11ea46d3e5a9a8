import { formatFiles, type Tree } from '@nx/devkit';
import { insert, writeNew } from './edit.ts';
import { finish } from './finish.ts';
import type { GeneratorOptions } from './modality.ts';
import { namesOf, type Names } from './names.ts';

const mmae = 'packages/mmae/src';

/** `npx nx g ./tools:fusion softVote`: a fusion that starts as the mean, its test, and its name in the list of fusions. */
export async function fusion(tree: Tree, { name, skipFinish }: GeneratorOptions): Promise<() => void> {
  const names = namesOf(name);
  writeNew(tree, `${mmae}/fusion/${names.kebab}.ts`, source(names));
  writeNew(tree, `${mmae}/fusion/${names.kebab}.test.ts`, test(names));
  const fusions = `${mmae}/fusion/fusions.ts`;
  insert(tree, fusions, 'before', "import { sum } from './sum.ts';", `import { ${name} } from './${names.kebab}.ts';\n`);
  insert(tree, fusions, 'before', '} satisfies', `  ${name},\n`);
  await formatFiles(tree);
  return () => finish(tree.root, { packages: ['mmae'], skipFinish });
}

const source = ({ camel, words }: Names) => `import { countAtLeastOne, maskedSum, type Fusion } from './fusion.ts';

/**
 * The ${words} of the latents present: z = Σₘ maskₘ zₘ / Σₘ maskₘ.
 *
 * It starts as the mean. Write its equation, its source, and what changes when a modality is missing. The tests of all fusions check that a
 * masked modality does not count and gets no gradient, and that matrices give what tensors give.
 */
export const ${camel}: Fusion = {
  fuse: (pass, latents, masks) => pass.arithmetic.divide(maskedSum(pass, latents, masks), countAtLeastOne(pass, masks)),
};
`;

const test = ({ camel, words }: Names) => `import { matrix } from '@mmae/matrix';
import { matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import { ${camel} } from './${words.replaceAll(' ', '-')}.ts';

const column = (...values: number[]) => matrix(values.length, 1, Float32Array.from(values));

test('${words}: a closed form, with both modalities and with one', () => {
  const latents = { image: column(1, 1), text: column(4, 4) };
  const fused = ${camel}.fuse(matrixPass({}), latents, { image: column(1, 1), text: column(1, 0) });
  expect(Array.from(fused.data)).toEqual([2.5, 1]);
});
`;
