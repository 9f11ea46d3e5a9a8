import type { PartScores } from '@mmae/run-folder';
import { mainScores, type Results } from '@mmae/scoring';
import { html, type Html } from '../html.ts';
import { toCount, toIntervalText, toPercent, toScore } from '../numbers.ts';
import { barPlot } from '../plots/bars.ts';
import { section, table, type Section } from '../section.ts';

/** Scores by the values of the manifest's additional columns. Undefined if no column divides the scored items. */
export function partSection(results: Results): Section | undefined {
  const { byColumn } = mainScores(results);
  if (!byColumn) return undefined;
  return section(
    'parts',
    'Scores by kind of item',
    'Held-out items, divided by the additional columns of the manifest. Accuracy is the share of items in the cluster that is matched one to one with their label; clusters are matched over all items. Small figures and whiskers are 95 % intervals: where they do not overlap, the difference is significant.',
    html`<div class="plots">${Object.entries(byColumn).map(([column, parts]) => columnPlot(column, parts))}</div>`,
    html`<details>
      <summary>All measures by kind of item</summary>
      ${partTable(byColumn)}
    </details>`,
  );
}

const columnPlot = (column: string, parts: Readonly<Record<string, PartScores>>): Html =>
  html`<figure class="plot">
    <figcaption><strong>Accuracy by ${column}</strong></figcaption>
    ${barPlot({
      bars: Object.entries(parts).map(([value, { accuracy, accuracyInterval, numSamples }]) => ({
        name: `${value} (${toCount(numSamples)})`,
        value: accuracy,
        interval: accuracyInterval,
      })),
      format: toPercent,
    })}
  </figure>`;

function partTable(byColumn: Readonly<Record<string, Readonly<Record<string, PartScores>>>>): Html {
  const rows = Object.entries(byColumn).flatMap(([column, parts]) =>
    Object.entries(parts).map(([value, { numSamples, accuracy, accuracyInterval, ari, nmi, recallAt1 }]) => [
      `${column}: ${value}`,
      toCount(numSamples),
      html`${toScore(accuracy)}<small>${toIntervalText(accuracyInterval)}</small>`,
      ...[ari, nmi, recallAt1].map((measure) => toScore(measure)),
    ]),
  );
  return table('All measures by kind of item', ['kind', 'items', 'accuracy', 'ARI', 'NMI', 'recall@1'], rows);
}
