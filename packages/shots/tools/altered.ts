import { frameHeight, frameLength, frameWidth } from '../src/frame.ts';

/** Another look of a whole film: what is learnt must not depend on contrast, colour, or black bars. */
export interface Look {
  /** factors of contrast and of colour, 0 to 1 */
  readonly contrast: number;
  readonly colour: number;
  /** level that black becomes */
  readonly black: number;
  /** black columns on either side, and black rows above and below */
  readonly columns: number;
  readonly rows: number;
}

/** A look that follows from a seed of any text. */
export function randomLook(seed: string): Look {
  const draw = draws(seed);
  const bars = draw();
  return {
    contrast: 0.25 + 0.75 * draw(),
    colour: draw() < 0.25 ? 0 : 0.3 + 0.7 * draw(),
    black: 30 * draw() * draw(),
    columns: bars < 0.3 ? 6 + Math.floor(5 * draw()) : 0,
    rows: bars > 0.8 ? 3 : 0,
  };
}

/** Numbers of 0 to 1 (mulberry32). */
function draws(seed: string): () => number {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A frame with another look. */
export function altered(rgb: Uint8Array, { contrast, colour, black, columns, rows }: Look): Uint8Array {
  const out = new Uint8Array(frameLength);
  const [width, height] = [frameWidth - 2 * columns, frameHeight - 2 * rows];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 3 * (Math.floor(((y + 0.5) * frameHeight) / height) * frameWidth + Math.floor(((x + 0.5) * frameWidth) / width));
      const to = 3 * ((y + rows) * frameWidth + x + columns);
      const grey = 0.299 * rgb[from] + 0.587 * rgb[from + 1] + 0.114 * rgb[from + 2];
      for (let c = 0; c < 3; c++) out[to + c] = Math.min(255, black + contrast * (grey + colour * (rgb[from + c] - grey)));
    }
  }
  return out;
}
