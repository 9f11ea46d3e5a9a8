import type { SampleRow } from '@mmae/run-folder';
import { maxColumnValues, type Results } from '@mmae/scoring';
import { labelMentions, type LabelMentions } from '../../findings/label-mentions.ts';
import { mediaKinds } from '../../findings/media.ts';
import { html, type Html } from '../html.ts';
import { toCount, toCounted } from '../numbers.ts';
import { section, table, type Section } from '../section.ts';

const splits = ['train', 'validation', 'test', 'ood'] as const;

/** Items by label and by the additional columns of the manifest, split by split, and texts that contain their label. Undefined if there are neither. */
export function contentsSection({ run: { samples, previews } }: Results): Section | undefined {
  const columns = [...new Set(samples.flatMap(({ extra }) => Object.keys(extra)))];
  const counted = columns.map((column) => countsBy(samples, column, ({ extra }) => extra[column])).filter(hasFewValues);
  const labels = countsBy(samples, 'label', ({ label }) => label);
  const mentions = [...mediaKinds(previews)].flatMap(([modality, kind]) => (kind === 'text' ? labelMentions(samples, modality) : []));
  if (counted.length === 0 && labels.bySplit.size === 0) return undefined;
  return section(
    'contents',
    'Composition of the data',
    'Items by label and by the additional columns of the manifest, for each split. A value that occurs in only one split is either never learnt or never tested.',
    counted.length > 0 && splitTable(samples, counted, 'Items by column and split'),
    labels.bySplit.size > 0 &&
      html`<details>
        <summary>${toCounted(labels.bySplit.size, 'label')}</summary>
        ${splitTable(samples, [labels], 'Items by label and split')}
      </details>`,
    mentions.some(({ numMentions }) => numMentions > 0) && mentionTable(mentions),
  );
}

/** Numbers of items by the value of a column and by split. */
interface ColumnCounts {
  readonly column: string;
  readonly bySplit: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const hasFewValues = ({ bySplit }: ColumnCounts) => bySplit.size > 0 && bySplit.size <= maxColumnValues;

function countsBy(samples: readonly SampleRow[], column: string, valueOf: (sample: SampleRow) => string | undefined): ColumnCounts {
  const counts = new Map<string, Map<string, number>>();
  for (const sample of samples) {
    const value = valueOf(sample);
    if (!value) continue;
    const ofValue = counts.get(value) ?? counts.set(value, new Map()).get(value)!;
    ofValue.set(sample.split, (ofValue.get(sample.split) ?? 0) + 1);
  }
  return { column, bySplit: new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function splitTable(samples: readonly SampleRow[], columns: readonly ColumnCounts[], label: string): Html {
  const used = splits.filter((split) => samples.some((sample) => sample.split === split));
  const rows = columns.flatMap(({ column, bySplit }) =>
    [...bySplit].map(([value, counts]) => [`${column}: ${value}`, ...used.map((split) => toCount(counts.get(split) ?? 0))]),
  );
  return table(label, ['value', ...used], rows);
}

/** Texts that contain their label, before and after training removes its words. */
function mentionTable(mentions: readonly LabelMentions[]): Html {
  const sum = (of: (one: LabelMentions) => number) => toCount(mentions.reduce((total, one) => total + of(one), 0));
  const remaining = mentions.filter(({ numRemaining }) => numRemaining > 0).sort((a, b) => b.numRemaining - a.numRemaining);
  const rows = remaining.map(({ label, numTexts, numMentions, numRemaining, words }) => [
    label,
    ...[numTexts, numMentions, numRemaining].map(toCount),
    words.join(', '),
  ]);
  return html`<h3>Texts containing their label</h3>
    <p>
      ${sum(({ numMentions }) => numMentions)} of ${sum(({ numTexts }) => numTexts)} texts contain their label. Training removes label words
      in all their forms. After that, ${sum(({ numRemaining }) => numRemaining)} texts still contain the letters of their label inside a
      longer word${remaining.length > 0 ? ':' : '.'}
    </p>
    ${
      remaining.length > 0 &&
      table('Texts that still contain their label', ['label', 'texts', 'containing the label', 'after removal', 'longer words'], rows, {
        style: 'compact',
      })
    }`;
}
