/**
 * A text that may hold anything, as a terminal can be given it: control characters but line feed and tab become `\u001b` and the like,
 * so that no id, label or path moves the cursor, colours or hides what follows. JSON stays the same JSON.
 */
export const toPrintable = (text: string): string =>
  text.replaceAll(/(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, toEscape);

const toEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
