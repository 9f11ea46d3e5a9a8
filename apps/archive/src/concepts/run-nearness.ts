import type { QueryEmbedder } from '@mmae/archive-search';
import type { Progress } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { embeddingNearness, type EmbeddedName, type TextNearness, type Vocabulary } from '@mmae/vocabulary';

interface NearnessContext {
  readonly embed: QueryEmbedder;
  /** of the names that are embedded */
  readonly languages: readonly string[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** How near labels and names of concepts are to the text encoder of a run. Texts that it does not know, or that are unlike its training data, are left out. */
export async function runNearness(vocabulary: Vocabulary, labels: readonly string[], context: NearnessContext): Promise<TextNearness> {
  const { languages, progress, signal } = context;
  const isWanted = (language: string) => languages.length === 0 || languages.some((each) => baseOf(each) === baseOf(language));
  const texts = vocabulary.concepts
    .filter(({ isRetired }) => !isRetired)
    .flatMap(({ qcode, names }) => Object.entries(names).flatMap(([language, name]) => (isWanted(language) ? [{ qcode, name }] : [])));
  const names: EmbeddedName[] = [];
  for (const [i, { qcode, name }] of texts.entries()) {
    signal.throwIfAborted();
    if (i % 50 === 0) progress.update(`${i} of ${texts.length} names embedded`);
    const embedding = await embeddingOf(name, context);
    if (embedding) names.push({ qcode, embedding });
  }
  progress.say(`the run knows ${names.length} of ${texts.length} names of concepts`);
  const ofLabels = new Map<string, Float32Array | undefined>();
  for (const text of labels.map((label) => label.trim())) ofLabels.set(text, await embeddingOf(text, context));
  return embeddingNearness(names, (text) => ofLabels.get(text));
}

const baseOf = (language: string) => language.split('-', 1)[0];

async function embeddingOf(text: string, { embed }: NearnessContext): Promise<Float32Array | undefined> {
  try {
    const { embedding, isUnlikeTrain } = await embed({ kind: 'text', text });
    return isUnlikeTrain ? undefined : embedding;
  } catch (error) {
    if (error instanceof InputError) return undefined; // none of its words is known
    throw error;
  }
}
