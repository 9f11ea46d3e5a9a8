import { script, styleSheet } from './assets.ts';
import { html, trusted, type Html } from './html.ts';
import type { Section } from './section.ts';

export interface PageParts {
  readonly title: string;
  /** what the table of contents lists; they stand in `body` */
  readonly sections: readonly Pick<Section, 'id' | 'title'>[];
  readonly body: Html;
  /** data that scripts of the page read */
  readonly data?: Html;
}

/** Nothing may be loaded: pictures and sounds are in the page, and so are its styles and scripts. */
const policy = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** A whole document: one file that asks nothing of any network. */
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
        ${trusted(styleSheet())}
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
          <footer><p>Written by mmae-report. This page is one file; it loads nothing from any network.</p></footer>
        </main>
      </div>
      ${data}
      <script type="module">
        ${trusted(script())};
      </script>
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}
