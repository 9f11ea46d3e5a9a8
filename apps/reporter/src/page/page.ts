import { mapData } from '../map/map-data.ts';
import { headline } from '../findings/headline.ts';
import type { Results } from '../results.ts';
import { script, styleSheet } from './assets.ts';
import { html, trusted, type Html } from './html.ts';
import { mediaStore } from './media-store.ts';
import { toCounted } from './numbers.ts';
import type { Section } from './section.ts';
import { clusterSection } from './sections/clusters.ts';
import { controlSection } from './sections/controls.ts';
import { dataSection } from './sections/data.ts';
import { mapSection } from './sections/map.ts';
import { missingSection } from './sections/missing.ts';
import { overview } from './sections/overview.ts';
import { reconstructionSection } from './sections/reconstructions.ts';
import { retrievalSection } from './sections/retrieval.ts';
import { scoreSection } from './sections/scores.ts';
import { settingsSection } from './sections/settings.ts';
import { tagSection } from './sections/tags.ts';
import { trainingSection } from './sections/training.ts';

/** Of pictures and sounds; with the rest, the page stays below ten million. */
const maxMediaBytes = 7_500_000;

/** The report of one run: a page that is one file and asks nothing of any network. */
export async function reportPage(results: Results, seed: number): Promise<string> {
  const store = mediaStore(maxMediaBytes);
  const sections = [
    clusterSection(results, store),
    retrievalSection(results, store),
    tagSection(results, store),
    reconstructionSection(results, store),
    scoreSection(results),
    missingSection(results),
    controlSection(results),
    trainingSection(results),
    dataSection(results),
    settingsSection(results),
  ];
  const map = mapSection(results, await mapData(results, store, seed)); // last to take from the store, first on the page
  const shown = [map, ...sections].filter((section) => section !== undefined);
  const leftOut = store.numLeftOut();
  return documentOf(
    headline(results).title,
    html`${contents(shown)}
      <main>
        ${overview(results)} ${shown.map(({ body }) => body)}
        <footer>
          ${leftOut > 0 && html`<p>${toCounted(leftOut, 'picture or sound')} left out, to keep the page below 10 MB.</p>`}
          <p>Written by mmae-report. This page is one file; it loads nothing from any network.</p>
        </footer>
      </main>
      ${store.toScript()}`,
  );
}

const contents = (sections: readonly Section[]): Html =>
  html`<nav class="contents" aria-label="Contents">
    <ul>
      <li><a href="#overview">What came out</a></li>
      ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ul>
  </nav>`;

const policy = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** A whole document around a body, with the styles and scripts of the report. */
export function documentOf(title: string, body: Html): string {
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="generator" content="mmae-report" />
      <link rel="icon" href="data:," />
      <title>${title}</title>
      <style>
        ${trusted(styleSheet())}
      </style>
    </head>
    <body>
      <div class="frame">${body}</div>
      <script type="module">
        ${trusted(script())};
      </script>
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}
