import { InputError } from '@mmae/input';
import type { ExtractedFilm } from '@mmae/programme';
import type { OcrEngine } from '@mmae/shot-text';
import { wavHeader } from '@mmae/wav';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectShots, openFurtherTexts } from './further-texts.ts';

const lowerThird = fileURLToPath(new URL('../../shot-text/test/fixtures/lower-third.jpg', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'further texts-'));
  mkdirSync(join(folder, 'film-1'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function filmOf({ audio = true, image = true, language = 'deu' } = {}): ExtractedFilm {
  if (audio) writeFileSync(join(folder, 'film-1/1.wav'), Buffer.concat([wavHeader(16_000, 16_000), Buffer.alloc(32_000, 1)]));
  if (image) writeFileSync(join(folder, 'film-1/1.jpg'), readFileSync(lowerThird));
  const shot = { number: 1, fromSeconds: 0, toSeconds: 1, ...(audio && { audio: '1.wav' }), ...(image && { image: '1.jpg' }) };
  return {
    folder: 'film-1',
    info: { audio: [{ language }] },
    shots: [shot, { number: 2, fromSeconds: 1, toSeconds: 2 }],
  } as unknown as ExtractedFilm;
}

const lines: string[] = [];
beforeEach(() => void (lines.length = 0));
const context = { signal: new AbortController().signal, onProgress: (line: string) => void lines.push(line) };

/** A recognizer that says how long its audio is, and counts its runs in a file. */
function command(): string {
  const script = join(folder, 'fake.mjs');
  writeFileSync(
    script,
    `import { appendFileSync, statSync } from 'node:fs';
    appendFileSync(${JSON.stringify(join(folder, 'runs'))}, 'x');
    console.log('WEBVTT\\nLanguage: de\\n\\n00:00.000 --> 00:01.000\\n' + statSync(process.argv[2]).size + ' bytes');`,
  );
  return `"${process.execPath}" "${script}" {wav}`;
}

test('a transcript is made once for the audio of a film and a command, and nothing else is left', async () => {
  const transcriptCommand = command();
  const texts = openFurtherTexts(folder, { transcriptCommand });
  for (let run = 0; run < 2; run++) {
    const [candidate, ...others] = texts.of(filmOf(), context);
    expect(others).toEqual([]);
    expect(candidate.source).toBe('transcript');
    expect(await candidate.read()).toEqual({ language: 'de', remarks: [], cues: [{ fromSeconds: 0, toSeconds: 1, text: '32044 bytes' }] });
  }
  expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('x');
  expect(lines).toEqual(['transcript']);
  expect(readdirSync(folder).sort()).toEqual(['fake.mjs', 'film-1', 'runs']);
  expect(readdirSync(join(folder, 'film-1')).sort()).toEqual(['1.jpg', '1.wav', expect.stringMatching(/^transcript-[0-9a-f]{8}\.json$/)]);
  const [other] = openFurtherTexts(folder, { transcriptCommand: `${transcriptCommand} -l en` }).of(filmOf(), context);
  await other.read();
  expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('xx');
});

test('a film without audio has no transcript; a command that fails leaves nothing', async () => {
  const [silent] = openFurtherTexts(folder, { transcriptCommand: command() }).of(filmOf({ audio: false }), context);
  expect((await silent.read()).cues).toEqual([]);
  const [broken] = openFurtherTexts(folder, { transcriptCommand: 'no-such-recognizer {wav}' }).of(filmOf(), context);
  await expect(broken.read()).rejects.toThrow('expected a program that can be started, got no-such-recognizer (ENOENT)');
  expect(readdirSync(folder).sort()).toEqual(['fake.mjs', 'film-1']);
});

test('stills are read once per film, by one engine per language', async () => {
  const events: string[] = [];
  const open = async ({ language }: { language?: string } = {}): Promise<OcrEngine> => {
    events.push(`open ${language}`);
    return {
      readLine: async () => {
        events.push('line');
        return [{ text: 'Reporter', confidence: 90 }];
      },
      close: async () => void events.push('close'),
    };
  };
  const texts = openFurtherTexts(folder, { ocr: true }, { expect: () => void events.push('expect'), open });
  const expected = { remarks: [], cues: [{ fromSeconds: 0, toSeconds: 1, text: 'Reporter' }] };
  for (let run = 0; run < 2; run++) {
    const [candidate] = texts.of(filmOf(), context);
    expect(candidate.source).toBe('screen');
    expect(await candidate.read()).toEqual(expected);
  }
  writeFileSync(join(folder, 'film-1/screen-1.json'), '{"cues": 1}'); // damaged
  await texts.of(filmOf({ language: 'fra' }), context)[0].read();
  await texts.close();
  await texts.close();
  expect(events).toEqual(['expect', 'open de', 'line', 'line', 'close', 'open fr', 'line', 'line', 'close']);
  expect(lines.slice(0, 2)).toEqual(['text of still 1 of 2', 'text of still 2 of 2']);
});

test('the transcript comes before the screen', () => {
  const texts = openFurtherTexts(
    folder,
    { transcriptCommand: 'a {wav}', ocr: true },
    { expect: () => {}, open: () => Promise.reject(new Error()) },
  );
  expect(texts.of(filmOf(), context).map(({ source }) => source)).toEqual(['transcript', 'screen']);
  expect(openFurtherTexts(folder, {}).of(filmOf(), context)).toEqual([]);
});

test('what cannot be right is refused before any work', () => {
  expect(() => openFurtherTexts(folder, { transcriptCommand: 'whisper-cli' })).toThrow(
    'expected {wav} among its arguments, got whisper-cli.',
  );
  const missing = () => {
    throw new InputError('not set up');
  };
  expect(() => openFurtherTexts(folder, { ocr: true }, { expect: missing, open: () => Promise.reject(new Error()) })).toThrow('not set up');
  expect(() => expectShots('audio', { ocr: true })).toThrow('--ocr: expected --films shots, got --films audio. Leave out one of them.');
  expect(() => expectShots('audio', { transcriptCommand: 'a {wav}' })).toThrow('--transcript-command: expected --films shots');
  expect(() => expectShots('audio', {})).not.toThrow();
  expect(() => expectShots('shots', { ocr: true })).not.toThrow();
});
