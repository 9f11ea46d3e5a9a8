import { readTable } from './read-table.ts';

/** One spoken word. */
export interface ClipRow {
  /** relative to the folder `audio` */
  readonly path: string;
  /** the word spoken; a folder's name is not it ("man_2") */
  readonly label: string;
  /** what the makers' speech recogniser understood, where the list says */
  readonly heard: string;
  /** relative to the folder `audio`, where the list names a noisy copy */
  readonly noisyPath: string;
}

export interface TextRow {
  readonly text: string;
  readonly label: string;
}

/** The clips of `datalist*.csv`, in its order. @throws LumaError */
export async function readClips(file: string): Promise<ClipRow[]> {
  const clips: ClipRow[] = [];
  for await (const { path, label, tts_label: heard = '', noisy_path: noisyPath = '' } of readTable(file, ['path', 'label'])) {
    clips.push({ path, label, heard, noisyPath });
  }
  return clips;
}

/** The texts of `text_data*.tsv`, in its order. @throws LumaError */
export async function readTexts(file: string): Promise<TextRow[]> {
  const texts: TextRow[] = [];
  for await (const { text, label } of readTable(file, ['text', 'label'])) texts.push({ text: unlisted(text), label });
  return texts;
}

/** The tool's text noise writes a list of one, as Python prints it: "['It is.']" is "It is.". Other texts stay as they are. */
export function unlisted(text: string): string {
  const [, quote, inner] = /^\[(['"])(.*)\1\]$/s.exec(text) ?? [];
  if (quote === undefined || hasOpenQuote(inner, quote)) return text;
  return inner.replaceAll(/\\(['"\\nrt])/g, (_, escaped: string) => ({ n: '\n', r: '\r', t: '\t' })[escaped] ?? escaped);
}

/** A list of several strings has unescaped quotes inside: it is no list of one. */
const hasOpenQuote = (inner: string, quote: string) => inner.replaceAll(/\\./gs, '').includes(quote);
