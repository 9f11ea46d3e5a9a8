import { html, type Content, type Html } from './html.ts';

/** A part of the page: an entry in its table of contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** A section with its heading and the sentence that says what it shows. */
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
