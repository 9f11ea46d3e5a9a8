import { toPrintable } from '@mmae/input';

/** A table aligned for a terminal: the first column to the left, the others to the right. */
export function alignedTable(given: readonly (readonly string[])[]): string {
  const rows = given.map((cells) => cells.map(onOneLine));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => displayWidth(cells[column]))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => padded(cell, widths[column], column === 0))
      .join('  ')
      .trimEnd();
  return rows.map((cells) => `${line(cells)}\n`).join('');
}

/** A Markdown table: the first `numNames` columns to the left, the others to the right. */
export function markdownTable([header, ...rows]: readonly (readonly string[])[], numNames = 1): string {
  const rule = header.map((_, column) => (column < numNames ? '---' : '---:'));
  return [header, rule, ...rows]
    .map((cells) => `| ${cells.map((cell) => onOneLine(cell).replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');
}

/** Line breaks and tabs of ids, labels and paths are written out, because they would break the row. */
const onOneLine = (cell: string) => toPrintable(cell).replace(/[\n\t]/g, (character) => (character === '\n' ? '\\n' : '\\t'));

const displayWidth = (text: string) => [...text].length;

function padded(text: string, width: number, isFirst: boolean): string {
  const spaces = ' '.repeat(width - displayWidth(text));
  return isFirst ? text + spaces : spaces + text;
}
