import { resolve } from 'node:path';
import type { Results } from '../../results.ts';
import { html, type Html } from '../html.ts';
import { section, type Section } from '../section.ts';

/** How the run was made, and how to make it again. */
export function settingsSection({ run, evaluation }: Results): Section {
  const { experiment, ...about } = run.config;
  return section(
    'settings',
    'Settings',
    'Everything that this run was made with, as it stands in its config.json.',
    html`<h3>Again</h3>
      <pre tabindex="0"><code>${reproduction(run)}</code></pre>
      <h3>The run</h3>
      ${definitions(about)}
      <h3>The scoring</h3>
      ${definitions(evaluation.settings)}
      <details>
        <summary>The experiment</summary>
        <pre tabindex="0"><code>${JSON.stringify(experiment, null, 2)}</code></pre>
      </details>`,
  );
}

/** The command that the trainer noted; otherwise that which scores the folder again. */
function reproduction({ config, folder }: Results['run']): string {
  const score = `mmae-report ${resolve(folder)}`;
  return typeof config.command === 'string' ? `${config.command}\n${score}` : score;
}

const definitions = (record: Readonly<Record<string, unknown>>): Html =>
  html`<dl class="settings">
    ${Object.entries(record).map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>`,
    )}
  </dl>`;
