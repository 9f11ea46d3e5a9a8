import { chanceMap, mainScores, measureOf, methodName, singleModalityPrefix, type Results } from '@mmae/scoring';
import { controlFindings } from '../../findings/controls.ts';
import { html } from '../html.ts';
import { toScore } from '../numbers.ts';
import { barPlot, type Bar } from '../plots/bars.ts';
import { section, type Section } from '../section.ts';

/** Scores of models trained without a supposed cause of the main method's scores. Undefined if no controls were trained. */
export function controlSection(results: Results): Section | undefined {
  const controls = Object.entries(results.evaluation.controls).sort(([a], [b]) => rankOf(a) - rankOf(b));
  if (controls.length === 0) return undefined;
  const chance = chanceMap(mainScores(results));
  const barsBy = (key: string): Bar[] => {
    const rows = [
      [results.main, mainScores(results)] as const,
      ...controls.map(([name, bySplit]) => [name, bySplit[results.split]] as const),
    ];
    return rows.flatMap(([name, scores]): Bar[] => {
      const value = scores && measureOf(key).of(scores);
      return value === undefined
        ? []
        : [{ name: methodName(name), value, interval: scores.intervals?.[key], isMain: name === results.main }];
    });
  };
  const shown = ['nmi', 'ari', 'map'].filter((key) => barsBy(key).length > 1);
  if (shown.length === 0) return undefined;
  return section(
    'controls',
    'Controls',
    `The same model, trained again without something that its scores might come from, or with information that it must not have. A gain that remains with shuffled pairs does not come from learning which media belong together.${chance === undefined ? '' : ' The dotted line is chance.'}`,
    html`<div class="plots">
      ${shown.map(
        (key) =>
          html`<figure class="plot">
            <figcaption><strong>${measureOf(key).name}</strong></figcaption>
            ${barPlot({ bars: barsBy(key), format: toScore, chance: key === 'map' ? chance : undefined })}
          </figure>`,
      )}
    </div>`,
    html`<ul>
      ${controlFindings(results).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`,
  );
}

/** Order of display: controls that remove something, then those that add something. */
const order = ['shuffledPairs', 'untrained', singleModalityPrefix, 'labelWordsLeft'];

function rankOf(control: string): number {
  const rank = order.findIndex((start) => control.startsWith(start));
  return rank < 0 ? order.length : rank;
}
