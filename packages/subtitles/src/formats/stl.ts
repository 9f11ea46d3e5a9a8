import { toPrintable } from '@mmae/input';
import type { Cue } from '../cues.ts';
import { stlLanguages } from './stl-languages.ts';
import { stlTables, stlText } from './stl-text.ts';
import type { CuesRead, Damage } from '../subtitles.ts';

/*
 * EBU STL (EBU Tech 3264, 1991): a block of general information (GSI, 1,024 bytes), then blocks of text and timing (TTI, 128 bytes).
 * A subtitle takes one TTI block, or several with the same number, of which the last has the extension number FF.
 */

const gsiLength = 1024;
const ttiLength = 128;

/** Whether the first bytes of a file are those of EBU STL: a disk format code such as `STL25.01` at offset 3. */
export const isStl = (head: Uint8Array): boolean => /^STL\d{2}\.\d{2}/.test(ascii(head, 3, 11));

/**
 * Reads EBU STL. Times are timecodes, here in seconds after the start of the programme that the GSI block gives (TCP); comments and user data are not
 * part of the text.
 */
export function readStl(bytes: Uint8Array): CuesRead & { readonly encoding: string } {
  const gsi = readGsi(bytes);
  const numBlocks = Math.max(0, Math.floor((bytes.length - gsiLength) / ttiLength));
  const damages: Damage[] = [];
  const cues: Cue[] = [];
  let fields: Uint8Array[] = [];
  let subtitle = '';
  for (let i = 0; i < numBlocks; i++) {
    const block = bytes.subarray(gsiLength + i * ttiLength, gsiLength + (i + 1) * ttiLength);
    const extension = block[3];
    if (extension >= 0xf0 && extension !== 0xff) continue; // user data, reserved
    const number = `${block[0]} ${block[1]} ${block[2]}`;
    if (number !== subtitle) fields = []; // the last block of the subtitle before is missing
    subtitle = number;
    fields.push(block.subarray(16));
    if (extension !== 0xff) continue;
    if (block[15] !== 1) cues.push(...toCue(block, Buffer.concat(fields), gsi, i + 1, damages));
    [fields, subtitle] = [[], ''];
  }
  return {
    ...{ cues, damages, encoding: gsi.table.encoding, clock: 'timecode', remarks: remarksOn(gsi, bytes, numBlocks) },
    ...(gsi.language && { language: gsi.language }),
  };
}

interface Gsi {
  readonly framesPerSecond: number;
  readonly table: (typeof stlTables)[string];
  readonly tableNumber: string;
  readonly language?: string;
  /** seconds of the timecode at which the programme starts (TCP) */
  readonly start: number;
  /** the number of TTI blocks (TNB); NaN if unknown */
  readonly numBlocks: number;
}

function readGsi(bytes: Uint8Array): Gsi {
  const tableNumber = ascii(bytes, 12, 14);
  const framesPerSecond = Number(ascii(bytes, 6, 8)) || 25;
  const [hours, minutes, seconds, frames] = [256, 258, 260, 262].map((offset) => Number(ascii(bytes, offset, offset + 2)) || 0);
  return {
    ...{ framesPerSecond, tableNumber, table: stlTables[tableNumber] ?? stlTables['00'] },
    language: stlLanguages.get(ascii(bytes, 14, 16).toUpperCase()),
    start: 3600 * hours + 60 * minutes + seconds + frames / framesPerSecond,
    numBlocks: parseInt(ascii(bytes, 238, 243), 10),
  };
}

function remarksOn({ table, tableNumber, numBlocks: announced }: Gsi, bytes: Uint8Array, numBlocks: number): string[] {
  const isPartial = bytes.length < gsiLength || (bytes.length - gsiLength) % ttiLength !== 0;
  return [
    ...(stlTables[tableNumber] ? [] : [`unknown character table "${toPrintable(tableNumber)}": read as ${table.encoding}`]),
    ...(announced > numBlocks || isPartial ? [`truncated: ${announced} blocks expected, ${numBlocks} found. Copy it again.`] : []),
  ];
}

function toCue(block: Uint8Array, field: Uint8Array, gsi: Gsi, number: number, damages: Damage[]): Cue[] {
  const note = (problem: string, lost: boolean) => damages.push({ where: `block ${number}`, problem, lost });
  const text = stlText(field, gsi.table.decode);
  if (text === '') return [];
  const [from, to] = [block.subarray(5, 9), block.subarray(9, 13)].map((time) => secondsOf(time, gsi));
  if (from === undefined || to === undefined) {
    note(`expected timecodes, got ${timecodeOf(block.subarray(5, 9))} and ${timecodeOf(block.subarray(9, 13))}`, true);
    return [];
  }
  if (to < from)
    note(`expected an end after the beginning, got ${timecodeOf(block.subarray(5, 9))} to ${timecodeOf(block.subarray(9, 13))}`, false);
  return [{ fromSeconds: from, toSeconds: Math.max(from, to), text }];
}

const day = 86_400;

/** Seconds after the start of the programme; a time far before it is one after midnight. */
function secondsOf(time: Uint8Array, { framesPerSecond, start }: Gsi): number | undefined {
  const [hours, minutes, seconds, frames] = time;
  if (hours > 23 || minutes > 59 || seconds > 59 || frames >= framesPerSecond) return undefined;
  const after = 3600 * hours + 60 * minutes + seconds + frames / framesPerSecond - start;
  return after < -day / 2 ? after + day : after;
}

const timecodeOf = (time: Uint8Array) => [...time].map((part) => String(part).padStart(2, '0')).join(':');

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
