import { blockDistance, numBlocks, smallDistance } from '../frames/block-distance.ts';
import type { Planes } from '../frames/planes.ts';

/** The last frames of a film, by their number. */
export interface Timeline {
  /** Adds the next frame. */
  add(frame: Planes): void;
  /** number of frames so far */
  readonly length: number;
  /** A frame; the first or the last for a number outside the film. */
  frame(index: number): Planes;
  /** block distance of a frame from the one before it, 0 for the first frame and outside the film */
  motion(index: number): number;
  /** the same, of every block, `[numBlocks]` */
  blockMotion(index: number): Float64Array;
  /** small block distance of the frames `center - reach` and `center + reach`; computed once */
  across(center: number, reach: number): number;
}

/** Frames that are kept. */
const size = 256;

export function timeline(): Timeline {
  const frames = new Array<Planes>(size);
  const motions = new Float64Array(size);
  const blockMotions = Array.from({ length: size }, () => new Float64Array(numBlocks));
  const distances = new Map<number, number>();
  let length = 0;
  const clamp = (index: number) => (index < 0 ? 0 : index >= length ? length - 1 : index);
  const frame = (index: number) => frames[clamp(index) % size];

  return {
    add(next) {
      const at = length % size;
      motions[at] = length > 0 ? blockDistance(frames[(length - 1) % size].full, next.full, blockMotions[at]) : 0;
      frames[at] = next;
      length++;
      if (length % size === 0) distances.clear();
    },
    get length() {
      return length;
    },
    frame,
    motion: (index) => (index < 1 || index >= length ? 0 : motions[index % size]),
    blockMotion: (index) => blockMotions[clamp(index) % size],
    across(center, reach) {
      const [from, to] = [clamp(center - reach), clamp(center + reach)];
      const key = from * 1024 + (to - from);
      const known = distances.get(key);
      if (known !== undefined) return known;
      const distance = smallDistance(frames[from % size].small, frames[to % size].small);
      distances.set(key, distance);
      return distance;
    },
  };
}
