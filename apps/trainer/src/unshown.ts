import { toPrintable } from '@mmae/input';
import type { Modality } from '@mmae/samples';
import type { Progress } from './progress.ts';

/** So many are named one by one. */
const mostNamed = 10;

/** Previews that could not be made. They cost themselves: nothing that comes after training may lose it. */
export interface Unshown {
  /** what `show` gives; undefined where it fails, which is named */
  attempt<Shown>(of: { id: string; modality: Modality; file?: string }, show: () => Promise<Shown>): Promise<Shown | undefined>;
  /** says how many there were, where there were any */
  sum(): void;
}

export function unshown({ say }: Progress): Unshown {
  let count = 0;
  return {
    async attempt({ id, modality, file }, show) {
      try {
        return await show();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (++count <= mostNamed) say(toPrintable(`preview left out: ${modality} of ${id}${file ? ` (${file})` : ''}: ${reason}`));
        return undefined;
      }
    },
    sum() {
      if (count > 0) say(`previews left out: ${count}. Features, embeddings and scores are complete without them.`);
    },
  };
}
