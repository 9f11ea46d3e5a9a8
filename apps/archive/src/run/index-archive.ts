import { annotate, missingCalibration, openNewMedia, planFor, type Annotation } from '@mmae/annotator';
import { groupSamples } from '@mmae/archive-search';
import type { Archive, ArchiveSample, Indexing, RunReference, SampleAnnotation } from '@mmae/archive-store';
import { openTrainedRun, type TrainedRun } from '@mmae/embedder';
import type { FeaturePlan, WorkContext } from '@mmae/pipeline';
import type { Skipped } from '@mmae/samples';
import { openDescriber, type Describer } from '@mmae/tagging';
import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunningJob } from '../job.ts';
import { toManifest } from './archive-manifest.ts';
import { nameByTags } from './name-by-tags.ts';

export interface IndexContext extends WorkContext {
  readonly archive: Archive;
  readonly job: RunningJob;
  /** default: √(n / 2), at most 200 */
  readonly numClusters?: number;
  /** tags that are less sure are not stored, 0 … 1 */
  readonly minConfidence: number;
  /** the concept of a label */
  readonly conceptOf?: (label: string) => string | undefined;
}

export interface IndexResult {
  readonly numIndexed: number;
  /** samples without media that the run can read; they are tried again by the next index */
  readonly numWithout: number;
  readonly skipped: readonly Skipped[];
}

/**
 * Samples that are read at a time: opening the cache takes longer the more it holds. They are stored in the chunks of `annotate`; when the process is killed,
 * what was extracted stays in the cache.
 */
const batchLength = 4096;

/** Annotates the samples that are new or have changed since this run indexed them, then groups all samples into clusters and lays out the map. */
export async function indexArchive(runFolder: string, context: IndexContext): Promise<IndexResult> {
  const { archive, progress } = context;
  const run = await openTrainedRun(runFolder);
  for (const reason of run.passedOver) progress.say(`skipping a damaged checkpoint: ${reason}`);
  const plan = planFor(run, { progress });
  const describer = await openDescriber(run);
  for (const line of missingCalibration(plan.modalities, run.novelty, describer)) progress.say(line);
  const reference: RunReference = { folder: resolve(runFolder), name: run.name, version: run.version, modalities: plan.modalities };
  const isCurrent = archive.currentRun()?.version === run.version;
  const indexing = archive.beginIndex(reference);
  const result = await annotatePending(indexing, { run, plan, describer }, context);
  if (result.numIndexed > 0 || !isCurrent || context.numClusters !== undefined || archive.clusters().length === 0) {
    await finish(indexing, context);
  }
  return result;
}

/** Clusters and map of all samples, as this run sees them. */
async function finish(indexing: Indexing, { archive, progress, signal, numClusters, job }: IndexContext): Promise<void> {
  progress.update('clusters');
  const onProgress = (share: number) => {
    progress.update(`map: ${Math.round(100 * share)} %`);
    job.update({ numDone: Math.round(100 * share), numTotal: 100, message: 'map' });
  };
  const groups = await groupSamples(archive, indexing.embeddings('joint'), { numClusters, signal, onProgress });
  indexing.finish(groups);
  const named = nameByTags(groups, archive); // tags can be read once the run is the current one
  if (named.clusters.some(({ name }, i) => name !== groups.clusters[i].name)) indexing.finish(named);
}

interface OpenRun {
  readonly run: TrainedRun;
  readonly plan: FeaturePlan;
  readonly describer: Describer | undefined;
}

async function annotatePending(indexing: Indexing, open: OpenRun, context: IndexContext): Promise<IndexResult> {
  const { archive, progress, signal, job } = context;
  const pending = indexing.pending();
  const skipped: Skipped[] = [];
  let numIndexed = 0;
  for (let start = 0; start < pending.length; start += batchLength) {
    await nextTurn(); // lets signal handlers run
    signal.throwIfAborted();
    job.update({ numDone: start, numTotal: pending.length });
    const prefix = `${start} of ${pending.length} samples indexed`;
    const quiet = { say: () => undefined, update: (line: string) => progress.update(`${prefix}; ${line}`) };
    const samples = [...pending.subarray(start, start + batchLength)].flatMap((key) => archive.sample(key) ?? []);
    for (const [root, own] of byRoot(archive, samples)) {
      const batch = await annotateBatch(indexing, own, root, open, { ...context, progress: quiet });
      skipped.push(...batch.skipped);
      numIndexed += batch.numStored;
    }
  }
  job.update({ numDone: pending.length, numTotal: pending.length });
  return { numIndexed, numWithout: pending.length - numIndexed, skipped };
}

/** Samples by the folder that their media are in. */
function byRoot(archive: Archive, samples: readonly ArchiveSample[]): Map<string, ArchiveSample[]> {
  const groups = new Map<string, ArchiveSample[]>();
  for (const sample of samples) {
    const { root } = archive.asset(sample.assetKey)!;
    const group = groups.get(root);
    if (group) group.push(sample);
    else groups.set(root, [sample]);
  }
  return groups;
}

async function annotateBatch(
  indexing: Indexing,
  samples: readonly ArchiveSample[],
  root: string,
  { run, plan, describer }: OpenRun,
  context: IndexContext,
): Promise<{ readonly numStored: number; readonly skipped: readonly Skipped[] }> {
  const manifest = toManifest(samples, root, plan);
  const modalities = plan.modalities.filter((modality) => manifest.samples.some(({ media }) => Object.hasOwn(media, modality)));
  const media = await openNewMedia(run, manifest, { ...context, plan: { ...plan, modalities } });
  try {
    for (const chunk of annotate(run, media, describer)) {
      indexing.put(chunk.map((annotation) => toStored(annotation, samples[annotation.sample].key, context)));
      await nextTurn();
      context.signal.throwIfAborted();
    }
    return { numStored: media.samples.length, skipped: media.skipped };
  } finally {
    media.close();
  }
}

function toStored(
  { embeddings, tags, isUnlikeTrain }: Annotation,
  sampleKey: number,
  { conceptOf, minConfidence }: IndexContext,
): SampleAnnotation {
  const isFirst = (tag: string, i: number) => tags.findIndex((other) => other.tag === tag) === i; // a label may be a word as well
  const bestFirst = tags.filter(({ tag, confidence }, i) => confidence >= minConfidence && isFirst(tag, i));
  return {
    ...{ sampleKey, embeddings, isUnlikeTrain },
    tags: bestFirst.map(({ tag, kind, confidence, from }) => {
      const concept = conceptOf?.(tag);
      return { label: tag, kind, confidence, from, ...(concept && { concept }) };
    }),
  };
}
