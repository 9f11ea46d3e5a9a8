import type { Archive, ArchiveSample, Decision, FrameRange } from '@mmae/archive-store';
import type { DecisionView } from '../api.ts';

/** Decisions with the id of the sample that each is about, as the archive is cut now. Samples are read once per content. */
export function decisionViews(archive: Archive, decisions: readonly Decision[]): DecisionView[] {
  const samplesOf = new Map<string, readonly ArchiveSample[]>();
  return decisions.map((decision) => {
    const { content } = decision;
    if (!samplesOf.has(content)) samplesOf.set(content, samplesOfContent(archive, content));
    const sample = bestOverlap(decision.range, samplesOf.get(content)!);
    return sample ? { ...decision, sample: sample.id } : decision;
  });
}

function samplesOfContent(archive: Archive, content: string): readonly ArchiveSample[] {
  const asset = archive.assetByContent(content);
  return asset ? archive.samplesOf(asset.key) : [];
}

/** The sample that shares most frames with a range, if intersection over union is at least .5. */
export function bestOverlap(range: FrameRange | undefined, samples: readonly ArchiveSample[]): ArchiveSample | undefined {
  if (!range) return samples.find((sample) => !sample.range);
  let best: ArchiveSample | undefined;
  let bestOverlap = 0;
  for (const sample of samples) {
    const overlap = sample.range ? overlapOf(range, sample.range) : 0;
    if (overlap >= 0.5 && overlap > bestOverlap) [best, bestOverlap] = [sample, overlap];
  }
  return best;
}

/** Intersection over union of two ranges of frames. */
function overlapOf(a: FrameRange, b: FrameRange): number {
  const shared = Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
  return shared / (a.to - a.from + (b.to - b.from) - shared);
}
