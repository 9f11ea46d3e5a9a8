import { openSearch, type SearchRequest } from '@mmae/archive-search';
import { openArchive, type Archive, type SampleFilter } from '@mmae/archive-store';
import type { CommandContext } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { accessSync, constants } from 'node:fs';
import { currentRunEmbedder } from '../run/current-run-embedder.ts';
import { collectHits, type CollectedHits } from './collect-hits.ts';
import { toJson, toRows } from './print-hits.ts';

export interface SearchCommandOptions {
  readonly archive: string;
  readonly image?: string;
  readonly audio?: string;
  readonly like: readonly string[];
  readonly relevant: readonly string[];
  readonly irrelevant: readonly string[];
  readonly weights?: Readonly<Record<string, number>>;
  readonly tag: readonly string[];
  readonly accepted: boolean;
  /** id of an asset */
  readonly in?: string;
  readonly cluster?: number;
  readonly language?: string;
  readonly from?: string;
  readonly to?: string;
  readonly minSeconds?: number;
  readonly maxSeconds?: number;
  readonly asset: boolean;
  readonly limit: number;
  readonly cursor?: string;
  readonly json: boolean;
}

/** `mmae-archive search`: hits on stdout, as rows or as JSON; what is to be known about them on stderr. */
export async function search(query: string, options: SearchCommandOptions, { print, progress, signal }: CommandContext): Promise<void> {
  for (const file of [options.image, options.audio]) if (file !== undefined) accessSync(file, constants.R_OK);
  const archive = openArchive(options.archive, { readOnly: true });
  try {
    const { search: searchArchive } = openSearch(archive, { embed: currentRunEmbedder(archive) });
    const { asset: isByAsset, limit } = options;
    const found = await collectHits(searchArchive, toRequest(archive, query, options), { limit, isByAsset, signal });
    print(options.json ? toJson(archive, found) : toRows(archive, found.hits));
    for (const line of notes(found, query, options)) progress.say(line);
  } finally {
    archive.close();
  }
}

/** Without an option there is no such property, so that the search is the same as that of the page. */
function toRequest(archive: Archive, query: string, options: SearchCommandOptions): SearchRequest {
  const { image, audio, like, relevant, irrelevant, weights, cursor } = options;
  return {
    ...(query.trim() !== '' && { text: query }),
    ...(image !== undefined && { image }),
    ...(audio !== undefined && { audio }),
    ...(like.length > 0 && { like }),
    ...(relevant.length > 0 && { relevant }),
    ...(irrelevant.length > 0 && { irrelevant }),
    ...(weights && { weights }),
    ...(cursor !== undefined && { cursor }),
    filter: toFilter(archive, options),
  };
}

function toFilter(archive: Archive, options: SearchCommandOptions): SampleFilter {
  const { tag, accepted, cluster, language, from, to, minSeconds, maxSeconds } = options;
  return {
    ...(tag.length > 0 && { tags: tag }),
    ...(accepted && { onlyAccepted: true }),
    ...(options.in !== undefined && { assetKey: assetKeyOf(archive, options.in) }),
    ...(cluster !== undefined && { cluster }),
    ...(language !== undefined && { language }),
    ...(from !== undefined && { dateFrom: from }),
    ...(to !== undefined && { dateTo: to }),
    ...(minSeconds !== undefined && { minSeconds }),
    ...(maxSeconds !== undefined && { maxSeconds }),
  };
}

function assetKeyOf(archive: Archive, id: string): number {
  const asset = archive.assetById(id);
  if (asset) return asset.key;
  throw new InputError(`mmae-archive search: expected the id of an asset, got ${JSON.stringify(id)}. Search without --in to find it.`);
}

function notes(found: CollectedHits, query: string, { asset }: SearchCommandOptions): string[] {
  const { hits, numCandidates, unknownWords, isUnlikeTrain, nextCursor } = found;
  const doubtful = query.trim() === '' ? 'hits' : 'hits that have none of its words';
  const words = unknownWords.map((word) => JSON.stringify(word)).join(', ');
  return [
    ...(unknownWords.length > 0 ? [`in no sample: ${words}`] : []),
    ...(isUnlikeTrain ? [`the query is unlike what the run was trained on: ${doubtful} mean little`] : []),
    `${hits.length} ${asset ? 'assets' : 'hits'}, ${numCandidates} samples were searched`,
    ...(nextCursor === undefined ? [] : [`next page: --cursor ${nextCursor}`]),
  ];
}
