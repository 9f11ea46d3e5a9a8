import { subsetKey } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { subsetNoun } from '../../findings/media-kinds.ts';
import { html, type Html } from '../html.ts';
import { toCount, toCounted } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const splits = ['train', 'validation', 'test', 'ood'] as const;
const maxSkippedShown = 200;

/** What was learnt from, what was scored, and what was left out and why. */
export function dataSection({ run }: Results): Section {
  const labels = new Set(run.samples.map(({ label }) => label).filter((label) => label !== undefined));
  return section(
    'data',
    'Data',
    `${toCounted(run.samples.length, 'item')}${labels.size > 0 ? ` with ${toCounted(labels.size, 'label')}` : ' without labels'}; ${run.skipped.length === 0 ? 'nothing was left out' : `${toCounted(run.skipped.length, 'medium').replace(/mediums$/, 'media')} could not be used`}.`,
    presenceTable(run),
    skippedReasons(run),
  );
}

/** Items by split and by what of them is there. */
function presenceTable({ samples, previews }: Results['run']): Html {
  const subsets = [...new Set(samples.map(({ present }) => subsetKey(present)))].sort((a, b) => b.length - a.length);
  const count = (split: string | undefined, subset: string | undefined) =>
    samples.filter((sample) => (!split || sample.split === split) && (subset === undefined || subsetKey(sample.present) === subset)).length;
  const used = splits.filter((split) => count(split, undefined) > 0);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Items by split">
    <table class="scores">
      <thead>
        <tr>
          <th scope="col">modalities present</th>
          ${used.map((split) => html`<th scope="col">${split}</th>`)}
          <th scope="col">all</th>
        </tr>
      </thead>
      <tbody>
        ${subsets.map(
          (subset) =>
            html`<tr>
              <th scope="row">${subsetNoun(previews, subset) || 'nothing usable'}</th>
              ${used.map((split) => html`<td>${toCount(count(split, subset))}</td>`)}
              <td>${toCount(count(undefined, subset))}</td>
            </tr>`,
        )}
        <tr class="total">
          <th scope="row">all</th>
          ${used.map((split) => html`<td>${toCount(count(split, undefined))}</td>`)}
          <td>${toCount(samples.length)}</td>
        </tr>
      </tbody>
    </table>
  </div>`;
}

function skippedReasons({ skipped }: Results['run']): Html | undefined {
  if (skipped.length === 0) return undefined;
  const byReason = new Map<string, number>();
  for (const { modality, reason } of skipped) {
    const kind = `${modality || 'item'}: ${kindOf(reason)}`;
    byReason.set(kind, (byReason.get(kind) ?? 0) + 1);
  }
  return html`<h3>Left out</h3>
    <ul>
      ${[...byReason].sort((a, b) => b[1] - a[1]).map(([reason, count]) => html`<li>${toCount(count)} × ${reason}</li>`)}
    </ul>
    <details>
      <summary>Which ones${skipped.length > maxSkippedShown && ` (the first ${maxSkippedShown}; all are in skipped.csv)`}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="What was left out">
        <table class="compact">
          <thead>
            <tr>
              <th scope="col">id</th>
              <th scope="col">medium</th>
              <th scope="col">file</th>
              <th scope="col">reason</th>
            </tr>
          </thead>
          <tbody>
            ${skipped.slice(0, maxSkippedShown).map(
              ({ id, modality, file, reason }) =>
                html`<tr>
                  <td>${id}</td>
                  <td>${modality}</td>
                  <td>${file}</td>
                  <td>${reason}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
}

/** A reason without what is particular to the file: up to its first colon. */
const kindOf = (reason: string) => reason.split(':')[0];
