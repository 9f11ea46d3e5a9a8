import { html, type Content, type Html } from './html.ts';

/** A section of the page, with an entry in its table of contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** A section with its heading and a lead paragraph that says what it shows. */
export function section(id: string, title: string, lead: Content, ...body: readonly Content[]): Section {
  return {
    id,
    title,
    body: html`<section id="${id}" aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      <p class="lead">${lead}</p>
      ${body}
    </section>`,
  };
}

interface TableOptions {
  readonly caption?: string;
  /** index of the row to highlight: the main method */
  readonly mainRow?: number;
  /** `scores`: numbers, right-aligned; `compact`: text */
  readonly style?: 'scores' | 'compact';
}

/** A table that scrolls where it is too wide. In a table of scores the first cell of each row is its heading. */
export function table(
  label: string,
  header: readonly Content[],
  rows: readonly (readonly Content[])[],
  { caption, mainRow, style = 'scores' }: TableOptions = {},
): Html {
  const firstCell = (name: Content) => (style === 'scores' ? html`<th scope="row">${name}</th>` : html`<td>${name}</td>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="${style}">
      ${
        caption !== undefined &&
        html`<caption>
          ${caption}
        </caption>`
      }
      <thead>
        <tr>
          ${header.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, ...cells], index) =>
            html`<tr ${index === mainRow && html`class="main"`}>
              ${firstCell(name)} ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
