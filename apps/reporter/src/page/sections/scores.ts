import { fromSubsetKey } from '@mmae/run-folder';
import { hasTooFewItems, measures, methodName, scoresOf, type Measure, type Results } from '@mmae/scoring';
import { winnerOf } from '../../findings/verdict.ts';
import { html, type Html } from '../html.ts';
import { toCount, toIntervalText, toScore } from '../numbers.ts';
import { section, table, type Section } from '../section.ts';

/** The table of methods and measures, with intervals; bold marks significant differences. */
export function scoreSection(results: Results): Section {
  const methods = results.run.methods.filter((method) => scoresOf(results, method));
  const shown = measures.filter((measure) => methods.some((method) => measure.of(scoresOf(results, method)!) !== undefined));
  const { numSamples } = scoresOf(results, results.main)!;
  return section(
    'scores',
    'Methods and measures',
    `Scores on ${toCount(numSamples)} items of the ${results.split} split. ${explanationOf(results)}`,
    table(
      'Methods and measures',
      ['method', ...shown.map(({ name, meaning }) => html`<abbr title="${meaning}">${name}</abbr>`)],
      methods.map((method) => [methodName(method), ...shown.map((measure) => cell(results, method, measure))]),
      { mainRow: methods.indexOf(results.main) },
    ),
    silhouetteNote(shown),
    alignmentTable(results, methods),
    html`<details>
      <summary>Definitions of the measures</summary>
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

const explanationOf = (results: Results) =>
  hasTooFewItems(results)
    ? 'Small figures are 95 % intervals, at least as wide as Wilson intervals for that number of items. These are too few to tell the methods apart, so nothing is bold.'
    : `Small figures are 95 % bootstrap intervals over these items. Bold: ${methodName(results.main)} and the best baseline differ significantly, tested pairwise on the same items.`;

function cell(results: Results, method: string, measure: Measure): Html {
  const scores = scoresOf(results, method)!;
  const interval = scores.intervals?.[measure.key];
  const value = toScore(measure.of(scores));
  return html`${winnerOf(results, measure) === method ? html`<strong>${value}</strong>` : value}${interval && html`<small>${toIntervalText(interval)}</small>`}`;
}

const silhouetteNote = (shown: readonly Measure[]): Html | false =>
  shown.some(({ key }) => key.startsWith('silhouette')) &&
  html`<p class="note">
    The silhouette measures how compact clusters are <em>in the space it is computed in</em>, and each method has a space of its own. A
    method can raise it by shrinking distances within its clusters, without clustering any better. To compare methods, use NMI and ARI on
    held-out items, or the silhouette in the common space.
  </p>`;

/** How close the modalities of an item are to each other, by method: linear CKA, modality gap, shared neighbours. */
function alignmentTable(results: Results, methods: readonly string[]): Html | false {
  const aligned = methods.filter((method) => scoresOf(results, method)!.alignment);
  const pairs = [...new Set(aligned.flatMap((method) => Object.keys(scoresOf(results, method)!.alignment!)))];
  if (pairs.length === 0) return false;
  const nameOf = (pair: string) => fromSubsetKey(pair).join(' and ');
  const header = ['method', ...pairs.flatMap((pair) => ['CKA', 'gap', 'shared'].map((name) => `${nameOf(pair)}: ${name}`))];
  const rows = aligned.map((method) => [
    methodName(method),
    ...pairs.flatMap((pair) => {
      const found = scoresOf(results, method)!.alignment![pair];
      return [found?.linearCka, found?.modalityGap, found?.mutualKnn].map((value) => toScore(value));
    }),
  ]);
  return html`<details>
    <summary>Alignment of the modalities</summary>
    <p class="note">
      CKA (linear centred kernel alignment): 0 if two modalities have nothing linear in common, 1 if one is a rotated and scaled copy of the
      other. Gap: distance between the means of the two modalities on the unit sphere, 0 to 2. Shared: the share of an item’s ten nearest
      neighbours in one modality that are also among its ten nearest in the other.
    </p>
    ${table('Alignment of the modalities', header, rows, { mainRow: aligned.indexOf(results.main) })}
  </details>`;
}
