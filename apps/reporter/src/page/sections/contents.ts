import type { SampleRow } from '@mmae/run-folder';
import { maxColumnValues, type Results } from '@mmae/scoring';
import { labelTraces, type LabelTrace } from '../../findings/label-traces.ts';
import { mediaKinds } from '../../findings/media-kinds.ts';
import { html, type Html } from '../html.ts';
import { toCount, toCounted } from '../numbers.ts';
import { section, type Section } from '../section.ts';
import { tableOf } from '../table.ts';

const splits = ['train', 'validation', 'test', 'ood'] as const;

/** What the items are of: labels and the manifest's further columns by split, and texts that tell their label. Undefined where there are none of these. */
export function contentsSection({ run: { samples, previews } }: Results): Section | undefined {
  const columns = [...new Set(samples.flatMap(({ extra }) => Object.keys(extra)))];
  const kinds = columns.map((column) => countsBy(samples, column, ({ extra }) => extra[column])).filter(hasFewValues);
  const labels = countsBy(samples, 'label', ({ label }) => label);
  const traces = [...mediaKinds(previews)].flatMap(([modality, kind]) => (kind === 'text' ? labelTraces(samples, modality) : []));
  if (kinds.length === 0 && labels.counts.size === 0) return undefined;
  return section(
    'contents',
    'What the data hold',
    'Items by the further columns of the manifest and by label, split by split: a kind that stands in one split alone is never tested, or never learnt.',
    kinds.length > 0 && splitTable(samples, kinds, 'Items by column and split'),
    labels.counts.size > 0 &&
      html`<details>
        <summary>${toCounted(labels.counts.size, 'label')}</summary>
        ${splitTable(samples, [labels], 'Items by label and split')}
      </details>`,
    traces.some(({ numNaming }) => numNaming > 0) && tracePart(traces),
  );
}

/** How many items have each value of a column, by split. */
interface Kind {
  readonly column: string;
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const hasFewValues = ({ counts }: Kind) => counts.size > 0 && counts.size <= maxColumnValues;

function countsBy(samples: readonly SampleRow[], column: string, valueOf: (sample: SampleRow) => string | undefined): Kind {
  const counts = new Map<string, Map<string, number>>();
  for (const sample of samples) {
    const value = valueOf(sample);
    if (!value) continue;
    const ofValue = counts.get(value) ?? counts.set(value, new Map()).get(value)!;
    ofValue.set(sample.split, (ofValue.get(sample.split) ?? 0) + 1);
  }
  return { column, counts: new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function splitTable(samples: readonly SampleRow[], kinds: readonly Kind[], name: string): Html {
  const used = splits.filter((split) => samples.some((sample) => sample.split === split));
  const rows = kinds.flatMap(({ column, counts }) =>
    [...counts].map(([value, bySplit]) => [`${column}: ${value}`, ...used.map((split) => toCount(bySplit.get(split) ?? 0))]),
  );
  return tableOf(name, ['items with', ...used], rows);
}

/** Texts that tell their label, and what is left of that once label words are removed. */
function tracePart(traces: readonly LabelTrace[]): Html {
  const sum = (of: (trace: LabelTrace) => number) => toCount(traces.reduce((total, trace) => total + of(trace), 0));
  const left = traces.filter(({ numLeft }) => numLeft > 0).sort((a, b) => b.numLeft - a.numLeft);
  return html`<h3>Texts that tell their label</h3>
    <p>
      ${sum(({ numNaming }) => numNaming)} of ${sum(({ numTexts }) => numTexts)} texts hold their label. Once its words are removed in all
      their forms, ${sum(({ numLeft }) => numLeft)} still hold its letters within a longer
      word${left.length > 0 ? '; such words stay:' : '.'}
    </p>
    ${
      left.length > 0 &&
      html`<div class="scroll" tabindex="0" role="region" aria-label="Words that still hold a label">
        <table class="compact">
          <thead>
            <tr>
              <th scope="col">label</th>
              <th scope="col">texts</th>
              <th scope="col">hold it</th>
              <th scope="col">still do</th>
              <th scope="col">in</th>
            </tr>
          </thead>
          <tbody>
            ${left.map(
              ({ label, numTexts, numNaming, numLeft, words }) =>
                html`<tr>
                  <td>${label}</td>
                  <td>${toCount(numTexts)}</td>
                  <td>${toCount(numNaming)}</td>
                  <td>${toCount(numLeft)}</td>
                  <td>${words.join(', ')}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    }`;
}
