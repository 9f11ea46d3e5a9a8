import type { ArchiveSample } from '@mmae/archive-store';
import type { FeaturePlan } from '@mmae/pipeline';
import type { Manifest, Media, Modality, Sample } from '@mmae/samples';
import { kindOf, modalityOfKind } from './modality-kinds.ts';

/** Samples of an archive as the manifest that a run reads. @param root of their media */
export const toManifest = (samples: readonly ArchiveSample[], root: string, plan: FeaturePlan): Manifest => ({
  ...{ file: root, mediaRoot: root, skipped: [], fingerprint: '', remarks: [] },
  samples: samples.map((sample) => toSample(sample, plan)),
});

const toSample = (sample: ArchiveSample, plan: FeaturePlan): Sample => ({
  ...{ id: sample.id, split: 'test', extra: {} },
  media: Object.fromEntries(
    plan.modalities.flatMap((modality) => {
      const media = mediaFor(sample, modality, plan);
      return media ? [[modality, media] as const] : [];
    }),
  ),
});

/** A modality is read from the column of its name; one modality of each kind reads what the archive has of that kind. */
function mediaFor({ media, text, language, extra }: ArchiveSample, modality: Modality, plan: FeaturePlan): Media | undefined {
  const kind = kindOf(plan, modality);
  const readsKind = kind !== undefined && modalityOfKind(plan, kind) === modality;
  if (kind === 'text') {
    const own = readsKind ? text : (extra[modality] ?? '');
    return own === '' ? undefined : { kind: 'text', text: own, ...(language && { language }) };
  }
  const path = (readsKind ? media[kind] : undefined) ?? media[modality] ?? extra[modality];
  return path ? { kind: 'file', path } : undefined;
}
