import type { ArchiveSample } from '@mmae/archive-store';
import type { FeaturePlan } from '@mmae/pipeline';
import type { Manifest, Media, Modality, Sample } from '@mmae/samples';
import { kindOf } from './modality-kinds.ts';

/** Samples of an archive as the manifest that a run reads. @param root of their media */
export const toManifest = (samples: readonly ArchiveSample[], root: string, plan: FeaturePlan): Manifest => ({
  ...{ file: root, mediaRoot: root, skipped: [], fingerprint: '', remarks: [] },
  samples: samples.map((sample) => toSample(sample, plan)),
});

const toSample = (sample: ArchiveSample, plan: FeaturePlan): Sample => ({
  ...{ id: sample.id, split: 'test', extra: {} },
  media: Object.fromEntries(
    plan.modalities.flatMap((modality) => {
      const media = mediaFor(sample, modality, kindOf(plan, modality));
      return media ? [[modality, media] as const] : [];
    }),
  ),
});

/** A modality is read from the column of its name; a kind that only one modality reads, from the media of that kind. */
function mediaFor({ media, text, language, extra }: ArchiveSample, modality: Modality, kind: string | undefined): Media | undefined {
  if (kind === 'text') {
    const own = modality === 'text' ? text : (extra[modality] ?? text);
    return own === '' ? undefined : { kind: 'text', text: own, ...(language && { language }) };
  }
  const path = media[modality] ?? extra[modality] ?? (kind === undefined ? undefined : media[kind]);
  return path ? { kind: 'file', path } : undefined;
}
