import type { Modality, Split } from '@mmae/samples';
import type { Options } from '@mmae/input';
import { join } from 'node:path';
import { z } from 'zod';
import { formatVersion, readDocument, readRunFile, toJson, writeFiles } from './files.ts';
import { recordOf, share } from './shape.ts';

/** Media small enough for a report: an image of about 96 pixels, audio of a few seconds, or a text. */
export type PreviewMedia =
  | { readonly kind: 'text'; readonly text: string }
  /** `mediaType`: `image/png`, `image/jpeg`, `image/webp`; `audio/wav`, `audio/flac`, `audio/mpeg`, `audio/ogg`, `audio/mp4` */
  | { readonly kind: 'picture' | 'sound'; readonly mediaType: string; readonly bytes: Uint8Array };

const tag = z.object({
  kind: z.enum(['word', 'label']),
  tag: z.string(),
  confidence: share.describe('share of such tags that were right on validation'),
});

/** A word, or a label of other samples, that the model proposes for a sample without seeing the label of the sample. */
export type Tag = Options<typeof tag>;

/** A sample as the report shows it. */
export interface Preview {
  readonly id: string;
  readonly split: Split;
  readonly label?: string;
  readonly media: Readonly<Record<Modality, PreviewMedia>>;
  /** its features, rendered like a reconstruction; a perfect reconstruction would equal it */
  readonly seen?: Readonly<Record<Modality, PreviewMedia>>;
  /** by the `subsetKey` of the input, the modalities that the model reconstructed */
  readonly reconstructions?: Readonly<Record<string, Readonly<Record<Modality, PreviewMedia>>>>;
  /** by the `subsetKey` of the input, tags in descending order of confidence */
  readonly tags?: Readonly<Record<string, readonly Tag[]>>;
}

/** Writes `samples/`: `index.json`, and a small file for every image and audio clip. */
export async function savePreviews(folder: string, previews: readonly Preview[]): Promise<void> {
  const files: Record<string, Uint8Array | string> = {};
  const items = previews.map((preview, index) => toItem(preview, index, files));
  await writeFiles(join(folder, previewFolder), { ...files, [indexFile]: toJson({ formatVersion, items }) });
}

/**
 * Loads the previews of a run.
 *
 * @throws RunFolderError if one is missing or damaged
 */
export async function loadPreviews(folder: string): Promise<Preview[]> {
  const from = join(folder, previewFolder);
  const { items } = await readDocument(from, indexFile, z.object({ items: z.array(item) }));
  return Promise.all(items.map((item) => toPreview(from, item)));
}

/** A file name in `samples/`, which cannot lead out of the folder. */
const ownFile = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
/** A preview in `index.json`: the name of a file in place of its bytes. */
const itemMedia = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.enum(['picture', 'sound']), mediaType: z.string(), file: ownFile }),
]);
const item = z.object({
  id: z.string(),
  split: z.enum(['train', 'validation', 'test', 'ood']),
  media: recordOf(itemMedia),
  label: z.string().optional(),
  seen: recordOf(itemMedia).optional(),
  reconstructions: recordOf(recordOf(itemMedia)).optional(),
  tags: recordOf(z.array(tag)).optional(),
});

type ItemMedia = Options<typeof itemMedia>;
type ByModality<T> = Readonly<Record<Modality, T>>;
type PreviewItem = Options<typeof item>;

const previewFolder = 'samples';
const indexFile = 'index.json';

/** @param files receives the bytes, by file name */
function toItem(preview: Preview, index: number, files: Record<string, Uint8Array | string>): PreviewItem {
  const toFiles = (media: ByModality<PreviewMedia>, part: string): ByModality<ItemMedia> =>
    Object.fromEntries(
      Object.entries(media).map(([modality, item]) => {
        if (item.kind === 'text') return [modality, item];
        const file = fileName([index, ...part.split('+'), modality], item.mediaType);
        files[file] = item.bytes;
        return [modality, { kind: item.kind, mediaType: item.mediaType, file }];
      }),
    );
  const { media, seen, reconstructions, ...rest } = preview;
  return {
    ...rest,
    media: toFiles(media, 'original'),
    ...(seen && { seen: toFiles(seen, 'seen') }),
    ...(reconstructions && {
      reconstructions: Object.fromEntries(
        Object.entries(reconstructions).map(([subset, media]) => [subset, toFiles(media, `from+${subset}`)]),
      ),
    }),
  };
}

async function toPreview(folder: string, { media, seen, reconstructions, ...rest }: PreviewItem): Promise<Preview> {
  const toBytes = (items: ByModality<ItemMedia>) =>
    mapInParallel(items, async (item): Promise<PreviewMedia> => {
      if (item.kind === 'text') return item;
      const { file, ...described } = item;
      return { ...described, bytes: await readRunFile(folder, file) };
    });
  return {
    ...rest,
    media: await toBytes(media),
    ...(seen && { seen: await toBytes(seen) }),
    ...(reconstructions && { reconstructions: await mapInParallel(reconstructions, toBytes) }),
  };
}

/** Such as "0007-original-image.png". Other characters of names from the experiment become dashes. */
function fileName([index, ...parts]: [number, ...string[]], mediaType: string): string {
  const words = parts.map((part) => part.replace(/[^A-Za-z0-9]+/g, '-'));
  return `${[String(index).padStart(4, '0'), ...words].join('-')}.${mediaType.replace(/^.*\//, '')}`;
}

/** A record with the same keys and each value changed, all in parallel. */
async function mapInParallel<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => Promise<U>): Promise<Record<string, U>> {
  return Object.fromEntries(await Promise.all(Object.entries(record).map(async ([key, value]) => [key, await change(value)] as const)));
}
