import type { Labels } from './labels.ts';

/** The share of predictions that are the label. */
export function shareEqual(predictions: Labels, labels: Labels): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (predictions[i] === labels[i]) right++;
  return right / labels.length;
}
