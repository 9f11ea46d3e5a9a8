import type { SearchHit, SearchPage } from '@mmae/archive-search';
import type { Archive, Asset, Tag } from '@mmae/archive-store';
import { toTableRow } from '@mmae/command-line';

/** Characters of a text in a row. */
const maxText = 100;
/** Tags in a row. */
const maxTags = 5;

/** A row for each hit: rank, confidence, id, timecode, path, tags, text. */
export function toRows(archive: Archive, hits: readonly SearchHit[]): string {
  const tags = tagsOf(archive, hits);
  return hits
    .map(({ rank, confidence, sample }) =>
      toTableRow([
        `${rank}`,
        confidence === undefined ? '' : confidence.toFixed(2),
        sample.id,
        sample.timecode ?? '',
        assetOf(archive, sample.assetKey).path,
        tags.get(sample.key)!.slice(0, maxTags).map(toText).join(', '),
        shortened(sample.text),
      ]),
    )
    .join('');
}

/** All that is known about the hits, as one line of JSON. */
export function toJson(archive: Archive, { hits, ...page }: SearchPage): string {
  const tags = tagsOf(archive, hits);
  const views = hits.map(({ sample, ...hit }) => {
    const { key, assetKey, ...facts } = sample;
    const { id, title, path, kind } = assetOf(archive, assetKey);
    return { ...hit, ...facts, asset: { id, title, path, kind }, tags: tags.get(key)! };
  });
  return `${JSON.stringify({ hits: views, ...page })}\n`;
}

/** Tags of each hit that nobody rejected: those of people first, then the surest of the machine. */
function tagsOf(archive: Archive, hits: readonly SearchHit[]): ReadonlyMap<number, readonly Tag[]> {
  const all = archive.tagsOfAll(hits.map(({ sample }) => sample.key));
  const shown = hits.map(({ sample: { key } }) => [key, (all.get(key) ?? []).filter(({ verdict }) => verdict !== 'rejected')] as const);
  return new Map(shown.map(([key, tags]) => [key, [...tags].sort((a, b) => sureness(b) - sureness(a))]));
}

const sureness = ({ verdict, machine }: Tag) => (verdict === 'accepted' ? 2 : (machine?.confidence ?? 0));

/** A tag with how sure the machine is of it, unless a person accepted it. */
const toText = ({ label, verdict, machine }: Tag) =>
  verdict === 'accepted' || !machine ? label : `${label} ${machine.confidence.toFixed(2)}`;

/** An archive keeps the asset of every sample. */
const assetOf = (archive: Archive, key: number): Asset => archive.asset(key)!;

function shortened(text: string): string {
  const letters = [...text.replaceAll(/\s+/g, ' ').trim()];
  return letters.length <= maxText ? letters.join('') : `${letters.slice(0, maxText - 1).join('')}…`;
}
