import { InputError, toPrintable } from '@mmae/input';
import { languageTag, parseSubtitles, subtitleFormat, type Subtitles } from '@mmae/subtitles';
import { resolve } from 'node:path';
import { lastLines, runProgram, type ProgramOutput } from './run-program.ts';
import { splitCommand } from './split-command.ts';

export interface TranscribeOptions {
  /** aborting it ends the program */
  readonly signal?: AbortSignal;
  /** default 6 hours: a large model without a graphics card takes several times the length of a film */
  readonly timeLimitSeconds?: number;
}

const wavMark = '{wav}';
const maxOutputBytes = 2 ** 24;

/**
 * Checks a transcript command before any work: one program, without a shell, and `{wav}` where the path of the audio belongs.
 *
 * @returns the program and its arguments
 * @throws InputError
 */
export function checkTranscriptCommand(command: string): readonly string[] {
  const parts = splitCommand(command);
  if (parts.slice(1).some((part) => part.includes(wavMark))) return parts;
  throw new InputError(
    `transcript command: expected ${wavMark} among its arguments, got ${toPrintable(command)}. Write it where the audio file belongs.`,
  );
}

/**
 * The transcript of an audio file by a command of the user's choice, such as `whisper-cli -m ggml-base.bin -l auto -np {wav}`. The command prints
 * WebVTT, SRT, or the lines of whisper.cpp: `[00:00:00.000 --> 00:00:02.500]  Good evening.` Nothing is kept: callers cache the result.
 *
 * @param wavFile 16 kHz mono; its absolute path takes the place of `{wav}`, as one argument or part of one
 * @returns cues in seconds after the beginning of the audio; none if nothing is said
 * @throws InputError if the command cannot be run, fails, or prints no transcript; the reason of `signal` once that is aborted
 */
export async function transcribe(command: string, wavFile: string, options: TranscribeOptions = {}): Promise<Subtitles> {
  const { signal, timeLimitSeconds = 6 * 3600 } = options;
  const [program, ...args] = checkTranscriptCommand(command);
  const path = resolve(wavFile); // absolute, so that it never looks like an option
  const output = await runProgram(
    program,
    args.map((argument) => argument.replaceAll(wavMark, () => path)),
    { signal, timeLimitSeconds, maxOutputBytes },
  );
  const transcript = parseOutput(output);
  const language = transcript.language ?? detectedLanguage(output.stderr);
  return { ...transcript, ...(language && { language }) };
}

function parseOutput({ stdout, stderr }: ProgramOutput): Subtitles {
  const format = subtitleFormat(stdout);
  if (format) return parseSubtitles(stdout, format, 'the transcript');
  const printed = stdout.toString().trim();
  if (printed === '' && !/^\s*(?:error|usage)\b/im.test(stderr)) return parseSubtitles('', 'vtt'); // nothing is said
  const got = printed === '' ? `nothing, after: ${lastLines(stderr)}` : JSON.stringify(toPrintable(printed.slice(0, 80)));
  throw new InputError(`transcribe: expected WebVTT on standard output, got ${got}. Let the command print its transcript with times.`);
}

/** whisper.cpp reports it on standard error: `auto-detected language: de (p = 0.98)`. */
function detectedLanguage(stderr: string): string | undefined {
  const [, code] = /detected language: ([a-z]{2,3})\b/i.exec(stderr) ?? [];
  return code && languageTag(code);
}
