import { matrix } from '@mmae/matrix';
import { readReadyMade } from '@mmae/pipeline';
import { toNpy, toSafetensors } from '@mmae/tensor-files';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byteDamages, textDamages } from '../damage.ts';
import { tellsTheRule, type OpenTarget } from '../target.ts';

const features = matrix(
  4,
  3,
  Float32Array.from({ length: 12 }, (_, i) => i / 7),
);
const ids = Buffer.from('s0\ns1\nÅrhus\ns3\n');

/** Features made elsewhere: the file, or its list of ids, is damaged. */
export const readyMade: OpenTarget = async (folder) => {
  const npy = Buffer.from(toNpy(features));
  const one = Buffer.from(toSafetensors({ features }));
  const each = Buffer.from(
    toSafetensors(Object.fromEntries([0, 1, 2].map((i) => [`s${i}`, matrix(1, 3, features.data.slice(3 * i, 3 * i + 3))]))),
  );
  return {
    files: { 'list.ids.txt': ids, 'features.npy': npy, 'matrix.safetensors': one, 'rows.safetensors': each },
    damagesOf: (file) => (file.endsWith('.txt') ? textDamages : byteDamages),
    async attempt(file, bytes) {
      const extension = file.endsWith('.npy') || file.endsWith('.txt') ? 'npy' : 'safetensors';
      const list = join(folder, 'features.ids.txt');
      rmSync(list, { force: true });
      writeFileSync(join(folder, `features.${extension}`), file.endsWith('.txt') ? npy : bytes);
      if (file !== 'rows.safetensors') writeFileSync(list, file.endsWith('.txt') ? bytes : ids);
      const read = await readReadyMade(join(folder, `features.${extension}`));
      for (const id of read.ids) if (read.row(id)!.length !== read.width) throw new Error(`the row of ${id} is not as wide as others`);
    },
    isDocumented: tellsTheRule,
  };
};
