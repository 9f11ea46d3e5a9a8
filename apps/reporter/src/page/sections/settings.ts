import { flatSettings, type Results } from '@mmae/scoring';
import { resolve } from 'node:path';
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
      ${definitions(about)} ${choices(run)}
      <h3>The scoring</h3>
      ${definitions(evaluation.settings)}
      <details>
        <summary>The experiment</summary>
        <pre tabindex="0"><code>${JSON.stringify(experiment, null, 2)}</code></pre>
      </details>`,
  );
}

/** The command that the trainer noted; and the one that scores the folder again. */
function reproduction({ config, folder }: Results['run']): string {
  const score = `mmae-report ${quoted(resolve(folder))}`;
  return Array.isArray(config.command) ? `${config.command.map((word) => quoted(String(word))).join(' ')}\n${score}` : score;
}

/** As a shell reads it back. */
const quoted = (word: string) => (/^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** What was chosen for the baselines on validation, without labels. */
function choices({ choices }: Results['run']): Html | undefined {
  const chosen = Object.entries(choices).filter(([, options]) => Object.keys(options).length > 0);
  if (chosen.length === 0) return undefined;
  return html`<h3>Chosen on validation, without labels</h3>
    ${definitions(Object.fromEntries(chosen))}`;
}

const definitions = (record: object): Html =>
  html`<dl class="settings">
    ${flatSettings(record).map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
