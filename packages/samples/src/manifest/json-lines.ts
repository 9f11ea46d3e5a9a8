import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestRow } from './manifest-rows.ts';

/** Reads one flat JSON object per line. Only a line feed ends a line: U+2028 may be part of a string. */
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
    return wrong('', content, 'one JSON object per line', 'Write each sample as one object on its own line.');
  const [names, cells]: [string[], string[]] = [[], []];
  for (const [key, entry] of writtenEntries(content)) {
    if (/^[[{]/.test(entry)) return wrong(toText(key), entry, 'a string, a number or null', 'Flatten the value, or remove the key.');
    names.push(toText(key));
    cells.push(toCell(entry));
  }
  const broken = content.includes('\\u') ? [...names, ...cells].find((text) => /\p{Surrogate}/u.test(text)) : undefined;
  if (broken !== undefined) return wrong('', broken, 'complete surrogate pairs', 'Write both halves of the pair, or neither.');
  return { line, namesLine: line, names, cells };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** The keys and values of a valid object as written, so that repeated keys and all digits are kept; of a nested value, only the beginning. */
function* writtenEntries(json: string): Generator<readonly [key: string, value: string]> {
  for (let start = json.indexOf('"'); start >= 0;) {
    const keyEnd = stringEnd(json, start);
    const valueStart = indexOfMatch(json, json.indexOf(':', keyEnd) + 1, /\S/g);
    const valueEnd = json[valueStart] === '"' ? stringEnd(json, valueStart) : indexOfMatch(json, valueStart + 1, /[\s,}]/g);
    yield [json.slice(start, keyEnd), json.slice(valueStart, valueEnd)];
    start = json.indexOf('"', valueEnd);
  }
}

/** The index after a string that starts at a quotation mark. */
function stringEnd(json: string, start: number): number {
  let end = start + 1;
  while (json[end] !== '"') end = json[end] === '\\' ? end + 2 : end + 1;
  return end + 1;
}

/** The index of the first match from `start` on. @param pattern with flag g */
function indexOfMatch(text: string, start: number, pattern: RegExp): number {
  pattern.lastIndex = start;
  return pattern.exec(text)?.index ?? text.length;
}

/** A JSON string without its quotation marks and escapes. */
const toText = (quoted: string) => (quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1));

/** A JSON value as a cell. Integers are kept as written, because a JavaScript number could lose digits. */
function toCell(entry: string): string {
  if (entry.startsWith('"')) return toText(entry);
  if (entry === 'null') return '';
  return /^-?\d+$/.test(entry) ? entry : String(JSON.parse(entry));
}
