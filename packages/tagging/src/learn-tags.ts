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
 * Calibrates the confidence of a model's tags on validation, and scores its tags on test. Saves the confidences and `tags.json` in the run.
 *
 * @param heldOut a model that was not trained on validation: the run's own or one like it; without it, no tags are proposed
 * @returns the tags of any table
 */
export async function learnTags(folder: string, trained: TaggedModel, heldOut: Model | undefined): Promise<Describer> {
  const source = sourceOf(trained);
  const calibrationSource = heldOut === trained.model ? source : heldOut && sourceOf({ ...trained, model: heldOut });
  const learnt = calibrationSource ? calibrate(calibrationSource, ofSplit(trained, source, 'validation')) : {};
  await saveTagCalibration(folder, learnt);
  const encoded = tableEncoder(trained.model);
  const describeTable: Describer = (table, from) => describe(source, learnt, encoded(table), from);
  const [train, test] = [ofSplit(trained, source, 'train'), ofSplit(trained, source, 'test')];
  await saveTagScores(folder, scoreAll(describeTable, { source, fitted: trained.fitted, train, test }));
  return describeTable;
}

function sourceOf({ experiment, manifest, rows, fitted, table, model }: TaggedModel): TagSource {
  const isLabelledTrain = (i: number) => manifest.samples[rows[i]].split === 'train' && manifest.samples[rows[i]].label !== undefined;
  const labelled = Array.from(rows.keys()).filter(isLabelledTrain);
  const labels = labelled.map((i) => manifest.samples[rows[i]].label!);
  return {
    plan: experiment,
    features: fitted,
    model,
    labelled: { embedding: embed(model, selectSamples(table, labelled), experiment.modalities), labels },
  };
}

/** Samples of a split that tags are learnt from or scored on, at most: more change the scores little and cost memory. */
const maxSamples = 10_000;

function ofSplit({ experiment, manifest, rows, fitted, table }: TaggedModel, source: TagSource, split: Split): TagGallery {
  const inSplit = Array.from(rows.keys()).filter((i) => manifest.samples[rows[i]].split === split);
  const drawn = drawItems(inSplit, maxSamples, experiment.seed);
  const samples = drawn.map((i) => rows[i]);
  return { table: readSamples(table, drawn), truths: tagTruths(manifest, fitted, wordModality(source), samples) };
}

/** A confidence curve for each kind of tag and subset of modalities for which validation has true tags. */
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

interface ScoringData {
  readonly source: TagSource;
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly train: TagGallery;
  readonly test: TagGallery;
}

/** The scores of the model's tags on test, next to those of two baselines, by subset of modalities and kind of tag. */
function scoreAll(describeTable: Describer, { source, fitted, train, test }: ScoringData): TagScores {
  const modality = wordModality(source);
  const words: WordSource | undefined = modality === undefined ? undefined : { modality, features: fitted[modality] };
  const frequent = mostFrequentTags(train, numScoredWords);
  const subsets = allSubsets(source.plan.modalities);
  const nearest = nearestFeatureTags(train, test.table, subsets, words);
  const entries = subsets.map((from, i) => {
    const { table, truths } = having(test, from);
    const proposed = describeTable(table, from);
    const scores = kinds.flatMap((kind) => {
      const model = scoreProposals(kind, proposed.map(asScored), truths);
      const outcomes = outcomesOf(proposed, truths).filter(({ tag }) => tag.kind === kind);
      if (model === undefined || outcomes.length === 0) return [];
      const baselines = {
        mostFrequent: scoreProposals(
          kind,
          truths.map(() => frequent),
          truths,
        )!,
        nearestFeatures: scoreProposals(kind, nearest[i], truths)!,
      };
      return [[kind, { numSamples: truths.length, model, ...baselines, ...reliability(outcomes) }] as const];
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

/** Whether each tag is right, for tags of which that is known. */
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

/** The samples that have all of some modalities; the gallery itself where every sample has. */
function having(gallery: TagGallery, modalities: readonly Modality[]): TagGallery {
  const { table, truths } = gallery;
  const rows = samplesWithAll(table, modalities);
  if (rows.length === truths.length) return gallery;
  return { table: selectSamples(table, rows), truths: rows.map((i) => truths[i]) };
}
