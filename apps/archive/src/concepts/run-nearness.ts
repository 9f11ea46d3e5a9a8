import type { QueryEmbedder } from '@mmae/archive-search';
import type { Progress } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { languageOf, normalised, stopWords, tokenize } from '@mmae/text-features';
import { embeddingNearness, type EmbeddedName, type TextNearness, type Vocabulary } from '@mmae/vocabulary';

interface NearnessContext {
  readonly embed: QueryEmbedder;
  /** of the names that are embedded */
  readonly languages: readonly string[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * How near labels and names of concepts are to the text encoder of a run. Left out are texts that are unlike its training data, and names with a word that it
 * does not know: of `new product or service`, it may know `new` only.
 */
export async function runNearness(vocabulary: Vocabulary, labels: readonly string[], context: NearnessContext): Promise<TextNearness> {
  const { languages, progress, signal } = context;
  const isWanted = (language: string) => languages.length === 0 || languages.some((each) => baseOf(each) === baseOf(language));
  const texts = vocabulary.concepts
    .filter(({ isRetired }) => !isRetired)
    .flatMap(({ qcode, names }) =>
      Object.entries(names).flatMap(([language, name]) => (isWanted(language) ? [{ qcode, language, name }] : [])),
    );
  const names: EmbeddedName[] = [];
  const knowsAll = wordsKnown(context);
  for (const [i, { qcode, language, name }] of texts.entries()) {
    signal.throwIfAborted();
    if (i % 50 === 0) progress.update(`${i} of ${texts.length} names embedded`);
    const embedding = (await knowsAll(name, language)) ? await embeddingOf(name, context) : undefined;
    if (embedding) names.push({ qcode, embedding });
  }
  progress.say(`the run knows ${names.length} of ${texts.length} names of concepts`);
  const ofLabels = new Map<string, Float32Array | undefined>();
  for (const text of labels.map((label) => label.trim())) ofLabels.set(text, await embeddingOf(text, context));
  return embeddingNearness(names, (text) => ofLabels.get(text));
}

const baseOf = (language: string) => language.split('-', 1)[0];

/** A function that says whether the encoder knows every word of a text that is no stop word; each word is tried once. */
function wordsKnown({ embed }: NearnessContext) {
  const known = new Map<string, boolean>();
  return async (text: string, language: string): Promise<boolean> => {
    const ignored = stopWords(languageOf(language));
    for (const word of tokenize(normalised(text)).filter((each) => !ignored.has(each))) {
      if (!known.has(word)) known.set(word, (await embedded(embed, word)) !== undefined);
      if (!known.get(word)) return false;
    }
    return true;
  };
}

async function embeddingOf(text: string, { embed }: NearnessContext): Promise<Float32Array | undefined> {
  const found = await embedded(embed, text);
  return found?.isUnlikeTrain ? undefined : found?.embedding;
}

/** Undefined if the encoder knows none of the words. */
async function embedded(embed: QueryEmbedder, text: string) {
  try {
    return await embed({ kind: 'text', text });
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
