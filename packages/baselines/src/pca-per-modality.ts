import { samplesWithAny, type FeatureTable } from '@mmae/feature-table';
import { resolveOptions } from '@mmae/input';
import { concatColumns, matrix, multiply, principalComponents, row, selectRows, type Matrix } from '@mmae/matrix';
import { baseline, type Baseline } from './baseline.ts';
import { featuresOrZeros } from './joined-features.ts';
import { pcaPerModalityOptions, type PcaPerModalityOptions } from './options.ts';

/** Projections by modality, `[width of its part, featureLength]`. */
type Projections = Readonly<Record<string, Matrix>>;

/** Principal components of each modality by itself, side by side. The part of a missing modality is zero, its train mean. */
export function pcaPerModality(options: PcaPerModalityOptions = {}): Baseline {
  const { width, whiten, seed } = resolveOptions('pcaPerModality', pcaPerModalityOptions, options);
  return baseline<Projections>({
    name: 'pcaPerModality',
    fit(train) {
      const modalities = Object.keys(train.blocks).sort();
      const widthOf = (place: number) => Math.floor((width + modalities.length - 1 - place) / modalities.length);
      return Object.fromEntries(modalities.map((modality, place) => [modality, axesOf(train, modality, widthOf(place), whiten, seed)]));
    },
    embed: (projections, table, modalities) =>
      concatColumns(
        Object.entries(projections).map(([modality, axes]) =>
          multiply(featuresOrZeros(table, modality, modalities.includes(modality)), axes, { transposeB: true }),
        ),
      ),
    toState: (projections) => ({ json: {}, tensors: projections }),
    fromState: ({ tensors }) => tensors,
  });
}

function axesOf(train: FeatureTable<Matrix>, modality: string, width: number, whiten: boolean, seed: number): Matrix {
  const features = selectRows(train.blocks[modality], samplesWithAny(train, [modality]));
  const { components, variances } = principalComponents(features, Math.min(width, features.numColumns, features.numRows - 1), seed);
  if (!whiten) return components;
  const whitened = matrix(components.numRows, components.numColumns, components.data.slice());
  variances.forEach((variance, i) => {
    const axis = row(whitened, i);
    for (let j = 0; j < axis.length; j++) axis[j] = variance > 0 ? axis[j] / Math.sqrt(variance) : 0;
  });
  return whitened;
}
