import type { PartScores } from '@mmae/run-folder';
import { mainScores, type Results } from '@mmae/scoring';
import { html, type Html } from '../html.ts';
import { toCount, toIntervalText, toPercent, toScore } from '../numbers.ts';
import { barPlot } from '../plots/bars.ts';
import { section, type Section } from '../section.ts';
import { tableOf } from '../table.ts';

/** The scores of samples that a column of the manifest tells apart. Undefined where none does. */
export function partSection(results: Results): Section | undefined {
  const { byColumn } = mainScores(results);
  if (!byColumn) return undefined;
  return section(
    'parts',
    'Is it equally good everywhere?',
    'The held-out items apart by the further columns of the manifest: the share in the cluster that is matched one to one with their label, matched over all items. Small figures and whiskers are 95 % intervals; where they do not overlap the difference is more than noise.',
    html`<div class="plots">${Object.entries(byColumn).map(([column, parts]) => columnPlot(column, parts))}</div>`,
    html`<details>
      <summary>All measures by part</summary>
      ${table(byColumn)}
    </details>`,
  );
}

const columnPlot = (column: string, parts: Readonly<Record<string, PartScores>>): Html =>
  html`<figure class="plot">
    <figcaption><strong>${column}</strong>: share in the matched cluster</figcaption>
    ${barPlot({
      bars: Object.entries(parts).map(([value, { accuracy, accuracyInterval, numSamples }]) => ({
        name: `${value} (${toCount(numSamples)})`,
        value: accuracy,
        interval: accuracyInterval,
      })),
      format: toPercent,
    })}
  </figure>`;

function table(byColumn: Readonly<Record<string, Readonly<Record<string, PartScores>>>>): Html {
  const rows = Object.entries(byColumn).flatMap(([column, parts]) =>
    Object.entries(parts).map(([value, { numSamples, accuracy, accuracyInterval, ari, nmi, recallAt1 }]) => [
      `${column}: ${value}`,
      toCount(numSamples),
      html`${toScore(accuracy)}<small>${toIntervalText(accuracyInterval)}</small>`,
      ...[ari, nmi, recallAt1].map((measure) => toScore(measure)),
    ]),
  );
  return tableOf('Measures by part', ['part', 'items', 'in the matched cluster', 'ARI', 'NMI', 'recall@1'], rows);
}
