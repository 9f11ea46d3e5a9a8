import { singleModalityPrefix, chanceMap, mainScores, measureOf, methodName, type Results } from '@mmae/scoring';
import { controlFindings } from '../../findings/controls.ts';
import { mediaKinds, modalityNoun } from '../../findings/media-kinds.ts';
import { html } from '../html.ts';
import { toScore } from '../numbers.ts';
import { barPlot, type Bar } from '../plots/bars.ts';
import { section, type Section } from '../section.ts';

/** What the scores become when that is taken away which is supposed to make them. Undefined where no controls were trained. */
export function controlSection(results: Results): Section | undefined {
  const controls = Object.entries(results.evaluation.controls).sort(([a], [b]) => placeOf(a) - placeOf(b));
  if (controls.length === 0) return undefined;
  const kinds = mediaKinds(results.run.previews);
  const nameOf = (control: string) =>
    control.startsWith(singleModalityPrefix)
      ? `${modalityNoun(kinds, control.slice(singleModalityPrefix.length))} alone`
      : methodName(control);
  const chance = chanceMap(mainScores(results));
  const barsBy = (key: string): Bar[] => {
    const rows = [
      [results.main, mainScores(results)] as const,
      ...controls.map(([name, bySplit]) => [name, bySplit[results.split]] as const),
    ];
    return rows.flatMap(([name, scores]): Bar[] => {
      const value = scores && measureOf(key).of(scores);
      return value === undefined ? [] : [{ name: nameOf(name), value, interval: scores.intervals?.[key], isMain: name === results.main }];
    });
  };
  const shown = ['nmi', 'ari', 'map'].filter((key) => barsBy(key).length > 1);
  if (shown.length === 0) return undefined;
  return section(
    'controls',
    'Controls',
    `The same model, trained again with a supposed cause taken away, or with something let in that must not count. A gain that survives shuffled pairs does not come from which media belong together.${chance === undefined ? '' : ' The dotted line is chance.'}`,
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

/** What is taken away first, what is let in last. */
const order = ['shuffledPairs', 'untrained', singleModalityPrefix, 'labelWordsLeft'];

function placeOf(control: string): number {
  const place = order.findIndex((start) => control.startsWith(start));
  return place < 0 ? order.length : place;
}
