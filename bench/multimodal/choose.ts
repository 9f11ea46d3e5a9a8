import type { HeldOut } from './held-out.ts';
import type { Answer, Request } from './embed.ts';
import type { Method, Settings } from './methods.ts';
import { partnerRank } from './partner-rank.ts';

/** Settings of a method that were chosen, and what was tried. */
export interface Choice {
  readonly settings: Settings;
  /** after which the held-out loss was best; null for a method without epochs */
  readonly epochs: number | null;
  readonly tried: readonly { readonly settings: Settings; readonly partnerRank: number; readonly epochs: number | null }[];
}

/**
 * Chooses the settings whose modalities find each other best among the rows that are held out. No label is used.
 *
 * @param fitAndEmbed fits with a request and embeds all rows
 */
export async function choose(
  name: string,
  { candidates }: Method,
  { held, fit }: HeldOut,
  seed: number,
  fitAndEmbed: (request: Request) => Promise<Answer>,
): Promise<Choice> {
  const tried = [];
  for (const settings of candidates) {
    const { embeddings, epochs } = await fitAndEmbed({ method: name, settings, seed, fit, held });
    tried.push({ settings, partnerRank: partnerRank(embeddings, held), epochs });
  }
  const best = tried.reduce((first, next) => (next.partnerRank > first.partnerRank ? next : first));
  return { settings: best.settings, epochs: best.epochs, tried };
}
