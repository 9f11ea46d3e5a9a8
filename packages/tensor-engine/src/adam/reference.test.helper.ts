import { readFileSync } from 'node:fs';

/** One training of make-adam.py: the loss and the norm of the gradients before each step, and the weights after the last. */
interface Training {
  losses: number[];
  norms: number[];
  weights: Record<'hidden' | 'bias' | 'out', number[]>;
}

interface Reference {
  x: number[][];
  y: number[][];
  start: Record<'hidden' | 'bias' | 'out', number[] | number[][]>;
  trainings: Record<'adam' | 'largeEpsilon' | 'adamw', Training>;
  cosine: number[];
  plateauLosses: number[];
  plateau: number[];
}

/** What PyTorch computes, written by make-adam.py. */
export const reference = JSON.parse(readFileSync(new URL('../../test/reference/adam.json', import.meta.url), 'utf8')) as Reference;
