import { readSamples, type FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { cacheFolder, extractMedia, fitMedia, keptSamples, openScratch, readData, toTables, type FeaturePlan } from '@mmae/pipeline';
import { readConfig } from '@mmae/run-folder';
import { toTensor, writeSafetensors, type Tensor } from '@mmae/tensor-files';

/** What a run's network is trained on. */
export interface RunFeatures {
  /** all rows, as in `samples.csv` */
  readonly all: FeatureTable<Matrix>;
  /** the rows that train, with their augmented copies */
  readonly train: FeatureTable<Matrix>;
}

interface RunSettings {
  readonly experiment: FeaturePlan & { readonly seed: number; readonly refit: boolean };
  readonly data: { readonly manifest: string; readonly mediaRoot?: string };
}

/** The features that the network of a run is given, made again from its `config.json` and the cache. */
export async function runFeatures(folder: string, say: (line: string) => void): Promise<RunFeatures> {
  const { experiment, data } = (await readConfig(folder)) as unknown as RunSettings;
  const progress = { say, update: () => undefined };
  const manifest = await readData(experiment, { ...data, progress });
  const media = await extractMedia(manifest, experiment, { cacheFolder: cacheFolder(), progress });
  const scratch = openScratch(cacheFolder());
  try {
    const samples = keptSamples(manifest, media, experiment);
    const { fitted } = fitMedia(media, experiment, samples.train);
    const options = { progress, signal: new AbortController().signal, scratch };
    const { all, train } = await toTables(experiment, manifest, fitted, samples, options);
    return { all: inMemory(all), train: inMemory(train) };
  } finally {
    scratch.close();
    media.close();
  }
}

const inMemory = (table: FeatureTable) => readSamples(table, Array.from(table.ids.keys()), { withCopies: true });

/** Writes the file of features that `embed.py` reads; its first lines describe it. */
export async function saveFeatures(file: string, { all, train }: RunFeatures): Promise<void> {
  const rowOf = new Map(all.ids.map((id, row) => [id, row]));
  const rows = Int32Array.from(train.ids, (id) => rowOf.get(id)!);
  const tensors: Record<string, Tensor> = { train: { shape: [rows.length], data: rows } };
  for (const [modality, block] of Object.entries(all.blocks)) tensors[`row.${modality}`] = toTensor(block);
  for (const [modality, copies] of Object.entries(train.copies ?? {})) {
    copies.forEach((copy, index) => (tensors[`copy.${index}.${modality}`] = toTensor(copy)));
  }
  await writeSafetensors(file, tensors);
}
