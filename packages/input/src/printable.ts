/**
 * Makes text safe to print on a terminal: control characters other than line feed and tab, and characters that change the writing
 * direction, become escapes such as `\u001b`. No id, label or path can then move the cursor, set colours or hide what follows.
 * JSON stays the same JSON.
 */
export const toPrintable = (text: string): string =>
  text.replaceAll(/(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, toEscape);

const toEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
