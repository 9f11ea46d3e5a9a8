// Covers transcribe.ts and run-program.ts. The commands are small scripts of Node that print what recognizers print.
import { InputError } from '@mmae/input';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';
import { checkTranscriptCommand, transcribe } from './transcribe.ts';

let folder: string;
let wav: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transcribe it’s-'));
  wav = join(folder, 'shot "1" $(id).wav');
  writeFileSync(wav, 'RIFF');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A command that runs a script of Node, with the audio file as its first argument. */
function command(script: string, args = '{wav}'): string {
  const file = join(folder, 'fake.mjs');
  writeFileSync(file, `import { existsSync } from 'node:fs';\nconst [wav] = process.argv.slice(2);\n${script}`);
  return `"${process.execPath}" "${file}" ${args}`;
}
const print = (text: string) => `process.stdout.write(${JSON.stringify(text)});`;
const failure = async (given: string, options = {}) => {
  const error = await transcribe(given, wav, options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

test('the audio file is one argument, whatever its name, and the command may print WebVTT', async () => {
  const script = 'console.log(`WEBVTT\\n\\n00:00.500 --> 00:02.000\\n${existsSync(wav)} ${process.argv.length}\\n`);';
  expect(await transcribe(command(script), wav)).toEqual({
    ...{ format: 'vtt', encoding: 'UTF-8', clock: 'film', remarks: [] },
    cues: [{ fromSeconds: 0.5, toSeconds: 2, text: 'true 3' }],
  });
  const within = await transcribe(
    command("console.log('[00:00:00.000 --> 00:00:01.000] ' + (wav === '--file=' + process.argv[3]));", '--file={wav} {wav}'),
    wav,
  );
  expect(within.cues[0].text).toBe('true');
});

test('whisper.cpp prints lines with times, and the language on standard error', async () => {
  const script = `${print('\n[00:00:00.000 --> 00:00:07.600]   Guten Abend.\n[00:00:07.600 --> 00:00:09.000]   [BLANK_AUDIO]\n')}
    console.error('whisper_full_with_state: auto-detected language: de (p = 0.97)');`;
  expect(await transcribe(command(script), wav)).toMatchObject({
    ...{ format: 'transcript', language: 'de' },
    cues: [{ fromSeconds: 0, toSeconds: 7.6, text: 'Guten Abend.' }],
  });
});

test('a command that prints nothing has heard nothing, unless it complains', async () => {
  expect((await transcribe(command(print('\n')), wav)).cues).toEqual([]);
  expect(await failure(command("console.error('error: unknown argument: -x\\n\\nusage: whisper-cli [options]');"))).toBe(
    'transcribe: expected WebVTT on standard output, got nothing, after: error: unknown argument: -x / usage: whisper-cli [options]. ' +
      'Let the command print its transcript with times.',
  );
});

test('output without times is an error', async () => {
  expect(await failure(command(print('Good evening.\u001b[2J')))).toBe(
    'transcribe: expected WebVTT on standard output, got "Good evening.\\\\u001b[2J". Let the command print its transcript with times.',
  );
});

test('a command that fails is named with its exit code and its last lines', async () => {
  const script = "console.error('one\\ntwo\\nthree\\nfailed to open model \\u001b[0m'); process.exitCode = 3;";
  expect(await failure(command(script))).toMatch(
    /^transcribe: expected .*node to end with exit code 0, got 3, after: two \/ three \/ failed to open model \\u001b\[0m\. Run the command by hand to see more\.$/,
  );
  expect(await failure(command("process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 9e3);"))).toContain(
    'got SIGKILL, after: nothing on standard error.',
  );
  expect(await failure('no-such-program-at-all {wav}')).toBe(
    'transcribe: expected a program that can be started, got no-such-program-at-all (ENOENT). Install it, or write its full path.',
  );
});

test('a command that takes too long or prints too much is ended', async () => {
  expect(await failure(command('setInterval(() => {}, 1000);'), { timeLimitSeconds: 0.3 })).toMatch(
    /^transcribe: expected .*node to end within 0\.3 s, got no end\. Use a smaller model, or a longer limit\.$/,
  );
  const endless = "setInterval(() => process.stdout.write('a'.repeat(65536)), 1);";
  await expect(runProgram(process.execPath, ['-e', endless], { timeLimitSeconds: 60, maxOutputBytes: 100_000 })).rejects.toThrow(
    /expected at most 100000 bytes from .*node, got more\. Let it print the transcript only\.$/,
  );
});

test('an abort ends the program', async () => {
  const abort = new AbortController();
  const running = transcribe(command('setInterval(() => {}, 1000);'), wav, { signal: abort.signal });
  setTimeout(() => abort.abort(new Error('interrupted')), 100);
  await expect(running).rejects.toThrow('interrupted');
  await expect(transcribe(command(''), wav, { signal: abort.signal })).rejects.toThrow('interrupted');
});

test('a command without {wav} is refused before it runs', () => {
  expect(checkTranscriptCommand('a --file={wav}')).toEqual(['a', '--file={wav}']);
  expect(() => checkTranscriptCommand('whisper-cli film.wav')).toThrow(
    'transcript command: expected {wav} among its arguments, got whisper-cli film.wav. Write it where the audio file belongs.',
  );
  expect(() => checkTranscriptCommand('{wav}')).toThrow(InputError);
});
