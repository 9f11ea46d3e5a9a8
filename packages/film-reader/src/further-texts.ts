import { writeFileAtomically } from '@mmae/files';
import { InputError } from '@mmae/input';
import { filmAudio, type ExtractedFilm, type TextCandidate } from '@mmae/programme';
import { checkTranscriptCommand, expectOcr, openOcr, readStill, transcribe, type OcrEngine } from '@mmae/shot-text';
import { languageTag, type Cue, type Subtitles } from '@mmae/subtitles';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where texts come from, for films without subtitles. */
export interface FurtherTextOptions {
  /** prints the transcript of `{wav}` */
  readonly transcriptCommand?: string;
  /** reads the text in stills */
  readonly ocr?: boolean;
}

/** Texts of films without subtitles. */
export interface FurtherTexts {
  /** The texts that a film may have, which are made when they are read, and kept in the folder of the film. */
  of(film: ExtractedFilm, context: TextContext): TextCandidate[];
  /** Ends the text recognition, if it was started. */
  close(): Promise<void>;
}

export interface TextContext {
  readonly signal: AbortSignal;
  /** Receives what is being done. */
  readonly onProgress: (line: string) => void;
}

type Read = Awaited<ReturnType<TextCandidate['read']>>;

/** Changes when the same stills give another text. */
const screenVersion = 1;

/**
 * Transcripts, and the text in stills, of films without subtitles.
 *
 * @param mediaFolder absolute
 * @param recognition how text recognition is checked and started
 * @throws InputError if the command cannot be right, or if text recognition is not set up
 */
export function openFurtherTexts(
  mediaFolder: string,
  { transcriptCommand, ocr = false }: FurtherTextOptions,
  recognition = { expect: expectOcr, open: openOcr },
): FurtherTexts {
  if (transcriptCommand !== undefined) checkTranscriptCommand(transcriptCommand);
  if (ocr) recognition.expect();
  let current: { readonly language?: string; readonly engine: OcrEngine } | undefined;

  /** One at a time: each takes the memory of three languages. */
  async function engineFor(language: string | undefined): Promise<OcrEngine> {
    if (current?.language === language && current) return current.engine;
    await close();
    current = { language, engine: await recognition.open({ language }) };
    return current.engine;
  }

  async function close(): Promise<void> {
    await current?.engine.close();
    current = undefined;
  }

  function transcriptOf(film: ExtractedFilm, command: string, { signal, onProgress }: TextContext): TextCandidate {
    const read = async (): Promise<Read> => {
      const audio = await filmAudio(mediaFolder, film);
      if (audio === undefined) return { cues: [], remarks: [] };
      try {
        onProgress('transcript');
        return await transcribe(command, audio.file, { signal });
      } finally {
        await audio.remove();
      }
    };
    const file = join(mediaFolder, film.folder, `transcript-${shortHash(command)}.json`);
    return { name: 'transcript', source: 'transcript', read: () => kept(file, read) };
  }

  function screenOf(film: ExtractedFilm, { signal, onProgress }: TextContext): TextCandidate {
    const language = film.info.audio.map((track) => track.language && languageTag(track.language)).find((tag) => tag !== undefined);
    const read = async (): Promise<Read> => {
      const engine = await engineFor(language);
      const cues: Cue[] = [];
      for (const { number, fromSeconds, toSeconds, image } of film.shots) {
        signal.throwIfAborted();
        onProgress(`text of still ${number} of ${film.shots.length}`);
        const text = image === undefined ? '' : await readStill(engine, join(mediaFolder, film.folder, image));
        if (text) cues.push({ fromSeconds, toSeconds, text });
      }
      return { cues, remarks: [] };
    };
    return { name: 'screen', source: 'screen', read: () => kept(join(mediaFolder, film.folder, `screen-${screenVersion}.json`), read) };
  }

  return {
    of: (film, context) => [
      ...(transcriptCommand === undefined ? [] : [transcriptOf(film, transcriptCommand, context)]),
      ...(ocr ? [screenOf(film, context)] : []),
    ],
    close,
  };
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** What a file keeps, or else what is read now. A text that cannot be read is not kept. */
async function kept(file: string, read: () => Promise<Read>): Promise<Read> {
  const known = await readKept(file);
  if (known) return known;
  const { cues, language, remarks } = await read();
  await writeFileAtomically(file, `${JSON.stringify({ ...(language && { language }), cues, remarks }, undefined, 1)}\n`);
  return { cues, remarks, ...(language && { language }) };
}

async function readKept(file: string): Promise<Read | undefined> {
  try {
    const found = JSON.parse(await readFile(file, 'utf8')) as Partial<Subtitles>;
    return Array.isArray(found.cues) && Array.isArray(found.remarks) ? (found as Read) : undefined;
  } catch {
    return undefined; // absent or damaged: made again
  }
}

/** @throws InputError if texts are asked for that only shots have */
export function expectShots(films: 'shots' | 'audio', { transcriptCommand, ocr }: FurtherTextOptions): void {
  if (films === 'shots' || (transcriptCommand === undefined && !ocr)) return;
  const option = ocr ? '--ocr' : '--transcript-command';
  throw new InputError(`${option}: expected --films shots, got --films audio. Leave out one of them.`);
}
