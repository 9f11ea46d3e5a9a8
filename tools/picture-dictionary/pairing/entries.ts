import type { Picture } from '../sources/pictures.ts';
import { conceptOf, type Named } from '../words/concept-of.ts';
import type { WordNet } from '../words/wordnet.ts';
import { excludedNames } from './excluded.ts';
import { shuffledBy } from './hash.ts';

/** An entry of the dictionary before its picture and sound are made. */
export interface Entry extends Named {
  readonly text: string;
  /** pictures of the concept, in the order in which they are tried */
  readonly pictures: readonly Picture[];
}

/** Why concepts that have a picture are left out, with their number. */
export type LeftOut = Record<'excluded by hand' | 'label in name or text' | 'name taken by another concept' | 'short definition', number>;

const minTextLength = 12;

export interface EntriesOptions {
  readonly seed: number;
  /** the label of a concept by its id */
  readonly labelOf: (concept: string) => string | undefined;
}

/**
 * One entry for each concept that a picture shows. No two entries have a concept, a name or a text in common, and none contains its own label.
 */
export function entriesOf(
  pictures: readonly Picture[],
  wordNet: WordNet,
  { seed, labelOf }: EntriesOptions,
): { entries: Entry[]; leftOut: LeftOut } {
  const leftOut: LeftOut = { 'excluded by hand': 0, 'label in name or text': 0, 'name taken by another concept': 0, 'short definition': 0 };
  const names = new Set<string>();
  const entries: Entry[] = [];
  for (const { named, shown } of shuffledBy([...byConcept(pictures, wordNet, labelOf).values()], seed, ({ named }) => named.concept)) {
    const text = toSentence(wordNet.concepts.get(named.concept)!.definition);
    const problem = problemWith(named, text, names);
    if (problem) leftOut[problem]++;
    else entries.push({ ...named, text, pictures: shuffledBy(shown, seed, ({ path }) => path) });
    names.add(named.name);
  }
  return { entries: entries.sort((a, b) => (a.concept < b.concept ? -1 : 1)), leftOut };
}

function problemWith({ name, label }: Named, text: string, names: ReadonlySet<string>): keyof LeftOut | undefined {
  if (excludedNames.has(name)) return 'excluded by hand';
  if (names.has(name)) return 'name taken by another concept';
  if (text.length < minTextLength) return 'short definition';
  return `${name} ${text}`.toLowerCase().includes(label) ? 'label in name or text' : undefined;
}

interface Shown {
  readonly named: Named;
  readonly shown: Picture[];
}

/** Pictures by the concept that they show. Those whose whole title is the name come before the others; icons are used if there is nothing else. */
function byConcept(pictures: readonly Picture[], wordNet: WordNet, labelOf: EntriesOptions['labelOf']): Map<string, Shown> {
  const found = new Map<string, { named: Named; ranked: Map<number, Picture[]> }>();
  for (const picture of pictures) {
    const named = nameOf(picture, wordNet, labelOf);
    if (!named) continue;
    const shown = found.get(named.concept) ?? { named, ranked: new Map<number, Picture[]>() };
    found.set(named.concept, shown);
    const rank = picture.source === 'gameIcons' ? 2 : named.isWhole ? 0 : 1;
    shown.ranked.set(rank, [...(shown.ranked.get(rank) ?? []), picture]);
  }
  return new Map([...found].map(([id, { named, ranked }]) => [id, { named, shown: ranked.get(Math.min(...ranked.keys()))! }]));
}

function nameOf({ titles, labels, needsWhole, source }: Picture, wordNet: WordNet, labelOf: EntriesOptions['labelOf']) {
  const maxSenses = source === 'gameIcons' ? 1 : 4;
  const named = titles.map((title) => conceptOf(title, { wordNet, labelOf, labels, maxSenses })).find((each) => each !== undefined);
  return named && (named.isWhole || !needsWhole) ? named : undefined;
}

const toSentence = (definition: string) => `${definition[0].toUpperCase()}${definition.slice(1)}.`;
