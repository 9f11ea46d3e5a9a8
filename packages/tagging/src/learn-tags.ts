/**
 * How sure the model may be of the tags it proposes, learnt on validation; and what they are worth on test, beside rivals that need no model.
 */
import { calibration } from '@mmae/evaluation';
import { readSamples, samplesWithAll, selectSamples, type FeatureTable } from '@mmae/feature-table';
import { embed, tableEncoder, type Model } from '@mmae/mmae/encoder';
import { drawItems, type FeaturePlan, type FittedModality } from '@mmae/pipeline';
import { allSubsets, saveTagScores, subsetKey, type TagScores } from '@mmae/run-folder';
import type { Manifest, Modality, Split } from '@mmae/samples';
import { mostFrequentTags, nearestFeatureTags, type TagGallery, type WordSource } from './baseline-tags.ts';
import { fitConfidence } from './confidence.ts';
import { saveTagCalibration, type Describer } from './describer.ts';
import { numScoredWords, scoreProposals } from './score-tags.ts';
import { isRight, tagTruths, type TagTruth } from './tag-truth.ts';
import {
  describe,
  scoreTags,
  tagKey,
  wordModality,
  type ProposedTag,
  type ScoredTag,
  type TagCalibration,
  type TagKind,
  type TagSource,
} from './tags.ts';

/** A trained model with the samples that its tags are learnt from and scored on. */
export interface TaggedModel {
  readonly experiment: FeaturePlan & { readonly seed: number };
  readonly manifest: Manifest;
  /** the manifest's sample index of each row of `table` */
  readonly rows: readonly number[];
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  /** of all samples, without copies */
  readonly table: FeatureTable;
  readonly model: Model;
}

const kinds: readonly TagKind[] = ['word', 'label'];

/**
 * Learns confidences, keeps them and `tags.json` in the run.
 *
 * @param heldOut a model that validation did not train: the run's own, or one like it; without any, no tags are proposed
 * @returns what proposes tags from now on
 */
export async function learnTags(folder: string, material: TaggedModel, heldOut: Model | undefined): Promise<Describer> {
  const source = sourceOf(material);
  const judge = heldOut === material.model ? source : heldOut && sourceOf({ ...material, model: heldOut });
  const calibrated = judge ? calibrate(judge, ofSplit(material, source, 'validation')) : {};
  await saveTagCalibration(folder, calibrated);
  const encoded = tableEncoder(material.model);
  const propose: Describer = (table, from) => describe(source, calibrated, encoded(table), from);
  const [train, test] = [ofSplit(material, source, 'train'), ofSplit(material, source, 'test')];
  await saveTagScores(folder, scoreAll(propose, { source, fitted: material.fitted, train, test }));
  return propose;
}

function sourceOf({ experiment, manifest, rows, fitted, table, model }: TaggedModel): TagSource {
  const places = Array.from(rows.keys());
  const labelled = places.filter((i) => manifest.samples[rows[i]].split === 'train' && manifest.samples[rows[i]].label !== undefined);
  const labels = labelled.map((i) => manifest.samples[rows[i]].label!);
  return {
    plan: experiment,
    features: fitted,
    model,
    labelled: { embedding: embed(model, selectSamples(table, labelled), experiment.modalities), labels },
  };
}

/** So many samples of a split are looked at, at most: more change the scores little and cost memory. */
const mostSamples = 10_000;

function ofSplit({ experiment, manifest, rows, fitted, table }: TaggedModel, source: TagSource, split: Split): TagGallery {
  const ofIt = Array.from(rows.keys()).filter((i) => manifest.samples[rows[i]].split === split);
  const places = drawItems(ofIt, mostSamples, experiment.seed);
  const samples = places.map((i) => rows[i]);
  return { table: readSamples(table, places), truths: tagTruths(manifest, fitted, wordModality(source), samples) };
}

/** A curve for each kind and subset of which validation knows anything. */
function calibrate(source: TagSource, validation: TagGallery): TagCalibration {
  const encoded = tableEncoder(source.model);
  const curves = allSubsets(source.plan.modalities).flatMap((from) => {
    const { table, truths } = having(validation, from);
    const outcomes = outcomesOf(scoreTags(source, encoded(table), from), truths);
    return kinds.flatMap((kind) => {
      const known = outcomes.filter(({ tag }) => tag.kind === kind);
      if (known.length === 0) return [];
      const curve = fitConfidence(
        known.map(({ tag }) => tag.score),
        known.map(({ right }) => right),
      );
      return [[tagKey(kind, subsetKey(from)), curve] as const];
    });
  });
  return Object.fromEntries(curves);
}

interface Rivals {
  readonly source: TagSource;
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly train: TagGallery;
  readonly test: TagGallery;
}

function scoreAll(propose: Describer, { source, fitted, train, test }: Rivals): TagScores {
  const modality = wordModality(source);
  const words: WordSource | undefined = modality === undefined ? undefined : { modality, features: fitted[modality] };
  const frequent = mostFrequentTags(train, numScoredWords);
  const subsets = allSubsets(source.plan.modalities);
  const nearest = nearestFeatureTags(train, test.table, subsets, words);
  const entries = subsets.map((from, i) => {
    const { table, truths } = having(test, from);
    const proposed = propose(table, from);
    const scores = kinds.flatMap((kind) => {
      const model = scoreProposals(kind, proposed.map(asScored), truths);
      const sure = outcomesOf(proposed, truths).filter(({ tag }) => tag.kind === kind);
      if (model === undefined || sure.length === 0) return [];
      const rivals = {
        mostFrequent: scoreProposals(
          kind,
          truths.map(() => frequent),
          truths,
        )!,
        nearestFeatures: scoreProposals(kind, nearest[i], truths)!,
      };
      return [[kind, { numSamples: truths.length, model, ...rivals, ...reliability(sure) }] as const];
    });
    return [subsetKey(from), Object.fromEntries(scores)] as const;
  });
  return Object.fromEntries(entries);
}

const asScored = (tags: readonly ProposedTag[]): ScoredTag[] => tags.map(({ kind, tag, confidence }) => ({ kind, tag, score: confidence }));

const reliability = (outcomes: readonly { tag: ProposedTag; right: boolean }[]) =>
  calibration(
    outcomes.map(({ tag }) => tag.confidence),
    outcomes.map(({ right }) => right),
  );

/** Each tag that is known to hold or not to. */
function outcomesOf<Tag extends { readonly kind: TagKind; readonly tag: string }>(
  tags: readonly (readonly Tag[])[],
  truths: readonly TagTruth[],
) {
  return tags.flatMap((ofSample, i) =>
    ofSample.flatMap((tag) => {
      const right = isRight(tag, truths[i]);
      return right === undefined ? [] : [{ tag, right }];
    }),
  );
}

/** The samples that have all of the modalities; the same table where that is every one. */
function having(gallery: TagGallery, modalities: readonly Modality[]): TagGallery {
  const { table, truths } = gallery;
  const rows = samplesWithAll(table, modalities);
  if (rows.length === truths.length) return gallery;
  return { table: selectSamples(table, rows), truths: rows.map((i) => truths[i]) };
}
