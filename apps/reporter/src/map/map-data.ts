import { selectRows, type Matrix } from '@mmae/matrix';
import type { Preview } from '@mmae/run-folder';
import type { Results, Run } from '@mmae/scoring';
import type { Colouring, MapData, MapItem } from '../client/map/map-data.ts';
import { textsOf } from '../findings/media.ts';
import { placeOf } from '../findings/places.ts';
import { shortened, type MediaStore } from '../page/media-store.ts';
import type { Layouts } from './layouts.ts';

/** More points cannot be told apart and would make the page too large. */
const maxPoints = 5000;

/** The points to lay out, `[numShown, width]`: the joint embedding of every usable item, or of `maxPoints` evenly spaced ones. */
export const mapPoints = (run: Run, joint: Matrix): Matrix => selectRows(joint, shownRows(run));

/**
 * Data of the map.
 *
 * @param found layouts of {@link mapPoints}
 * @returns undefined if there are no layouts, because the run has too few items
 */
export function mapData(results: Results, found: Layouts, store: MediaStore): MapData | undefined {
  const { run, clustering } = results;
  const rows = shownRows(run);
  if (Object.keys(found).length === 0) return undefined;
  const samples = Array.from(rows, (index) => run.samples[index]);
  const hasLabels = samples.some(({ label }) => label !== undefined);
  return {
    items: mapItems(results, rows, store),
    layouts: Object.fromEntries(Object.entries(found).map(([name, points]) => [name, toBase64(points)])),
    colourings: {
      ...(hasLabels && { label: { ...colouring(samples.map(({ label }) => label)), hasRegions: true } }),
      cluster: { ...colouring(Array.from(rows, (index) => `cluster ${clustering.clusters[index] + 1}`)), hasRegions: true },
      split: colouring(samples.map(({ split }) => split)),
      'modalities present': colouring(samples.map(({ present }) => present.join(' + '))),
    },
  };
}

/** Rows with anything to embed: all that have a preview, and evenly spaced others up to `maxPoints`. */
function shownRows({ samples, previews }: Run): Uint32Array {
  const usable = samples.flatMap(({ present }, index) => (present.length > 0 ? [index] : []));
  if (usable.length <= maxPoints) return Uint32Array.from(usable);
  const previewed = new Set(previews.map(({ id }) => id));
  const [withPreview, others] = [true, false].map((is) => usable.filter((index) => previewed.has(samples[index].id) === is));
  const numOthers = Math.max(0, maxPoints - withPreview.length);
  const chosen = Array.from({ length: numOthers }, (_, index) => others[Math.floor((index * others.length) / numOthers)]);
  return Uint32Array.from([...withPreview, ...chosen].sort((a, b) => a - b));
}

function mapItems({ run }: Results, rows: Uint32Array, store: MediaStore): MapItem[] {
  const previews = new Map(run.previews.map((preview) => [preview.id, preview]));
  const texts = textsOf(run);
  return Array.from(rows, (index) => {
    const { id } = run.samples[index];
    const place = placeOf(run.samples[index]);
    const text = texts[index];
    const preview = previews.get(id);
    return {
      id,
      ...(place && { place }),
      ...(text && { text: shortened(text, 120) }),
      ...(preview && { images: storedMedia(preview, 'picture', store), clips: storedMedia(preview, 'sound', store) }),
    };
  });
}

function storedMedia({ media }: Preview, kind: 'picture' | 'sound', store: MediaStore): string[] {
  return Object.values(media).flatMap((item) => (item.kind !== 'text' && item.kind === kind ? (store.add(item) ?? []) : []));
}

function colouring(values: readonly (string | undefined)[]): Colouring {
  const names = [...new Set(values.filter((value) => value !== undefined))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const codes = new Map(names.map((name, index) => [name, index]));
  return { names, codes: values.map((value) => (value === undefined ? -1 : codes.get(value)!)) };
}

/** Coordinates as `MapData` stores them. Both axes have the same scale, so that no layout is stretched, and the layout is centred. */
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
