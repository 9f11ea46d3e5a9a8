import { selectRows, type Matrix } from '@mmae/matrix';
import type { Preview, PreviewMedia } from '@mmae/run-folder';
import { mediaKinds, modalityNouns, textsOf } from '../findings/media-kinds.ts';
import { shortened, type MediaStore } from '../page/media-store.ts';
import type { Results } from '../results.ts';
import type { Run } from '../run/load-run.ts';
import type { Layouts } from './layouts.ts';

/** What the map's script reads. */
export interface MapData {
  readonly items: readonly MapItem[];
  /** base64 of pairs of 16-bit numbers, 0 … 65535 across the map */
  readonly layouts: Readonly<Record<string, string>>;
  readonly colourings: Readonly<Record<string, Colouring>>;
}

interface MapItem {
  readonly id: string;
  readonly text?: string;
  readonly pictures?: readonly string[];
  readonly sounds?: readonly string[];
}

/** Names, and for each item the place of its own; −1 for none. */
interface Colouring {
  /** whether items of one name lie together, so that the map bears the names */
  readonly isOfPlaces?: boolean;
  readonly names: readonly string[];
  readonly codes: readonly number[];
}

/** More points than this cannot be told apart, and would make the page too large. */
const maxPoints = 5000;

/** What is laid out: the main method's joint embedding, of evenly chosen items where there are too many. */
export const mapPoints = (run: Run, joint: Matrix): Matrix => selectRows(joint, shownRows(run));

/** The map of the items of {@link mapPoints}, where they were found to lie. Undefined for a handful of items. */
export function mapData(results: Results, found: Layouts, store: MediaStore): MapData | undefined {
  const { run, clustering } = results;
  const rows = shownRows(run);
  if (Object.keys(found).length === 0) return undefined;
  const samples = Array.from(rows, (index) => run.samples[index]);
  const kinds = mediaKinds(run.previews);
  const hasLabels = samples.some(({ label }) => label !== undefined);
  return {
    items: mapItems(results, rows, store),
    layouts: encoded(found),
    colourings: {
      ...(hasLabels && { label: { ...colouring(samples.map(({ label }) => label)), isOfPlaces: true } }),
      cluster: { ...colouring(Array.from(rows, (index) => `cluster ${clustering.clusters[index] + 1}`)), isOfPlaces: true },
      split: colouring(samples.map(({ split }) => split)),
      'modalities present': colouring(samples.map(({ present }) => modalityNouns(kinds, present))),
    },
  };
}

/** Rows with anything to embed: all with a preview, and as many others as there is room for. */
function shownRows({ samples, previews }: Run): Uint32Array {
  const usable = samples.flatMap(({ present }, index) => (present.length > 0 ? [index] : []));
  if (usable.length <= maxPoints) return Uint32Array.from(usable);
  const previewed = new Set(previews.map(({ id }) => id));
  const [withPreview, others] = [true, false].map((is) => usable.filter((index) => previewed.has(samples[index].id) === is));
  const room = Math.max(0, maxPoints - withPreview.length);
  const chosen = Array.from({ length: room }, (_, index) => others[Math.floor((index * others.length) / room)]);
  return Uint32Array.from([...withPreview, ...chosen].sort((a, b) => a - b));
}

function mapItems({ run }: Results, rows: Uint32Array, store: MediaStore): MapItem[] {
  const previews = new Map(run.previews.map((preview) => [preview.id, preview]));
  const texts = textsOf(run);
  return Array.from(rows, (index) => {
    const { id } = run.samples[index];
    const text = texts[index];
    const preview = previews.get(id);
    return {
      id,
      ...(text && { text: shortened(text, 120) }),
      ...(preview && { pictures: storedMedia(preview, 'picture', store), sounds: storedMedia(preview, 'sound', store) }),
    };
  });
}

function storedMedia({ media }: Preview, kind: 'picture' | 'sound', store: MediaStore): string[] {
  const isOfKind = (item: PreviewMedia) => item.kind === kind;
  return Object.values(media).flatMap((item) => (isOfKind(item) && item.kind !== 'text' ? (store.add(item) ?? []) : []));
}

function colouring(values: readonly (string | undefined)[]): Colouring {
  const names = [...new Set(values.filter((value) => value !== undefined))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const codes = new Map(names.map((name, index) => [name, index]));
  return { names, codes: values.map((value) => (value === undefined ? -1 : codes.get(value)!)) };
}

const encoded = (found: Layouts) => Object.fromEntries(Object.entries(found).map(([name, places]) => [name, toBase64(places)]));

/** Both axes over the same length, the middle in the middle, so that no layout is stretched. */
function toBase64({ numRows, data }: Matrix): string {
  const axes = [0, 1].map((axis) => {
    const values = Array.from({ length: numRows }, (_, index) => data[2 * index + axis]);
    return { low: values.reduce((low, value) => Math.min(low, value)), high: values.reduce((high, value) => Math.max(high, value)) };
  });
  const length = Math.max(...axes.map(({ low, high }) => high - low)) || 1;
  const bytes = Buffer.alloc(numRows * 4);
  for (let i = 0; i < 2 * numRows; i++) {
    const { low, high } = axes[i % 2];
    bytes.writeUInt16LE(Math.round(65535 * (0.5 + (data[i] - (low + high) / 2) / length)), 2 * i);
  }
  return bytes.toString('base64');
}
