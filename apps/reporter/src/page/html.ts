import { toPrintable } from '@mmae/input';

/** Markup that is safe as it stands. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped (marks that turn the direction of what follows, and control characters, are written out), markup is not, lists are joined, nothing is written for `undefined` and `false`. */
export type Content = Html | string | number | undefined | false | readonly Content[];

/** A template of markup: `html\`<p>${text}</p>\``. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + toMarkup(contents[index - 1]) + part) };
}

/** A name that people gave, a label or an id: in whatever script, it turns no text around it. */
export const named = (text: string): Html => html`<bdi>${text}</bdi>`;

/** Markup from a string that is known to be markup: styles, scripts and plots of our own. */
export const trusted = (markup: string): Html => ({ markup });

/** Data for a script of the page; no text in it can end the element, begin a comment, or turn the direction of what it is shown next to. */
export function jsonScript(id: string, data: unknown): Html {
  return html`<script type="application/json" id="${id}">
    ${trusted(JSON.stringify(data, printable).replaceAll('<', '\\u003c'))}
  </script>`;
}

const printable = (_key: string, value: unknown) => (typeof value === 'string' ? toPrintable(value) : value);

function toMarkup(content: Content): string {
  if (content === undefined || content === false) return '';
  if (typeof content === 'object') return 'markup' in content ? content.markup : content.map(toMarkup).join('');
  return toPrintable(String(content)).replace(/[&<>"']/g, (character) => entities[character]);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
