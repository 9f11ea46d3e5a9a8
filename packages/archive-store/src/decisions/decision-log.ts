import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '@mmae/input';
import { z } from 'zod';
import type { Decision } from './decision.ts';

/** `decisions.jsonl`: every decision of an archive, one a line, only ever appended to. Whoever writes holds the write lock of the database. */
export interface DecisionLog {
  readonly path: string;
  sizeBytes(): number;
  /** Decisions from a position on. A last line that was never finished is no decision: its writer was never told that it is kept. */
  read(from?: number): { readonly decisions: readonly Decision[]; readonly badLines: readonly number[] };
  /** Appends and syncs. @returns the size of the log afterwards */
  append(decisions: readonly Decision[]): number;
}

const range = z.strictObject({ from: z.int().min(0), to: z.int().min(1) }).refine(({ from, to }) => from < to);

export const decisionSchema = z.object({
  seq: z.int().min(1),
  id: z.string().min(1),
  content: z.string().min(1),
  range: range.optional(),
  label: z.string().min(1),
  concept: z.string().optional(),
  verdict: z.enum(['accept', 'reject', 'add', 'retract']),
  who: z.string().min(1),
  at: z.string().min(1),
  undoes: z.string().optional(),
});

export function decisionLog(path: string): DecisionLog {
  return {
    path,
    sizeBytes: () => (existsSync(path) ? statSync(path).size : 0),
    read: (from = 0) => parseLines(existsSync(path) ? readFrom(path, from) : ''),
    append: (decisions) => append(path, decisions),
  };
}

function readFrom(path: string, from: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    let read = 0;
    for (let count = 1; count > 0 && read < bytes.length; read += count)
      count = readSync(file, bytes, read, bytes.length - read, from + read);
    return bytes.toString('utf8', 0, read);
  } finally {
    closeSync(file);
  }
}

function parseLines(text: string) {
  const decisions: Decision[] = [];
  const badLines: number[] = [];
  text.split('\n').forEach((line, i, { length }) => {
    const decision = parseLine(line);
    if (decision) decisions.push(decision);
    else if (line.trim() !== '' && i < length - 1) badLines.push(i + 1);
  });
  return { decisions, badLines };
}

function parseLine(line: string): Decision | undefined {
  try {
    return decisionSchema.parse(JSON.parse(line)) as Decision;
  } catch {
    return undefined;
  }
}

function append(path: string, decisions: readonly Decision[]): number {
  try {
    const isNew = !existsSync(path);
    const file = openSync(path, 'a+');
    try {
      endLastLine(file);
      writeAll(file, Buffer.from(decisions.map((decision) => `${JSON.stringify(decision)}\n`).join('')));
      if (isNew) syncFolderOf(path);
      return fstatSync(file).size;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { message } = error as Error;
    throw new InputError(`decide: expected to be able to write ${path}, got ${message}. Nothing was decided.`, { cause: error });
  }
}

/** Writes and syncs, or leaves the file as it was. */
function writeAll(file: number, bytes: Uint8Array): void {
  const { size } = fstatSync(file);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } catch (error) {
    ftruncateSync(file, size);
    throw error;
  }
}

/** Completes a whole last line that has no line end, and removes half a one. */
function endLastLine(file: number): void {
  const { size } = fstatSync(file);
  const tail = Buffer.alloc(Math.min(size, maxLineBytes));
  readSync(file, tail, 0, tail.length, size - tail.length);
  const lastLine = tail.subarray(tail.lastIndexOf('\n') + 1);
  if (lastLine.length === 0) return;
  if (parseLine(lastLine.toString())) writeSync(file, '\n');
  else ftruncateSync(file, size - lastLine.length);
}

const maxLineBytes = 1 << 16;

function syncFolderOf(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
