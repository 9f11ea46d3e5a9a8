import { languageOf } from '@mmae/text-features';
import type { NamedConcept, NameIndex } from './name-index.ts';
import { nameKey } from './name-key.ts';
import type { Concept, ConceptMatch } from './vocabulary.ts';

/** How near concepts are to a text, by qcode, 0 … 1: for example the cosine of embeddings of the text and of each name. */
export type TextNearness = (text: string, language?: string) => ReadonlyMap<string, number>;

/** Scores of a match by a name or an alias, in the same language and in another one. */
const nameScores = { name: { same: 1, other: 0.95 }, alias: { same: 0.9, other: 0.85 } };
/** Highest scores of the other ways. All stems alike score `stem`, a part of them its share; weaker matches than `lowest` are left out. */
const bestScores = { stem: 0.8, nearness: 0.6 };
const lowest = 0.3;

/** Concepts whose name or alias is the text, apart from case, accents and punctuation. */
export function matchesByName({ byKey }: NameIndex, text: string, language?: string): ConceptMatch[] {
  return (byKey.get(nameKey(text)) ?? []).map(({ concept, kind, language: ofName }) => ({
    concept,
    score: nameScores[kind][isSameLanguage(ofName, language) ? 'same' : 'other'],
    by: kind,
  }));
}

/**
 * Concepts whose names have stems of the text. The share of a name is the weight of the stems in common, divided by that of all stems of both
 * (weighted Jaccard), so that `economies` finds `economy, business and finance`, after a concept named `economy`. A tenth of the score is the share of
 * letters that both begin with: stemmers give `animals` and `animation` one stem.
 */
export function matchesByStem(index: NameIndex, text: string, language?: string): ConceptMatch[] {
  const languages = language === undefined ? index.languages : index.languages.filter((each) => isSameLanguage(each, language));
  return languages.flatMap((each) => stemMatchesIn(index, nameKey(text), index.stemsOf(text, each), each));
}

function stemMatchesIn({ byStem, weightOf }: NameIndex, key: string, stems: readonly string[], language: string): ConceptMatch[] {
  const weightOfAll = (all: Iterable<string>) => Array.from(all, weightOf).reduce((sum, weight) => sum + weight, 0);
  const shareOf = ({ stems: ofName }: NamedConcept) =>
    weightOfAll(stems.filter((stem) => ofName.includes(stem))) / weightOfAll(new Set([...stems, ...ofName]));
  const names = new Set(stems.flatMap((stem) => byStem.get(stem) ?? []).filter((name) => name.language === language));
  const scoreOf = (name: NamedConcept) => bestScores.stem * shareOf(name) * (0.9 + 0.1 * sharedBeginning(key, name.key));
  return Array.from(names, (name): ConceptMatch => ({ concept: name.concept, score: scoreOf(name), by: 'stem' }));
}

/** The number of letters that both begin with, as a share of the longer one. */
function sharedBeginning(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  const differs = Array.from({ length }, (_, i) => a[i] !== b[i]).indexOf(true);
  return differs === -1 ? 1 : differs / length;
}

/** Concepts that are near the text in the sense of a text encoder. */
export function matchesByNearness(near: ReadonlyMap<string, number>, conceptOf: (qcode: string) => Concept | undefined): ConceptMatch[] {
  return Array.from(near, ([qcode, nearness]) => ({ concept: conceptOf(qcode), nearness })).flatMap(({ concept, nearness }) =>
    concept ? [{ concept, score: bestScores.nearness * Math.min(1, Math.max(0, nearness)), by: 'nearness' as const }] : [],
  );
}

/** The best match of each concept, best first; concepts in use before retired ones, then in the order of their qcodes. */
export function bestMatches(matches: readonly ConceptMatch[], limit: number): ConceptMatch[] {
  const best = new Map<string, ConceptMatch>();
  for (const match of matches) {
    const known = best.get(match.concept.qcode);
    if (match.score >= lowest && (!known || match.score > known.score)) best.set(match.concept.qcode, match);
  }
  return [...best.values()].sort(compareMatches).slice(0, limit);
}

function compareMatches(a: ConceptMatch, b: ConceptMatch) {
  return b.score - a.score || Number(a.concept.isRetired) - Number(b.concept.isRetired) || (a.concept.qcode < b.concept.qcode ? -1 : 1);
}

/** Whether two BCP 47 tags name one language, in whatever region; an absent one may be any. */
export const isSameLanguage = (a: string, b: string | undefined): boolean => b === undefined || languageOf(a) === languageOf(b);
