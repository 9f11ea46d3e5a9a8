import { wavHeader } from '@mmae/wav';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { draftName } from './draft-name.ts';
import { audioRateHz, type ExtractedFilm } from './extract-shots.ts';

/** The audio of a whole film as a WAV file, 16 kHz, one channel. */
export interface FilmAudio {
  readonly file: string;
  remove(): Promise<void>;
}

/**
 * Joins the audio of the shots of a film, with silence where a shot has none, so that times are those of the film. The file is in the media folder, under
 * a name that the next process removes if this one is killed.
 *
 * @param mediaFolder absolute
 * @returns undefined if no shot has audio
 */
export async function filmAudio(mediaFolder: string, film: Pick<ExtractedFilm, 'folder' | 'shots'>): Promise<FilmAudio | undefined> {
  const pieces = await piecesOf(join(mediaFolder, film.folder), film.shots);
  if (pieces.length === 0) return undefined;
  const folder = join(mediaFolder, draftName());
  const audio = { file: join(folder, 'film.wav'), remove: () => rm(folder, { recursive: true, force: true }) };
  await mkdir(folder);
  try {
    await writeFile(audio.file, joined(pieces));
  } catch (error) {
    await audio.remove();
    throw error;
  }
  return audio;
}

/** The samples of a shot: where they are and where they begin in the film, in bytes. */
interface Piece {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

const headerLength = wavHeader(0, audioRateHz).length;

async function piecesOf(folder: string, shots: ExtractedFilm['shots']): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const { fromSeconds, audio } of shots) {
    if (audio === undefined) continue;
    const file = join(folder, audio);
    const start = 2 * Math.max(0, Math.round(fromSeconds * audioRateHz));
    pieces.push({ file, start, end: start + (await stat(file)).size - headerLength });
  }
  return pieces;
}

async function* joined(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  yield wavHeader(pieces.at(-1)!.end / 2, audioRateHz);
  let at = 0;
  for (const { file, start, end } of pieces) {
    yield* silence(start - at);
    yield* createReadStream(file, { start: headerLength }) as AsyncIterable<Buffer>;
    at = end;
  }
}

const silentBytes = new Uint8Array(2 ** 20);

function* silence(lengthBytes: number): Generator<Uint8Array> {
  for (let rest = lengthBytes; rest > 0; rest -= silentBytes.length) yield silentBytes.subarray(0, rest);
}
