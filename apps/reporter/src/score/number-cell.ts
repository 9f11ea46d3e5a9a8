/** A cell as points can use it: a finite decimal number, spaces around it aside. Undefined for anything else. */
export function toFiniteNumber(cell: string): number | undefined {
  const text = cell.trim();
  if (!decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Whether somebody meant a number by a cell, in whatever notation: with a decimal comma, grouped thousands, another minus, as hexadecimal,
 * as infinity, or too large for one. A column with such a cell is a numeric column, and what is wrong with it is an error.
 */
export function isMeantAsNumber(cell: string): boolean {
  const text = cell.trim();
  return decimal.test(text) || otherNotations.some((notation) => notation.test(text));
}

const otherNotations = [
  /^[+-]?\d+,\d+(e[+-]?\d+)?$/i, // decimal comma
  /^[+-]?\d{1,3}([.,'’ \u00a0\u202f_]\d{3})+([.,]\d+)?$/, // grouped thousands
  /^[\u2212\u2013]\s*\d*[.,]?\d+(e[+-]?\d+)?$/i, // a minus or dash that is no hyphen
  /^[+-]?0[xob][0-9a-f]+$/i,
  /^[+\-\u2212]?(inf|infinity|∞)$/i,
];

/** What to do about such a cell. */
export function remedyFor(cell: string): string {
  const text = cell.trim();
  if (/^[+-]?\d+,\d+/.test(text)) return 'Write numbers with a decimal point.';
  if (text === '' || /^(nan|n\/?a|null|none|-|–|\?)$/i.test(text)) return 'Fill it in, or remove the line and its point.';
  return 'Correct it, or remove the column.';
}
