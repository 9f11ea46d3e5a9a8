import type { Archive, ArchiveSample, Asset, Tag } from '@mmae/archive-store';
import { join, relative, sep } from 'node:path';
import { commonFolder } from './common-folder.ts';
import { sampleLabel, type LabelChoice } from './sample-label.ts';

export interface TrainingManifestOptions {
  /** labels that may be chosen, preferred ones first; by default all, those that people accepted for most samples first */
  readonly labels?: readonly string[];
  /** leaves out samples without a label */
  readonly onlyLabelled?: boolean;
}

/** A manifest as `mmae-train` reads it. */
export interface TrainingManifest {
  /** absolute folder that the paths of media are relative to */
  readonly mediaRoot: string;
  readonly columns: readonly string[];
  /** cells of each sample, in the order of `columns` */
  readonly rows: Generator<readonly string[], void, undefined>;
}

const ownColumns = [
  'id',
  'label',
  'group',
  'language',
  'text',
  'asset',
  'from',
  'to',
  'timecode',
  'text_source',
  'title',
  'date',
  'accepted',
];

/**
 * The samples of an archive as a manifest whose labels people accepted: the label of a sample is one that a person accepted or added, else that of its data,
 * unless a person rejected it. `accepted` lists all labels that people accepted. Shots of a film are one group, so that they are in the same split.
 */
export function trainingManifest(archive: Archive, options: TrainingManifestOptions = {}): TrainingManifest {
  const { assets, media, extra } = survey(archive);
  const mediaRoot = commonFolder([...new Set(Array.from(assets.values(), ({ root }) => root))]);
  const choice = labelChoice(archive, options);
  const columns = [...ownColumns, ...media, ...extra];
  return { mediaRoot, columns, rows: rowsOf(archive, { assets, mediaRoot, choice, columns, onlyLabelled: options.onlyLabelled ?? false }) };
}

interface RowContext {
  readonly assets: ReadonlyMap<number, Asset>;
  readonly mediaRoot: string;
  readonly choice: LabelChoice;
  readonly columns: readonly string[];
  readonly onlyLabelled: boolean;
}

/** All assets, and the names of the modalities and of the further columns of their samples. */
function survey(archive: Archive) {
  const assets = new Map<number, Asset>();
  for (let page = archive.assets({ limit: 1000 }); ; page = archive.assets({ limit: 1000, cursor: page.nextCursor })) {
    for (const asset of page.items) assets.set(asset.key, asset);
    if (page.nextCursor === undefined) break;
  }
  const [media, extra] = [new Set<string>(), new Set<string>()];
  for (const chunk of archive.eachSample()) {
    for (const sample of chunk) {
      for (const modality of Object.keys(sample.media)) media.add(modality);
      for (const name of Object.keys(sample.extra)) extra.add(name);
    }
  }
  const isFurther = (name: string) => !ownColumns.includes(name) && !media.has(name);
  return { assets, media: [...media].sort(), extra: [...extra].filter(isFurther).sort() };
}

function labelChoice(archive: Archive, { labels }: TrainingManifestOptions): LabelChoice {
  const accepted = archive.labels({ limit: Number.MAX_SAFE_INTEGER });
  return { allowed: labels, numAccepted: new Map(accepted.map(({ label, numAccepted }) => [label, numAccepted])) };
}

function* rowsOf(archive: Archive, context: RowContext): Generator<readonly string[], void, undefined> {
  for (const chunk of archive.eachSample()) {
    const tags = archive.tagsOfAll(chunk.map(({ key }) => key));
    for (const sample of chunk) {
      const asset = context.assets.get(sample.assetKey);
      const cells = asset && toCells(sample, asset, tags.get(sample.key) ?? [], context);
      if (cells && !(context.onlyLabelled && cells.label === '')) yield context.columns.map((column) => cells[column] ?? '');
    }
  }
}

function toCells(sample: ArchiveSample, asset: Asset, tags: readonly Tag[], { mediaRoot, choice }: RowContext): Record<string, string> {
  const toManifestPath = (path: string) => relative(mediaRoot, join(asset.root, path)).replaceAll(sep, '/');
  const { range } = sample;
  return {
    ...sample.extra,
    ...Object.fromEntries(Object.entries(sample.media).map(([modality, path]) => [modality, toManifestPath(path)])),
    ...(range && { asset: toManifestPath(asset.path), from: String(range.from), to: String(range.to), group: asset.id }),
    id: sample.id,
    label: sampleLabel(tags, sample.extra['label'], choice) ?? '',
    language: sample.language ?? asset.language ?? '',
    text: sample.text,
    timecode: sample.timecode ?? '',
    text_source: sample.textSource ?? '',
    title: asset.title,
    date: asset.date ?? '',
    accepted: tags.filter(({ verdict }) => verdict === 'accepted').map(({ label }) => label).join('; '), // prettier-ignore
  };
}
