import type { SampleView } from '@mmae/archive-server';
import { toggleSelected } from '../state/selection.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import type { PlayerHandle } from './player.tsx';

interface ShotKeys {
  readonly player: { readonly current: PlayerHandle | null };
  readonly sample: SampleView | undefined;
  previous(): void;
  next(): void;
}

/** Keys of a player and its shots: J K shots, arrows frames, space loops, X selects. */
export const useShotKeys = ({ player, sample, previous, next }: ShotKeys): void =>
  useKeys({
    j: next,
    k: previous,
    ArrowRight: () => player.current?.step(1),
    ArrowLeft: () => player.current?.step(-1),
    ' ': () => player.current?.toggleLoop(),
    x: () => sample && toggleSelected(sample.id),
  });
