import { toPrintable } from '@mmae/input';
import sax, { type QualifiedAttribute, type QualifiedTag, type Tag } from 'sax';
import type { Cue } from '../cues.ts';
import { trimmedLines } from './markup.ts';
import type { CuesRead, Damage } from '../subtitles.ts';
import { ttmlTimes } from './ttml-time.ts';

/** An open element: when it is active, in seconds, and what its content means. */
interface Element {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly isDamaged: boolean;
  readonly isSequence: boolean;
  /** where the next child of a sequence begins */
  next: number;
  readonly keepsSpaces: boolean;
  readonly isSpoken: boolean;
  readonly agent?: string;
}

/** A piece of text that is shown for one time. */
type Piece = Pick<Element, 'from' | 'to' | 'agent' | 'isDamaged'> & { readonly text: string };

const root: Element = {
  ...{ name: '', from: 0, to: Infinity, next: 0, isDamaged: false, isSequence: false, keepsSpaces: false, isSpoken: true },
};

/**
 * Reads TTML of every profile and namespace: EBU-TT, EBU-TT-D, IMSC, SMPTE-TT, DFXP. Times nest; spans with times of their own become cues of their
 * own. XML errors are tolerated.
 */
export function readTtml(xml: string): CuesRead {
  const parser = sax.parser(true, { xmlns: true });
  const open: Element[] = [root];
  const cues: Cue[] = [];
  const damages: Damage[] = [];
  const agents = new Map<string, string>();
  const xmlErrors: string[] = [];
  let pieces: Piece[] = [];
  let times = ttmlTimes({}, () => undefined);
  let language: string | undefined;
  let programmeStart: string | undefined;
  let agentId = '';
  let numImages = 0;

  const isInParagraph = () => open.some(({ name }) => name === 'p');
  const add = (text: string) => {
    const { from, to, agent, isDamaged, isSpoken } = open.at(-1)!;
    if (isSpoken) pieces.push({ text, from, to, agent, isDamaged });
  };

  parser.onopentag = (tag) => {
    const attributes = attributesOf(tag);
    const name = localName(tag.name);
    if (name === 'tt') times = ttmlTimes(attributes, () => programmeStart);
    if (/^(tt|body|div)$/.test(name)) language ||= attributes.lang;
    if (name === 'agent') agentId = attributes.id ?? '';
    if (name === 'image' || attributes.backgroundImage !== undefined) numImages++;
    if (name === 'br' && isInParagraph()) add('\n');
    open.push(toElement(name, attributes, open.at(-1)!, times, parser.line + 1, damages));
  };
  parser.ontext = parser.oncdata = (text) => {
    const { name, keepsSpaces } = open.at(-1)!;
    if (name === 'name' && agentId) agents.set(agentId, text.trim());
    else if (name === 'documentStartOfProgramme') programmeStart = text.trim();
    else if (isInParagraph()) add(keepsSpaces ? text : text.replaceAll(/[ \t\r\n]+/g, ' '));
  };
  parser.onclosetag = () => {
    const { name, to } = open.pop()!;
    const parent = open.at(-1)!;
    if (parent.isSequence && Number.isFinite(to)) parent.next = to;
    if (name !== 'p') return;
    cues.push(...toCues(pieces, agents, parser.line + 1, damages));
    pieces = [];
  };
  parser.onerror = (error) => {
    xmlErrors.push(error.message.split('\n').slice(0, 2).join(', '));
    parser.error = null as unknown as Error; // sax resumes after an error that is cleared
    parser.resume();
  };
  parser.write(xml).close();
  if (pieces.length > 0) cues.push(...toCues(pieces, agents, parser.line + 1, damages)); // the file is truncated

  const isTimecode = times('00:00:00:00') === 0 && programmeStart === undefined && /timeBase\s*=\s*["']smpte/.test(xml.slice(0, 10_000));
  return {
    cues: withEnds(cues, damages),
    damages,
    ...(language && { language }),
    ...(isTimecode && { clock: 'timecode' as const }),
    remarks: [
      ...(xmlErrors.length > 0 ? [`read despite ${xmlErrors.length} XML errors (${toPrintable(xmlErrors[0])})`] : []),
      ...(numImages > 0 && cues.length === 0 ? ['its subtitles are images: use subtitles with text'] : []),
    ],
  };
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Attributes by their local names: documents use several namespaces for the same attribute. One without a value is a string. */
const attributesOf = ({ attributes }: QualifiedTag | Tag): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries<QualifiedAttribute | string>(attributes).map(([name, attribute]) => [
      localName(name),
      typeof attribute === 'string' ? attribute : attribute.value,
    ]),
  );

function toElement(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  parent: Element,
  times: (time: string) => number | undefined,
  line: number,
  damages: Damage[],
): Element {
  const begins = parent.isSequence ? parent.next : parent.from;
  const read = (attribute: 'begin' | 'end' | 'dur') => {
    const text = attributes[attribute];
    const seconds = text === undefined ? undefined : times(text);
    if (text !== undefined && seconds === undefined && /^(body|div|p|span)$/.test(name)) {
      damages.push({ where: `line ${line}`, problem: `expected ${attribute} as 00:00:01.000, got "${toPrintable(text)}"`, lost: true });
      return NaN;
    }
    return seconds;
  };
  const from = begins + (read('begin') ?? 0);
  const to = Math.min(parent.to, from + (read('dur') ?? Infinity), begins + (read('end') ?? Infinity));
  const space = attributes.space ?? (parent.keepsSpaces ? 'preserve' : 'default');
  return {
    ...{ name, from, to, next: from, keepsSpaces: space === 'preserve', isSequence: attributes.timeContainer === 'seq' },
    isDamaged: parent.isDamaged || Number.isNaN(from) || Number.isNaN(to),
    isSpoken: parent.isSpoken && name !== 'metadata' && !/^(text|textContainer|delimiter)$/.test(attributes.ruby ?? ''),
    agent: attributes.agent ?? parent.agent,
  };
}

/** One cue for pieces that follow each other and are shown at the same time. */
function toCues(pieces: readonly Piece[], agents: ReadonlyMap<string, string>, line: number, damages: Damage[]): Cue[] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const [last] = groups.at(-1) ?? [];
    if (last && last.from === piece.from && last.to === piece.to) groups.at(-1)!.push(piece);
    else groups.push([piece]);
  }
  return groups.flatMap((group) => {
    const text = trimmedLines(group.map((piece) => piece.text).join(''));
    const { from, to } = group[0];
    if (text === '' || group[0].isDamaged) return [];
    if (to < from)
      damages.push({ where: `line ${line}`, problem: `expected an end after the beginning, got ${from} s to ${to} s`, lost: false });
    const names = new Set(group.flatMap(({ agent = '', text: words }) => (words.trim() ? [agents.get(agent) ?? ''] : [])));
    const [speaker] = names;
    return [{ fromSeconds: from, toSeconds: Math.max(from, to), text, ...(names.size === 1 && speaker && { speaker }) }];
  });
}

/** A cue without an end ends when the next one begins. */
function withEnds(cues: readonly Cue[], damages: Damage[]): Cue[] {
  return cues.map((cue, i) => {
    if (cue.toSeconds !== Infinity) return cue;
    damages.push({ where: `cue ${i + 1}`, problem: 'expected an end, got none', lost: false });
    return { ...cue, toSeconds: Math.max(cue.fromSeconds, cues[i + 1]?.fromSeconds ?? cue.fromSeconds) };
  });
}
