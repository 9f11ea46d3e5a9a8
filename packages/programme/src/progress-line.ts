import { toDuration } from '@mmae/command-line';
import type { FilmProgress } from './extract-shots.ts';

/** "42 %, 210 frames/s, 3 min 5 s left". @param durationSeconds of the film, if it is known */
export function progressLine({ seconds, numFrames }: FilmProgress, durationSeconds: number | undefined, elapsedMs: number): string {
  const elapsedSeconds = elapsedMs / 1000;
  const speed = `${Math.round(numFrames / Math.max(elapsedSeconds, 0.001))} frames/s`;
  if (!durationSeconds) return `${toDuration(seconds)} read, ${speed}`;
  const share = Math.min(1, seconds / durationSeconds);
  const left = share > 0.01 ? `, ${toDuration((elapsedSeconds * (1 - share)) / share)} left` : '';
  return `${Math.floor(100 * share)} %, ${speed}${left}`;
}
