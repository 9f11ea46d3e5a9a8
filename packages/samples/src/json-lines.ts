import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestRow } from './manifest-rows.ts';

/** One flat object a line; lines end at a line feed alone, so that U+2028 within a string is of the string. */
export function* readJsonLines(utf8: Buffer): Generator<ManifestRow | ManifestProblem> {
  let line = 0;
  for (let start = 0; start < utf8.length;) {
    const end = utf8.indexOf(0x0a, start);
    const content = utf8.toString('utf8', start, end < 0 ? utf8.length : end);
    start = end < 0 ? utf8.length : end + 1;
    line += 1;
    if (content.trim() !== '') yield parseLine(line, content.trim());
  }
}

function parseLine(line: number, content: string): ManifestRow | ManifestProblem {
  const value = parsed(content);
  const wrong = (column: string, value: string, rule: string, remedy: string): ManifestProblem => ({ line, column, value, rule, remedy });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong('', content, 'one JSON object a line', 'Write each sample as one object on a line of its own.');
  const [names, cells]: [string[], string[]] = [[], []];
  for (const [key, entry] of writtenEntries(content)) {
    if (/^[[{]/.test(entry)) return wrong(toText(key), entry, 'a string, a number or null', 'Flatten it, or remove the key.');
    names.push(toText(key));
    cells.push(toCell(entry));
  }
  const broken = content.includes('\\u') ? [...names, ...cells].find((text) => /\p{Surrogate}/u.test(text)) : undefined;
  if (broken !== undefined) return wrong('', broken, 'whole characters', 'Write both halves of a surrogate pair, or neither.');
  return { line, namesLine: line, names, cells };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** Keys and values as they are written in an object that is valid: keys that are there twice come twice. Of a nested value, its beginning. */
function* writtenEntries(json: string): Generator<readonly [key: string, value: string]> {
  for (let start = json.indexOf('"'); start >= 0;) {
    const keyEnd = stringEnd(json, start);
    const valueStart = after(json, json.indexOf(':', keyEnd) + 1, /\S/g);
    const valueEnd = json[valueStart] === '"' ? stringEnd(json, valueStart) : after(json, valueStart + 1, /[\s,}]/g);
    yield [json.slice(start, keyEnd), json.slice(valueStart, valueEnd)];
    start = json.indexOf('"', valueEnd);
  }
}

/** Where a string that begins at a quotation mark is over. */
function stringEnd(json: string, start: number): number {
  let end = start + 1;
  while (json[end] !== '"') end = json[end] === '\\' ? end + 2 : end + 1;
  return end + 1;
}

/** The first place from `start` on where a character is of a kind. */
function after(text: string, start: number, kind: RegExp): number {
  kind.lastIndex = start;
  return kind.exec(text)?.index ?? text.length;
}

/** What a string in quotation marks is. */
const toText = (quoted: string) => (quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1));

/** Whole numbers as they are written, which may have more digits than a number keeps. */
function toCell(entry: string): string {
  if (entry.startsWith('"')) return toText(entry);
  if (entry === 'null') return '';
  return /^-?\d+$/.test(entry) ? entry : String(JSON.parse(entry));
}
