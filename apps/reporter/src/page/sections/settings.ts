import { flatSettings, type Results } from '@mmae/scoring';
import { resolve } from 'node:path';
import { html, type Html } from '../html.ts';
import { section, type Section } from '../section.ts';

/** How the run was made, and how to repeat it. */
export function settingsSection({ run, evaluation }: Results): Section {
  const { experiment, ...about } = run.config;
  return section(
    'settings',
    'Settings',
    'All settings of this run, from its config.json.',
    html`<h3>Repeat this run</h3>
      <pre tabindex="0"><code>${commands(run)}</code></pre>
      <h3>Run</h3>
      ${definitions(about)} ${choices(run)}
      <h3>Scoring</h3>
      ${definitions(evaluation.settings)}
      <details>
        <summary>Experiment</summary>
        <pre tabindex="0"><code>${JSON.stringify(experiment, null, 2)}</code></pre>
      </details>`,
  );
}

/** The training command, if config.json has it, and the command that scores the folder. */
function commands({ config, folder }: Results['run']): string {
  const score = `mmae-report ${quoted(resolve(folder))}`;
  return Array.isArray(config.command) ? `${config.command.map((word) => quoted(String(word))).join(' ')}\n${score}` : score;
}

/** Quoted for a POSIX shell, if necessary. */
const quoted = (word: string) => (/^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** Settings of the baselines that were chosen on the validation split. */
function choices({ choices }: Results['run']): Html | undefined {
  const chosen = Object.entries(choices).filter(([, options]) => Object.keys(options).length > 0);
  if (chosen.length === 0) return undefined;
  return html`<h3>Chosen on the validation split, without labels</h3>
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
