import type { CommandContext } from '@mmae/command-line';
import { embedMedia, nearest, openTrainedRun, type Neighbour, type TrainedRun } from '@mmae/embedder';
import { InputError } from '@mmae/input';
import { extractorOf } from '@mmae/pipeline';
import { loadEmbeddings, subsetKey } from '@mmae/run-folder';
import type { Media, Modality } from '@mmae/samples';
import { resolve } from 'node:path';
import { alignedTable } from '../text/table.ts';

const queryKinds = ['text', 'image', 'audio'] as const;
type QueryKind = (typeof queryKinds)[number];

export interface SearchOptions {
  readonly text?: string;
  readonly image?: string;
  readonly audio?: string;
  /** number of hits */
  readonly top: number;
  readonly json?: true;
}

interface Query {
  readonly kind: QueryKind;
  /** the text, or a path */
  readonly value: string;
}

/** What `--json` prints. */
interface SearchResult {
  readonly run: string;
  readonly model: string;
  readonly version: string;
  /** the modality that the query was read as */
  readonly modality: Modality;
  /** the embedding of every sample that the query was compared with, by its subset of modalities */
  readonly against: string;
  /** whether the query is farther from the training data than all but one in a hundred samples: its hits then mean little */
  readonly isUnlikeTrain: boolean;
  readonly results: readonly Hit[];
}

interface Hit {
  readonly rank: number;
  readonly id: string;
  /** cosine, −1 … 1 */
  readonly similarity: number;
  readonly split: string;
  readonly label?: string;
  /** of a shot: the path of its film, and the timecode of its first frame */
  readonly asset?: string;
  readonly timecode?: string;
  readonly media: Readonly<Record<Modality, string>>;
}

/** `mmae-report search RUN`: lists the samples of a run that are nearest to a text, an image or a recording. */
export async function searchRun(folder: string, options: SearchOptions, { print, progress }: CommandContext): Promise<void> {
  const query = toQuery(options);
  const result = await search(await openTrainedRun(folder), query, options.top);
  if (options.json) return print(`${JSON.stringify(result, null, 2)}\n`);
  progress.say(`${result.modality} compared with the embedding of each sample from ${result.against.replaceAll('+', ', ')}, by cosine`);
  if (result.isUnlikeTrain) progress.say('The query is unlike everything in the training data: its nearest samples mean little.');
  print(toTable(result));
}

function toQuery(options: SearchOptions): Query {
  const kind = queryKinds.find((one) => options[one] !== undefined);
  if (kind === undefined) throw new InputError('search: expected one of --text, --image, --audio, got none.');
  return { kind, value: options[kind]! };
}

/** Compares the query with the joint embedding of each sample, from all of its modalities. */
async function search(run: TrainedRun, query: Query, top: number): Promise<SearchResult> {
  const modality = modalityFor(run, query.kind);
  const { embedding, isUnlikeTrain } = await embedMedia(run, { [modality]: toMedia(query) });
  const against = subsetKey(run.plan.modalities);
  const gallery = (await loadEmbeddings(run.folder, 'mmae'))[against];
  const [neighbours] = nearest(embedding, gallery, top);
  const results = neighbours.map((neighbour, i) => toHit(run, neighbour, i + 1));
  return { run: run.folder, model: run.name, version: run.version, modality, against, isUnlikeTrain, results };
}

/** The modality of the run that reads the query: the one of that name, else the first with an extractor of that kind. */
function modalityFor({ plan, folder }: TrainedRun, kind: QueryKind): Modality {
  const fitting = plan.modalities.filter((modality) => extractorOf(plan.media[modality]) === kind);
  const found = fitting.find((modality) => modality === kind) ?? fitting[0];
  if (found !== undefined) return found;
  const learnt = plan.modalities.map((modality) =>
    plan.media[modality].featureFile ? `${modality} (ready-made features: no query)` : modality,
  );
  throw new InputError(
    `search: expected a query by ${learnt.join(', ')}, which ${folder} was trained on, got --${kind}. Use another option.`,
  );
}

const toMedia = ({ kind, value }: Query): Media =>
  kind === 'text' ? { kind: 'text', text: value } : { kind: 'file', path: resolve(value) };

function toHit({ samples }: TrainedRun, { row, similarity }: Neighbour, rank: number): Hit {
  const { id, split, label, media, extra } = samples[row];
  const { asset, timecode } = extra;
  return { rank, id, similarity, split, ...(label && { label }), ...(asset && { asset }), ...(timecode && { timecode }), media };
}

function toTable({ results }: SearchResult): string {
  const hasTimecodes = results.some(({ timecode }) => timecode !== undefined);
  const shown = results.map(({ rank, id, similarity, split, label = '', timecode = '', media }) => [
    id,
    ...(hasTimecodes ? [timecode] : []),
    String(rank),
    similarity.toFixed(3),
    split,
    label,
    shortened(Object.values(media).join(' · ')),
  ]);
  return alignedTable([['id', ...(hasTimecodes ? ['timecode'] : []), 'rank', 'cosine', 'split', 'label', 'media'], ...shown]);
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
