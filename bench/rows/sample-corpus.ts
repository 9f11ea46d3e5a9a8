import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mapValues } from '@mmae/feature-table';
import { readSafetensors } from '@mmae/tensor-files';
import { engineProblem } from '../engine-problem.ts';
import type { CommandRow, Values } from '../row.ts';
import { sampleCorpus, workspace } from '../../tools/src/workspace.ts';

const modalities = ['image', 'audio', 'text'];
const methods = ['mmae', 'pca', 'raw'];

/** The same work as peers/sample_corpus.py: features that the libraries of both sides have, one network, thirty epochs, three methods, tags, previews and intervals. */
const experiment = {
  extends: 'base',
  media: {
    image: { options: { size: 28, features: ['pixels'] } },
    audio: { options: { features: 'mfcc', convention: 'librosa', gain: 'none', trimSilenceDb: null, length: { mode: 'pool' } } },
    text: { maskLabels: false, options: { maxTerms: 1024, removeStopWords: false } },
  },
  model: {
    stages: {
      reconstruct: {
        network: { latentDim: 64, encoder: { hidden: [256] }, decoder: { hidden: [256] } },
        objective: { subsets: 'joint', reconstruction: 1, agreement: 0, variance: 0, covariance: 0 },
        training: { epochs: 30, learningRate: 1e-3, schedule: 'constant', patience: null },
      },
    },
  },
  baselines: { pcaFilled: null, pcaPerModality: null, pcaPerModalityWhitened: null, mcca: null, mccaForRetrieval: null },
};

/** Starts from nothing: no run and an empty cache. */
const script = `set -e
rm -rf "$FOLDER/run" "$FOLDER/cache"
MMAE_CACHE="$FOLDER/cache" "$NODE" apps/trainer/bin/mmae-train.js "$FOLDER/experiment.json" --data "$CORPUS" --run "$FOLDER/run" --engine tensorflow
"$NODE" apps/reporter/bin/mmae-report.js "$FOLDER/run"`;

export const row: CommandRow = {
  title: 'sample corpus, raw media to report, whole processes, tensorflow: 2,000 triplets, 30 epochs, three methods scored',
  target: 1,
  numRounds: 3,
  note: 'Six to seven seconds of the peer’s time are spent by numba, which compiles UMAP again in every process; without them the ratio would be about 1.',
  unavailable: () => engineProblem('tensorflow'),
  async commands(folder, python) {
    await writeFile(join(folder, 'experiment.json'), JSON.stringify(experiment));
    const settings = [`FOLDER=${folder}`, `CORPUS=${sampleCorpus}`, `NODE=${process.execPath}`];
    return {
      ours: ['env', '-C', workspace, ...settings, 'sh', '-c', script],
      peer: [python, fileURLToPath(new URL('../peers/sample_corpus.py', import.meta.url)), sampleCorpus, folder],
      peerName: 'a script with librosa, Pillow, scikit-learn, umap-learn and PyTorch',
    };
  },
  results: {
    tolerances: {
      'means of image features': 1e-3,
      'means of audio features': 5e-3,
      'validation loss': 0.05,
      'NMI, ARI, probe': 0.2,
      'bounds of NMI': 0.2,
      'NMI of PCA with modalities missing': 0.2,
      'MAP of PCA': 0.1,
      'variance unexplained': 0.1,
      'labels by nearest features': 0.1,
    },
    ours: (folder) => ourResults(join(folder, 'run')),
    peer: (folder) => peerResults(join(folder, 'peer.json')),
  },
};

const readJson = async (file: string) => JSON.parse(await readFile(file, 'utf8'));

/** The numbers of a record, sorted by key. */
const sorted = (record: Readonly<Record<string, number>>) => Object.keys(record).sort().map((key) => record[key]); // prettier-ignore

async function ourResults(run: string): Promise<Values> {
  const [evaluation, reconstruction, tags] = await Promise.all(
    ['evaluation', 'reconstruction', 'tags'].map((name) => readJson(join(run, `${name}.json`))),
  );
  const last = (await readFile(join(run, 'metrics.jsonl'), 'utf8')).trimEnd().split('\n').at(-1)!;
  const [image, audio] = await Promise.all(modalities.map((modality) => readSafetensors(join(run, 'features', `${modality}.safetensors`))));
  const scoresOf = (method: string) => evaluation.methods[method].test;
  const { retrieval, retrievalFromSubsets, missing } = scoresOf('pca');
  return {
    'means of image features': image.tensors['scaling.mean'].data as Float32Array,
    'means of audio features': audio.tensors['scaling.mean'].data as Float32Array,
    'validation loss': [JSON.parse(last)['validation.loss']],
    'NMI, ARI, probe': methods.flatMap((method) => [scoresOf(method).nmi, scoresOf(method).ari, scoresOf(method).probeAccuracy]),
    'bounds of NMI': methods.flatMap((method) => scoresOf(method).intervals.nmi),
    'NMI of PCA with modalities missing': sorted(mapValues(missing, ({ nmi }: { nmi: number }) => nmi)),
    'MAP of PCA': sorted(mapValues({ ...retrieval, ...retrievalFromSubsets }, ({ map }: { map: number }) => map)),
    'variance unexplained': sorted(mapValues(reconstruction.scores, sum)),
    'labels by nearest features': sorted(
      mapValues(tags.scores, ({ label }: { label: { nearestFeatures: number } }) => label.nearestFeatures),
    ),
  };
}

async function peerResults(file: string): Promise<Values> {
  const { loss, methods: scored, means, unexplained, tags } = await readJson(file);
  return {
    'means of image features': means.image,
    'means of audio features': means.audio,
    'validation loss': [loss],
    'NMI, ARI, probe': methods.flatMap((method) => [scored[method].scores.nmi, scored[method].scores.ari, scored[method].scores.probe]),
    'bounds of NMI': methods.flatMap((method) => scored[method].intervals.nmi),
    'NMI of PCA with modalities missing': sorted(mapValues(scored.pca.missing, ([nmi]: number[]) => nmi)),
    'MAP of PCA': sorted(mapValues(scored.pca.retrieval, ([map]: number[]) => map)),
    'variance unexplained': sorted(mapValues(unexplained, sum)),
    'labels by nearest features': sorted(mapValues(tags, ({ label: [, , near] }: { label: number[] }) => near)),
  };
}

const sum = (numbers: Readonly<Record<string, number>>) => Object.values(numbers).reduce((total, number) => total + number, 0);
