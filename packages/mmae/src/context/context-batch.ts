/**
 * What a training step of a context encoder is shown: windows of sequences, in which some shots are to be reconstructed.
 *
 * As in Devlin et al., BERT (arXiv 1810.04805): of those, 80 % are hidden, 10 % are replaced by another shot, and 10 % stay as they are. So a
 * shot that is seen is not simply copied: its own latent may be wrong.
 */
import { matrix, row, unitRows, type Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { distancesOf, type StackedShots } from './context-network.ts';
import type { ContextOptions } from './context-options.ts';
import { drawWindows, type Sequence } from './windows.ts';

const [hiddenRate, replacedRate] = [0.8, 0.1];
/** The share of windows that are seen from all modalities; the others are seen from one of the further views. */
const firstViewRate = 0.5;

/** Shots to learn from. */
export interface ContextLesson {
  /** latents of the same samples, each `[numSamples, latentWidth]`: from all modalities, then from fewer; rows of length 1, or zeros */
  readonly views: readonly Matrix[];
  /** each of two shots or more that the first view has */
  readonly sequences: readonly Sequence[];
}

/** The shots of a step, which attend within their sequences. */
export interface ContextBatch extends StackedShots<Matrix> {
  /** latents from all modalities, `[numShots, latentWidth]` */
  readonly targets: Matrix;
  /** sum 1; 0 for shots that are not reconstructed, `[numShots, 1]` */
  readonly rowWeights: Matrix;
}

/** @param latents of one or more views @param sequences rows in order; shots without a latent are left out, and sequences of fewer than two */
export function contextLesson(latents: readonly Matrix[], sequences: readonly Sequence[]): ContextLesson {
  const views = latents.map(unitRows);
  return { views, sequences: sequences.map((sequence) => seenIn(views[0], sequence)).filter(({ length }) => length > 1) };
}

/** The rows that are not zero. */
export const seenIn = (view: Matrix, sequence: Sequence): Sequence => sequence.filter((index) => row(view, index).some((x) => x !== 0));

export function drawContextBatch({ views, sequences }: ContextLesson, options: ContextOptions, random: Random): ContextBatch {
  const windows = drawWindows(sequences, options, random).map((sequence) => drawView(views, sequence, random));
  const lengths = windows.map(({ rows }) => rows.length);
  const rows = windows.flatMap((each) => each.rows);
  const { numColumns } = views[0];
  const [shots, targets] = [matrix(rows.length, numColumns), matrix(rows.length, numColumns)];
  const [hidden, chosen] = [matrix(rows.length, 1), matrix(rows.length, 1)];
  const viewOf = windows.flatMap(({ view, rows }) => rows.map(() => view));
  rows.forEach((index, i) => {
    row(targets, i).set(row(views[0], index));
    chosen.data[i] = Number(random.next() < options.hiddenShare);
    const fate = chosen.data[i] === 1 ? random.next() : 1;
    hidden.data[i] = Number(fate < hiddenRate);
    const isReplaced = fate >= hiddenRate && fate < hiddenRate + replacedRate;
    const shown = isReplaced ? random.integer(rows.length) : i;
    row(shots, i).set(row(viewOf[shown], rows[shown]));
  });
  if (!chosen.data.includes(1)) chosen.data[0] = hidden.data[0] = 1;
  const numChosen = chosen.data.reduce((sum, x) => sum + x, 0);
  const rowWeights = matrix(rows.length, 1, chosen.data.map((x) => x / numChosen)); // prettier-ignore
  return { shots, hidden, distances: distancesOf(lengths), targets, rowWeights };
}

/** A view of a window, and the shots that it has; the first view where another has fewer than two. */
function drawView(views: readonly Matrix[], sequence: Sequence, random: Random): { readonly view: Matrix; readonly rows: Sequence } {
  const [first, ...others] = views;
  const view = others.length === 0 || random.next() < firstViewRate ? first : others[random.integer(others.length)];
  const rows = view === first ? sequence : seenIn(view, sequence);
  return rows.length > 1 ? { view, rows } : { view: first, rows: sequence };
}
