import { enginesFolder, expectRecordedSizes } from '@mmae/files';
import { InputError } from '@mmae/input';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A word as recognized. */
export interface OcrWord {
  readonly text: string;
  /** 0 to 100 */
  readonly confidence: number;
}

/** Reads images of single lines of text. */
export interface OcrEngine {
  /** @param png one line, dark on light */
  readLine(png: Buffer): Promise<readonly OcrWord[]>;
  /** Ends its thread. */
  close(): Promise<void>;
}

export const tesseractVersion = '7.0.0';

/** The languages that the set-up installs, as Tesseract names them, by their tags. German first: it also reads English, with umlauts. */
export const ocrLanguages: Readonly<Record<string, string>> = { de: 'deu', en: 'eng', fr: 'fra' };

/** Where `mmae-ocr setup` installs Tesseract: `node_modules` and `languages`. */
export const ocrFolder = (): string => join(enginesFolder(), `ocr-${tesseractVersion}`);

const remedy = 'Run: npx mmae-ocr setup (in the repository: npm run setup:ocr).';

/** Whether text recognition is set up on this machine. */
export const isOcrSetUp = (): boolean => existsSync(ocrFolder());

/** Checks that text recognition is set up, before any work. @throws InputError that says how to do so */
export function expectOcr(folder = ocrFolder()): void {
  if (!existsSync(folder)) throw new InputError(`openOcr: expected text recognition to be set up in ${folder}, got nothing. ${remedy}`);
  try {
    expectRecordedSizes(folder);
  } catch (error) {
    throw new InputError(`openOcr: expected a complete ${folder}, got ${(error as Error).message}. ${remedy}`);
  }
}

export interface OcrOptions {
  /** of the film, as a tag such as `fr`: its letters are preferred; the other languages are read too */
  readonly language?: string;
  readonly folder?: string;
}

/**
 * Starts Tesseract in a thread of its own. It needs no network.
 *
 * @throws InputError if it is not set up, or damaged
 */
export async function openOcr({ language = 'de', folder = ocrFolder() }: OcrOptions = {}): Promise<OcrEngine> {
  expectOcr(folder);
  const first = ocrLanguages[language.split('-')[0]];
  const languages = [...new Set([...(first ? [first] : []), ...Object.values(ocrLanguages)])];
  const { createWorker } = createRequire(join(folder, 'node_modules', 'x.js'))('tesseract.js') as Tesseract;
  const worker = await createWorker(languages, lstmOnly, {
    langPath: join(folder, 'languages'),
    cacheMethod: 'none',
    errorHandler: () => undefined, // errors reject the promise of their job
  });
  await worker.setParameters({ tessedit_pageseg_mode: singleLine, user_defined_dpi: '300' });
  return {
    readLine: async (png) => wordsOf(await worker.recognize(png, {}, { blocks: true })),
    close: async () => void (await worker.terminate()),
  };
}

/** Numbers that Tesseract gives its kinds of engines and of pages. */
const [lstmOnly, singleLine] = [1, '7'];

/** The part of tesseract.js that is used. */
interface Tesseract {
  createWorker(languages: string[], engine: number, options: object): Promise<TesseractWorker>;
}
interface TesseractWorker {
  setParameters(parameters: Readonly<Record<string, string>>): Promise<unknown>;
  recognize(image: Buffer, options: object, output: { readonly blocks: true }): Promise<Recognized>;
  terminate(): Promise<unknown>;
}
interface Recognized {
  readonly data: {
    readonly blocks:
      readonly { readonly paragraphs: readonly { readonly lines: readonly { readonly words: readonly OcrWord[] }[] }[] }[] | null;
  };
}

const wordsOf = ({ data }: Recognized): OcrWord[] =>
  (data.blocks ?? [])
    .flatMap(({ paragraphs }) => paragraphs)
    .flatMap(({ lines }) => lines)
    .flatMap(({ words }) => words)
    .map(({ text, confidence }) => ({ text, confidence }));
