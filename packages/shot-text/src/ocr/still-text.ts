import sharp from 'sharp';
import type { OcrEngine, OcrWord } from './ocr-engine.ts';
import { textBands, type GrayImage, type TextBand } from './text-bands.ts';

/** Bands are looked for in stills of at most this width. */
const maxWidth = 960;
/** The height of letters that Tesseract reads best, in pixels. */
const letterHeight = 36;

/**
 * The text in a still, such as a lower third or a title: lines from top to bottom, separated by line feeds; empty if there is none. Only bands that hold
 * text are read; words that are not recognized clearly are left out.
 *
 * @param image a file or its bytes, in any format that sharp reads
 */
export async function readStill(engine: OcrEngine, image: string | Buffer): Promise<string> {
  const gray = await toGray(image);
  const lines: string[] = [];
  for (const band of textBands(gray)) {
    const text = clearText(await engine.readLine(await toLineImage(gray, band)));
    if (text) lines.push(text);
  }
  return [...new Set(lines)].join('\n');
}

async function toGray(image: string | Buffer): Promise<GrayImage> {
  const { data, info } = await sharp(image)
    .resize({ width: maxWidth, withoutEnlargement: true })
    .flatten()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** A band with a margin, dark on light, with letters of the height that is read best. */
async function toLineImage({ pixels, width, height }: GrayImage, band: TextBand): Promise<Buffer> {
  const margin = Math.round(0.4 * band.height);
  const [left, top] = [Math.max(0, band.left - margin), Math.max(0, band.top - margin)];
  const area = {
    ...{ left, top },
    width: Math.min(width, band.left + band.width + margin) - left,
    height: Math.min(height, band.top + band.height + margin) - top,
  };
  const cropped = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .extract(area)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const line = sharp(cropped, { raw: { width: area.width, height: area.height, channels: 1 } })
    .resize({ height: Math.round((area.height * letterHeight) / band.height) })
    .normalise();
  return (isLightOnDark(cropped) ? line.negate() : line).toColourspace('b-w').png().toBuffer();
}

/** Whether most of a band is darker than the middle between its darkest and lightest parts: letters cover less than their ground. */
export function isLightOnDark(pixels: Uint8Array): boolean {
  const sorted = Uint8Array.from(pixels).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  return at(0.5) < (at(0.02) + at(0.98)) / 2;
}

/** Confidence from which on a word counts, and letters that a line must have. */
const [minConfidence, minLetters] = [70, 3];

/**
 * The words of a line that were recognized clearly; empty if they are less than half of it, or have fewer than three letters. What Tesseract reads in
 * foliage has a confidence of 0 to 65, letters on a plaque have 80 to 97.
 */
export function clearText(words: readonly OcrWord[]): string {
  const clear = words.filter(({ text, confidence }) => confidence >= minConfidence && /[\p{L}\p{N}]/u.test(text));
  const text = clear.map((word) => word.text).join(' ');
  const numLetters = text.match(/\p{L}/gu)?.length ?? 0;
  const longest = Math.max(0, ...clear.map((word) => word.text.match(/[\p{L}\p{N}]/gu)!.length));
  return numLetters >= minLetters && longest >= minLetters && clear.length >= words.length / 2 ? text : '';
}
