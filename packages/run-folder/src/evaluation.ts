import { writeFileAtomically } from '@mmae/files';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument, toJson } from './files.ts';
import { RunFolderError, toWriteError } from './run-folder-error.ts';
import type { Shape } from './shape.ts';

/** How well one modality finds another: right is what has the query's label. */
export interface RetrievalScores {
  readonly map: number;
  readonly recallAt1: number;
  readonly recallAt5: number;
  readonly recallAt10: number;
  /** the rank of the first hit, from 1 */
  readonly medianRank: number;
  readonly ndcg?: number;
  /** the mean average precision of a random order */
  readonly chanceMap: number;
  /** that have something of their label to find */
  readonly numQueries?: number;
}

/** Agreement of clusters with labels when some modalities are gone. */
export interface AgreementScores {
  readonly nmi: number;
  readonly ari: number;
}

/** How near two modalities of the same samples lie in the space that they share. */
export interface AlignmentScores {
  /** linear centred kernel alignment: 0 nothing linear in common, 1 one is the other turned and scaled */
  readonly linearCka: number;
  /** between the means on the unit sphere, 0 … 2 */
  readonly modalityGap: number;
  /** share of a sample's ten nearest in one modality that are among the ten nearest in the other */
  readonly mutualKnn: number;
}

/** Scores of the samples that share a value of a column of the manifest. */
export interface PartScores extends AgreementScores {
  readonly numSamples: number;
  /** clusters are matched with labels as over all samples, so that parts compare */
  readonly accuracy: number;
  readonly accuracyInterval: Interval;
  readonly recallAt1?: number;
}

/** A 95 % interval by bootstrap over the scored samples. */
export type Interval = readonly [low: number, high: number];

/** What the model has over another method on the same samples; below 0 where it has less. */
export interface Difference {
  readonly value: number;
  /** paired: both methods are scored on the same drawn samples */
  readonly interval: Interval;
  /** two-sided: how often a difference this large would come about if there were none */
  readonly pValue: number;
}

/** A method's scores on one split. A measure that a method has no answer to is no key. */
export interface Scores {
  readonly numSamples: number;
  readonly numClusters: number;
  readonly nmi?: number;
  readonly ari?: number;
  readonly ami?: number;
  readonly accuracy?: number;
  /** share of samples in a cluster that is called by their label: that more than half of its labelled train samples have, and a larger share of them than of all */
  readonly rightCluster?: number;
  readonly silhouetteLabels?: number;
  readonly silhouetteClusters?: number;
  /** of this method's clusters in one space that all methods share */
  readonly silhouetteCommonSpace?: number;
  readonly probeAccuracy?: number;
  readonly knnAccuracy?: number;
  /** by "image->audio" */
  readonly retrieval?: Readonly<Record<string, RetrievalScores>>;
  /** from several modalities to one of the others, by "audio+image->text" */
  readonly retrievalFromSubsets?: Readonly<Record<string, RetrievalScores>>;
  /** by "audio+image" */
  readonly alignment?: Readonly<Record<string, AlignmentScores>>;
  /** by a column of the manifest, then by its value */
  readonly byColumn?: Readonly<Record<string, Readonly<Record<string, PartScores>>>>;
  /** by the share of modalities that was taken away at random: "0.3" */
  readonly missing?: Readonly<Record<string, AgreementScores>>;
  /** by the modality that every sample lacks */
  readonly without?: Readonly<Record<string, AgreementScores>>;
  /** by the modality that every sample has alone */
  readonly only?: Readonly<Record<string, AgreementScores>>;
  /** by the name of the measure */
  readonly intervals?: Readonly<Record<string, Interval>>;
}

/** `evaluation.json`; its JSON Schema is `evaluation.schema.json` of this package. */
export interface Evaluation {
  readonly version: 1;
  /** seed, distance, how the number of clusters came about, on which split … */
  readonly settings: Readonly<Record<string, unknown>>;
  /** method → split → scores */
  readonly methods: Readonly<Record<string, Readonly<Record<string, Scores>>>>;
  /** control → split → scores */
  readonly controls: Readonly<Record<string, Readonly<Record<string, Scores>>>>;
  /** the model less each other method and control (`control.<name>`): method → measure → difference, on the split that is scored */
  readonly differences?: Readonly<Record<string, Readonly<Record<string, Difference>>>>;
}

/** Writes `evaluation.json`, with the sha-256 of its content as its last key. */
export async function saveEvaluation(folder: string, evaluation: Evaluation): Promise<void> {
  const file = join(folder, evaluationFile);
  await writeFileAtomically(file, toJson({ ...evaluation, sha256: sumOf(evaluation) })).catch((cause) => {
    throw toWriteError('saveEvaluation', file, cause);
  });
}

/**
 * What `saveEvaluation` was given.
 *
 * @throws RunFolderError where the file is missing, foreign, newer or damaged
 */
export async function loadEvaluation(folder: string): Promise<Evaluation> {
  const { sha256, ...evaluation } = await readDocument<Evaluation & { sha256?: string }>(
    folder,
    evaluationFile,
    evaluationShape,
    'version',
  );
  if (sha256 !== sumOf(evaluation)) {
    throw new RunFolderError(
      `loadEvaluation: expected the content of ${join(folder, evaluationFile)} to have the sha-256 at its end, got another. ` +
        'The file was damaged or changed: let mmae-report write it again.',
    );
  }
  return evaluation;
}

const evaluationFile = 'evaluation.json';
const evaluationShape = JSON.parse(readFileSync(new URL('../schema/evaluation.schema.json', import.meta.url), 'utf8')) as Shape;

const sumOf = (document: unknown) => createHash('sha256').update(JSON.stringify(document)).digest('hex');
