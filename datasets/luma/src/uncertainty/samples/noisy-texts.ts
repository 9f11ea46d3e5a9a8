import type { Sample } from '@mmae/samples';
import { defaultSeed, type Uncertainty } from '../options.ts';
import { oneOf, randomFor } from '../random-for.ts';
import { textErrors, withErrors } from '../texts/text-errors.ts';
import { flagged } from './flags.ts';

/** A sample whose text has errors, where its lot says so. */
export function withNoisyText(sample: Sample, { texts, seed = defaultSeed }: Uncertainty): Sample {
  const { text } = sample.media;
  const random = randomFor(seed, 'text', sample.id);
  if (!texts || text?.kind !== 'text' || random.next() >= texts.share) return sample;
  const kind = oneOf(texts.kinds ?? textErrors, random);
  const media = { ...sample.media, text: { ...text, text: withErrors(text.text, kind, random) } };
  return flagged({ ...sample, media }, 'text', kind);
}
