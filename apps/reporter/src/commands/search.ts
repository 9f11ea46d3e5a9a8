import { embedMedia, nearest, openTrainedRun, type Neighbour, type TrainedRun } from '@mmae/embedder';
import { extractingRoom } from '@mmae/pipeline';
import { loadEmbeddings, subsetKey } from '@mmae/run-folder';
import type { Media, Modality } from '@mmae/samples';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Terminal } from '../terminal.ts';
import { alignedTable } from '../text/table.ts';
import { UsageError } from '../usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const rooms = ['text', 'image', 'audio'] as const;
type Room = (typeof rooms)[number];

/** One query by one medium. */
interface Query {
  readonly room: Room;
  /** the text, or a file */
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
  /** whether the query is farther from train than all but one in a hundred of such samples: its hits say little then */
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
  readonly media: Readonly<Record<Modality, string>>;
}

/** `mmae-report search RUN`: a text, a picture or a sound in, the samples of the run that lie nearest to it out. */
export async function searchCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { folder, query, top, json } = parse(args);
  const run = await openTrainedRun(folder);
  const result = await search(run, query, top);
  if (json) return terminal.out(`${JSON.stringify(result, null, 2)}\n`);
  terminal.error(`${result.modality} compared with the embedding of each sample from ${result.against.replaceAll('+', ', ')}, by cosine\n`);
  if (result.isUnlikeTrain)
    terminal.error('the query is unlike all that was trained on: the hits are the least unlike, which says little\n');
  terminal.out(toTable(result));
}

/** The query against the joint embedding of each sample, which stands for all that the sample has. */
async function search(run: TrainedRun, query: Query, top: number): Promise<SearchResult> {
  const modality = modalityFor(run, query.room);
  const { embedding, isUnlikeTrain } = await embedMedia(run, { [modality]: toMedia(query) });
  const against = subsetKey(run.plan.modalities);
  const gallery = (await loadEmbeddings(run.folder, 'mmae'))[against];
  const [neighbours] = nearest(embedding, gallery, top);
  const results = neighbours.map((neighbour, i) => toHit(run, neighbour, i + 1));
  return { run: run.folder, model: run.name, version: run.version, modality, against, isUnlikeTrain, results };
}

/** The run's modality that such a query is read as: the one of that name, else the first that its room reads. */
function modalityFor({ plan, folder }: TrainedRun, room: Room): Modality {
  const fitting = plan.modalities.filter((modality) => extractingRoom(plan.media[modality]) === room);
  const found = fitting.find((modality) => modality === room) ?? fitting[0];
  if (found !== undefined) return found;
  const learnt = plan.modalities.map((modality) =>
    plan.media[modality].featureFile ? `${modality} (ready-made features: no query)` : modality,
  );
  throw new UsageError(`search: expected a query by ${learnt.join(', ')}, which ${folder} has learnt, got --${room}. Ask by another.`);
}

const toMedia = ({ room, value }: Query): Media =>
  room === 'text' ? { kind: 'text', text: value } : { kind: 'file', path: resolve(value) };

function toHit({ samples }: TrainedRun, { row, similarity }: Neighbour, rank: number): Hit {
  const { id, split, label, media } = samples[row];
  return { rank, id, similarity, split, ...(label && { label }), media };
}

function toTable({ results }: SearchResult): string {
  const shown = results.map(({ rank, id, similarity, split, label = '', media }) => [
    id,
    String(rank),
    similarity.toFixed(3),
    split,
    label,
    shortened(Object.values(media).join(' · ')),
  ]);
  return alignedTable([['id', 'rank', 'cosine', 'split', 'label', 'media'], ...shown]);
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

function parse(args: readonly string[]) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      text: { type: 'string' },
      image: { type: 'string' },
      audio: { type: 'string' },
      top: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length !== 1)
    throw new UsageError(`search: expected one RUN folder, got ${positionals.length}. mmae-report --help tells more.`);
  const asked = rooms.flatMap((room) => (values[room] === undefined ? [] : [{ room, value: values[room] }]));
  if (asked.length !== 1) throw new UsageError(`search: expected one of --text, --image, --audio, got ${asked.length}. Ask by one medium.`);
  const top = wholeNumber('--top', values.top);
  if (top === 0) throw new UsageError('search: expected --top of 1 or more, got 0.');
  return { folder: positionals[0], query: asked[0], top, json: values.json };
}
