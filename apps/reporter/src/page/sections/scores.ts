import { fromSubsetKey } from '@mmae/run-folder';
import { baselinesOf, hasTooFewItems, type Measure, measures, methodName, type Results, scoresOf } from '@mmae/scoring';
import { mediaKinds, modalityNouns } from '../../findings/media-kinds.ts';
import { relationTo } from '../../findings/verdict.ts';
import { html, type Html } from '../html.ts';
import { toCount, toIntervalText, toScore } from '../numbers.ts';
import { section, type Section } from '../section.ts';
import { tableOf } from '../table.ts';

/** The table of methods and measures, with intervals; bold only where the difference is more than noise. */
export function scoreSection(results: Results): Section {
  const methods = [results.main, ...baselinesOf(results)].filter((method) => scoresOf(results, method));
  const shown = measures.filter((measure) => methods.some((method) => measure.of(scoresOf(results, method)!) !== undefined));
  const { numSamples } = scoresOf(results, results.main)!;
  return section(
    'scores',
    'Methods and measures',
    `On ${toCount(numSamples)} items of the ${results.split} split. Small figures are 95 % intervals${leadOf(results)}`,
    tableOf(
      'Methods and measures',
      ['method', ...shown.map(({ name, meaning }) => html`<abbr title="${meaning}">${name}</abbr>`)],
      methods.map((method) => [methodName(method), ...shown.map((measure) => cell(results, method, measure))]),
      { mainRow: methods.indexOf(results.main) },
    ),
    silhouetteNote(shown),
    alignmentTable(results, methods),
    html`<details>
      <summary>What the measures mean</summary>
      <dl class="meanings">
        ${shown.map(
          ({ name, meaning }) =>
            html`<dt>${name}</dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
    </details>`,
  );
}

const leadOf = (results: Results) =>
  hasTooFewItems(results)
    ? ', at least as wide as those of a share of as many items: they are too few to tell the methods apart, so none is bold.'
    : ` by bootstrap over these items. Bold: ${methodName(results.main)} and the best baseline differ by more than that noise, tested on the same items.`;

function cell(results: Results, method: string, measure: Measure): Html {
  const scores = scoresOf(results, method)!;
  const interval = scores.intervals?.[measure.key];
  const value = toScore(measure.of(scores));
  return html`${winnerOf(results, measure) === method ? html`<strong>${value}</strong>` : value}${interval && html`<small>${toIntervalText(interval)}</small>`}`;
}

/** The best method by a measure, where the paired interval of its difference from the best on the other side leaves 0 out. */
export function winnerOf(results: Results, measure: Measure): string | undefined {
  if (measure.isLocal) return undefined;
  const value = (method: string) => measure.of(scoresOf(results, method)!) ?? -Infinity;
  const rivals = baselinesOf(results).filter((method) => scoresOf(results, method) && Number.isFinite(value(method)));
  const best = rivals.sort((a, b) => value(b) - value(a))[0];
  if (best === undefined || !Number.isFinite(value(results.main))) return undefined;
  const relation = relationTo(results, best, measure.key);
  if (relation === 'unclear') return undefined;
  return relation === 'better' ? results.main : best;
}

const silhouetteNote = (shown: readonly Measure[]): Html | false =>
  shown.some(({ key }) => key.startsWith('silhouette')) &&
  html`<p class="note">
    A silhouette says how tight clusters are <em>in the space it is taken in</em>, and every method has a space of its own: a method can
    shrink distances inside its clusters and gain silhouette without sorting anything better. So compare methods by held-out NMI and ARI,
    and by the silhouette of their clusters in one common space.
  </p>`;

/** How near the media of an item lie to each other, by method: linear kernel alignment, gap, shared neighbours. */
function alignmentTable(results: Results, methods: readonly string[]): Html | false {
  const aligned = methods.filter((method) => scoresOf(results, method)!.alignment);
  const pairs = [...new Set(aligned.flatMap((method) => Object.keys(scoresOf(results, method)!.alignment!)))];
  if (pairs.length === 0) return false;
  const kinds = mediaKinds(results.run.previews);
  const nameOf = (pair: string) => modalityNouns(kinds, fromSubsetKey(pair), ' and ');
  const header = ['method', ...pairs.flatMap((pair) => ['CKA', 'gap', 'shared'].map((name) => `${nameOf(pair)}: ${name}`))];
  const rows = aligned.map((method) => [
    methodName(method),
    ...pairs.flatMap((pair) => {
      const found = scoresOf(results, method)!.alignment![pair];
      return [found?.linearCka, found?.modalityGap, found?.mutualKnn].map((value) => toScore(value));
    }),
  ]);
  return html`<details>
    <summary>How near the media of an item lie to each other</summary>
    <p class="note">
      CKA (linear centred kernel alignment): 0 where two media have nothing linear in common, 1 where one is the other turned and scaled.
      Gap: the distance of their means on the unit sphere, 0 to 2. Shared: how many of an item’s ten nearest in one medium are among its ten
      nearest in the other.
    </p>
    ${tableOf('Alignment of media', header, rows, { mainRow: aligned.indexOf(results.main) })}
  </details>`;
}
