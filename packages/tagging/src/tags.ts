/**
 * Tags of samples from any subset of their modalities: words that the text decoder reconstructs, and labels of the nearest train samples. Both have a
 * score, which a curve learnt on validation turns into a confidence.
 */
import { largest, nearest, type Neighbour } from '@mmae/embedder';
import { unscaleBlock } from '@mmae/feature-table';
import { row, type Matrix } from '@mmae/matrix';
import { canReconstruct, embedEncoded, reconstructEncoded, type EncodedTable, type Model } from '@mmae/mmae/encoder';
import { subsetKey } from '@mmae/run-folder';
import { extractorOf, termsOf, type FeaturePlan, type FittedFeatures } from '@mmae/pipeline';
import type { Modality } from '@mmae/samples';
import { confidenceOf, type ConfidenceCurve } from './confidence.ts';

export type TagKind = 'word' | 'label';

/** A tag before calibration. Scores can be compared only within a kind and a subset of modalities. */
export interface ScoredTag {
  readonly kind: TagKind;
  readonly tag: string;
  readonly score: number;
}

/** A tag with its confidence. */
export interface ProposedTag {
  readonly kind: TagKind;
  readonly tag: string;
  /** the share of such tags that were right on validation, 0 … 1 */
  readonly confidence: number;
  /** the `subsetKey` of the modalities that it was derived from */
  readonly from: string;
}

/** What tags are derived from. */
export interface TagSource {
  readonly plan: FeaturePlan;
  readonly features: Readonly<Record<Modality, FittedFeatures>>;
  readonly model: Model;
  /** joint embeddings of the labelled train samples; without them, no labels are proposed */
  readonly labelled?: { readonly embedding: Matrix; readonly labels: readonly string[] };
}

/** A confidence curve for each kind of tag and subset of modalities, by `tagKey`. */
export type TagCalibration = Readonly<Record<string, ConfidenceCurve>>;

export const tagKey = (kind: TagKind, from: string): string => `${kind}:${from}`;

/** Words and labels that are proposed for a sample, at most. */
const [maxWords, maxLabels] = [8, 3];

/** Neighbours that vote for a label. */
export const numVoters = 10;

/**
 * Tags of every row from a subset of the modalities, by descending score within a kind.
 *
 * @param encoded the rows, encoded by the source's model
 * @returns for each row its words, then its labels; empty for a row that has none of the modalities
 */
export function scoreTags(source: TagSource, encoded: EncodedTable, from: readonly Modality[]): ScoredTag[][] {
  const { table } = encoded;
  const [words, labels] = [scoreWords(source, encoded, from), scoreLabels(source, encoded, from)];
  const isAny = (i: number) => from.some((modality) => table.present[modality]?.[i] === 1);
  return table.ids.map((_, i) => (isAny(i) ? [...words[i], ...labels[i]] : []));
}

/** Tags with their confidences, most confident first. Tags of a kind without a curve are not proposed. */
export function describe(
  source: TagSource,
  calibration: TagCalibration,
  encoded: EncodedTable,
  from: readonly Modality[],
): ProposedTag[][] {
  const key = subsetKey(from);
  return scoreTags(source, encoded, from).map((tags) =>
    tags
      .flatMap(({ kind, tag, score }) => {
        const curve = calibration[tagKey(kind, key)];
        return curve ? [{ kind, tag, confidence: confidenceOf(curve, score), from: key }] : [];
      })
      .sort((a, b) => b.confidence - a.confidence),
  );
}

/** The modality that words are decoded from: the first text modality with a vocabulary. Undefined where the model has no decoders. */
export function wordModality({ plan, features, model }: TagSource): Modality | undefined {
  const hasWords = (modality: Modality) => extractorOf(plan.media[modality]) === 'text' && termsOf(features[modality].extractor);
  return canReconstruct(model) ? plan.modalities.find(hasWords) : undefined;
}

function scoreWords(source: TagSource, encoded: EncodedTable, from: readonly Modality[]): ScoredTag[][] {
  const { ids } = encoded.table;
  const modality = wordModality(source);
  if (modality === undefined) return ids.map(() => []);
  const { extractor, scaling } = source.features[modality];
  const terms = termsOf(extractor)!;
  const features = unscaleBlock(reconstructEncoded(encoded, from, modality), scaling);
  return ids.map((_, i) => wordTags(row(features, i), terms));
}

/** The terms with the largest positive values. @param values one per term */
export function wordTags(values: Float32Array, terms: readonly string[]): ScoredTag[] {
  const positive: number[] = [];
  for (let column = 0; column < values.length; column++) if (values[column] > 0) positive.push(column);
  return largest(values, positive, maxWords).map((column) => ({ kind: 'word', tag: terms[column], score: values[column] }));
}

function scoreLabels({ labelled }: TagSource, encoded: EncodedTable, from: readonly Modality[]): ScoredTag[][] {
  if (!labelled || labelled.labels.length === 0) return encoded.table.ids.map(() => []);
  return nearest(embedEncoded(encoded, from), labelled.embedding, numVoters).map((voters) => labelTags(voters, labelled.labels));
}

/** Labels by vote: a label's score is the sum of its voters' similarities, divided by the number of voters. @param labels by voter row */
export function labelTags(voters: readonly Neighbour[], labels: readonly string[]): ScoredTag[] {
  const byLabel = new Map<string, number>();
  for (const { row: voter, similarity } of voters) {
    byLabel.set(labels[voter], (byLabel.get(labels[voter]) ?? 0) + Math.max(0, similarity) / numVoters);
  }
  const tags = Array.from(byLabel, ([tag, score]) => ({ kind: 'label' as const, tag, score }));
  return tags.sort((a, b) => b.score - a.score).slice(0, maxLabels);
}
