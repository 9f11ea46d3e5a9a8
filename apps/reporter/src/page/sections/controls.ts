import { controlFindings } from '../../findings/controls.ts';
import { methodName } from '../../method-names.ts';
import { measureOf } from '../../measures.ts';
import { mainScores, type Results } from '../../results.ts';
import { html } from '../html.ts';
import { toScore } from '../numbers.ts';
import { barPlot, type Bar } from '../plots/bars.ts';
import { section, type Section } from '../section.ts';

/** What the scores become when that is taken away which is supposed to make them. Undefined where no controls were trained. */
export function controlSection(results: Results): Section | undefined {
  const controls = Object.entries(results.evaluation.controls);
  if (controls.length === 0) return undefined;
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
    'The same measures with the supposed cause taken away. A gain that survives shuffled pairs does not come from which media belong together.',
    html`<div class="plots">
      ${shown.map(
        (key) =>
          html`<figure class="plot">
            <figcaption><strong>${measureOf(key).name}</strong></figcaption>
            ${barPlot({ bars: barsBy(key), format: toScore })}
          </figure>`,
      )}
    </div>`,
    html`<ul>
      ${controlFindings(results).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`,
  );
}
