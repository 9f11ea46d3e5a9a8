import type { CommandContext } from '@mmae/command-line';
import { scoreAblation } from '@mmae/scoring';
import { ablationAsJson, ablationAsMarkdown, ablationAsTable } from '../text/ablation-text.ts';

export interface AblationReportOptions {
  readonly json?: true;
  readonly markdown?: true;
  readonly seed: number;
  /** of the bootstrap */
  readonly draws?: number;
}

/** `mmae-report ablation FOLDER`: prints what the runs of `mmae-train ablate` show. */
export async function reportAblation(
  folder: string,
  { json, markdown, seed, draws }: AblationReportOptions,
  { print, progress }: CommandContext,
): Promise<void> {
  const scored = await scoreAblation(folder, { seed, numDraws: draws, onProgress: progress.update });
  const format = json ? ablationAsJson : markdown ? ablationAsMarkdown : ablationAsTable;
  print(format(scored));
}
