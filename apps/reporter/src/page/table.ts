import { html, type Content, type Html } from './html.ts';

interface TableOptions {
  readonly caption?: string;
  /** the place of the main method's row */
  readonly mainRow?: number;
}

/** A table whose rows begin with their name; it scrolls where it is too wide. */
export const tableOf = (
  label: string,
  header: readonly Content[],
  rows: readonly (readonly Content[])[],
  { caption, mainRow }: TableOptions = {},
): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="scores">
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
              <th scope="row">${name}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
