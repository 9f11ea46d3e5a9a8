/** The map as the page stores it: JSON in the element `#map-data`. The report writes it, the map's script reads it. */
export interface MapData {
  readonly items: readonly MapItem[];
  /** by name; base64 of `x, y` per item as 16-bit little-endian integers, 0 … 65535 across the map */
  readonly layouts: Readonly<Record<string, string>>;
  readonly colourings: Readonly<Record<string, Colouring>>;
}

export interface MapItem {
  readonly id: string;
  /** where it is in its film */
  readonly place?: string;
  readonly text?: string;
  /** names of media, as in `data-media` */
  readonly images?: readonly string[];
  readonly clips?: readonly string[];
}

/** Something that items are coloured by: a label, a cluster, a split. */
export interface Colouring {
  readonly names: readonly string[];
  /** for each item the index of its name, −1 for none */
  readonly codes: readonly number[];
  /** whether items of the same name lie together, so that the names can be written on the map */
  readonly hasRegions?: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The decoded map: for each layout a point per item, both coordinates 0 … 1. */
export interface DecodedMap extends Omit<MapData, 'layouts'> {
  readonly layouts: Readonly<Record<string, readonly Point[]>>;
}

export function decodeMap(json: string): DecodedMap {
  const { layouts, ...rest } = JSON.parse(json) as MapData;
  return { ...rest, layouts: Object.fromEntries(Object.entries(layouts).map(([name, base64]) => [name, toPoints(base64)])) };
}

function toPoints(base64: string): Point[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const coordinate = (index: number) => view.getUint16(2 * index, true) / 65535;
  return Array.from({ length: bytes.length / 4 }, (_, index) => ({ x: coordinate(2 * index), y: coordinate(2 * index + 1) }));
}

/** A name to write on the map, at a point of the layout. */
export interface RegionName {
  readonly name: string;
  /** index in `names` */
  readonly code: number;
  readonly point: Point;
}

const maxRegionNames = 80;

/**
 * Where to write the names of a colouring: each at the median of its items, the most frequent name first. None if the items of a name do not
 * lie together, or if there are too many names to read.
 */
export function regionNames({ names, codes, hasRegions }: Colouring, points: readonly Point[]): RegionName[] {
  if (!hasRegions || names.length > maxRegionNames) return [];
  const members: Point[][] = names.map(() => []);
  codes.forEach((code, index) => members[code]?.push(points[index]));
  return names
    .map((name, code) => ({ name, code, size: members[code].length, point: medianPoint(members[code]) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);
}

function medianPoint(points: readonly Point[]): Point {
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
  return { x: median(points.map(({ x }) => x)), y: median(points.map(({ y }) => y)) };
}
