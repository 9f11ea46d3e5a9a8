/** A transition or an event as a film's JSON file gives it; see `films/make_films.py`. */
export interface Labelled {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

export interface TrueTransition extends Labelled {
  readonly kind: 'cut' | 'dissolve' | 'wipe' | 'fade';
  readonly form: string;
}

export interface Truth {
  readonly rate: readonly [num: number, den: number];
  readonly frames: number;
  readonly transitions: readonly TrueTransition[];
  readonly events: readonly Labelled[];
}

/** What a detector found: the middle of a transition, in frames. */
export interface Found {
  readonly at: number;
  readonly isCut: boolean;
}

/** A found transition may lie as many frames before or after a true one. */
export const tolerance = 3;

/** Pairs of a found and a true transition, each in one pair at most, the nearest first. */
export function match(found: readonly Found[], transitions: readonly Labelled[]): [found: number, transition: number][] {
  const pairs = found.flatMap(({ at }, i) =>
    transitions.flatMap(({ from, to }, j) =>
      at >= from - tolerance && at <= to + tolerance ? [{ distance: Math.abs(at - (from + to) / 2), i, j }] : [],
    ),
  );
  const [usedFound, usedTrue] = [new Set<number>(), new Set<number>()];
  return pairs
    .sort((a, b) => a.distance - b.distance || a.i - b.i)
    .flatMap(({ i, j }): [number, number][] => {
      if (usedFound.has(i) || usedTrue.has(j)) return [];
      usedFound.add(i);
      usedTrue.add(j);
      return [[i, j]];
    });
}

export interface Counts {
  hits: number;
  extra: number;
  missed: number;
}

/** Counts of one detector over films. */
export interface Score {
  readonly cuts: Counts;
  readonly gradual: Counts;
  /** hits and misses of each kind, or kind and form */
  readonly kinds: Map<string, Counts>;
  /** found transitions that are none, by the event that they lie in, or `none` */
  readonly extraIn: Map<string, number>;
}

const none = (): Counts => ({ hits: 0, extra: 0, missed: 0 });

export const emptyScore = (): Score => ({ cuts: none(), gradual: none(), kinds: new Map(), extraIn: new Map() });

/** Adds a film to a score. */
export function addFilm(score: Score, found: readonly Found[], { transitions, events }: Truth): void {
  const pairs = match(found, transitions);
  const [hitFound, hitTrue] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))];
  transitions.forEach(({ kind, form }, j) => {
    const key = hitTrue.has(j) ? 'hits' : 'missed';
    (kind === 'cut' ? score.cuts : score.gradual)[key]++;
    const name = kind === 'cut' ? `cut, ${form}` : `${kind}, ${form}`;
    if (!score.kinds.has(name)) score.kinds.set(name, none());
    score.kinds.get(name)![key]++;
  });
  found.forEach(({ at, isCut }, i) => {
    if (hitFound.has(i)) return;
    (isCut ? score.cuts : score.gradual).extra++;
    const event = events.find(({ from, to }) => at >= from - tolerance && at <= to + tolerance)?.kind ?? 'none';
    score.extraIn.set(event, (score.extraIn.get(event) ?? 0) + 1);
  });
}

export const sum = (a: Counts, b: Counts): Counts => ({ hits: a.hits + b.hits, extra: a.extra + b.extra, missed: a.missed + b.missed });

export const precision = ({ hits, extra }: Counts): number => hits / (hits + extra);

export const recall = ({ hits, missed }: Counts): number => hits / (hits + missed);

export const f1 = ({ hits, extra, missed }: Counts): number => (2 * hits) / (2 * hits + extra + missed);
