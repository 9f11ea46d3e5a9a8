import { fromSubsetKey, subsetKey } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { html, type Html } from '../html.ts';
import { toCount, toCounted } from '../numbers.ts';
import { section, table, type Section } from '../section.ts';

const splits = ['train', 'validation', 'test', 'ood'] as const;
const maxSkippedShown = 200;

/** What was trained on and scored, and what was skipped and why. */
export function dataSection({ run }: Results): Section {
  const labels = new Set(run.samples.map(({ label }) => label).filter((label) => label !== undefined));
  const items = `${toCounted(run.samples.length, 'item')} ${labels.size > 0 ? `with ${toCounted(labels.size, 'label')}` : 'without labels'}`;
  const skipped =
    run.skipped.length === 0
      ? 'All their media could be used.'
      : `${toCounted(run.skipped.length, 'file or text', 'files or texts')} could not be used.`;
  return section('data', 'Data', `${items}. ${skipped}`, presenceTable(run), skippedMedia(run));
}

/** Items by split and by the modalities they have. */
function presenceTable({ samples }: Results['run']): Html {
  const subsets = [...new Set(samples.map(({ present }) => subsetKey(present)))].sort((a, b) => b.length - a.length);
  const count = (split: string | undefined, subset: string | undefined) =>
    samples.filter((sample) => (!split || sample.split === split) && (subset === undefined || subsetKey(sample.present) === subset)).length;
  const used = splits.filter((split) => count(split, undefined) > 0);
  const rowOf = (name: string, subset: string | undefined) => [
    name,
    ...used.map((split) => toCount(count(split, subset))),
    toCount(count(undefined, subset)),
  ];
  return table(
    'Items by modalities present and split',
    ['modalities present', ...used, 'total'],
    [...subsets.map((subset) => rowOf(fromSubsetKey(subset).join(' + ') || 'none', subset)), rowOf('total', undefined)],
  );
}

function skippedMedia({ skipped }: Results['run']): Html | undefined {
  if (skipped.length === 0) return undefined;
  const byReason = new Map<string, number>();
  for (const { modality, reason } of skipped) {
    const kind = `${modality || 'item'}: ${kindOf(reason)}`;
    byReason.set(kind, (byReason.get(kind) ?? 0) + 1);
  }
  const rows = skipped.slice(0, maxSkippedShown).map(({ id, modality, file, reason }) => [id, modality, file, reason]);
  return html`<h3>Skipped</h3>
    <ul>
      ${[...byReason].sort((a, b) => b[1] - a[1]).map(([reason, count]) => html`<li>${toCount(count)} × ${reason}</li>`)}
    </ul>
    <details>
      <summary>List${skipped.length > maxSkippedShown && ` (the first ${maxSkippedShown}; skipped.csv has all)`}</summary>
      ${table('Skipped media', ['id', 'modality', 'file', 'reason'], rows, { style: 'compact' })}
    </details>`;
}

/** A reason without what is specific to the file: up to its first colon. */
const kindOf = (reason: string) => reason.split(':')[0];
