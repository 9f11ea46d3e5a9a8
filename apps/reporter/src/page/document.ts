import { readFileSync } from 'node:fs';
import { html, trusted, type Html } from './html.ts';
import type { Section } from './section.ts';

export interface PageParts {
  readonly title: string;
  /** entries of the table of contents; the sections themselves are in `body` */
  readonly sections: readonly Pick<Section, 'id' | 'title'>[];
  readonly body: Html;
  /** elements with data for the page's script */
  readonly data?: Html;
}

/** The page may load nothing: its media, styles and script are inside it. */
const policy = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

const styleSheets = ['base', 'overview', 'media', 'sections', 'plots', 'map'];
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const styles = styleSheets.map((name) => read(`../../assets/styles/${name}.css`)).join('\n');

/** The script of `src/client/`: a published package contains it bundled, the sources bundle it when they are loaded. */
const script: string = import.meta.url.endsWith('.ts')
  ? (await import(new URL('../client/bundle.js', import.meta.url).href)).bundle()
  : read('../client/page.js');

/** A complete HTML document in one file, which requests nothing from any network. */
export function documentOf({ title, sections, body, data }: PageParts): string {
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="generator" content="mmae-report" />
      <link rel="icon" href="data:," />
      <title>${title}</title>
      <style>
        ${trusted(styles)}
      </style>
    </head>
    <body>
      <div class="frame">
        <nav class="contents" aria-label="Contents">
          <ul>
            ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main>
          ${body}
          <footer><p>Written by mmae-report. This page is one file and loads nothing from any network.</p></footer>
        </main>
      </div>
      ${data}
      <script type="module">
        ${trusted(script)};
      </script>
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}
