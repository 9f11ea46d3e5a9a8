import { fileURLToPath } from 'node:url';
import sharp, { type Metadata } from 'sharp';
import { isOcrSetUp, openOcr, type OcrEngine, type OcrWord } from './ocr-engine.ts';
import { clearText, isLightOnDark, readStill } from './still-text.ts';

/** The name and the function of a speaker, white on a translucent blue plaque. */
const lowerThird = fileURLToPath(new URL('../../test/fixtures/lower-third.jpg', import.meta.url));

const words = (text: string): OcrWord[] =>
  text.split(' ').flatMap((word) => {
    const [, read, confidence] = /^(.+):(\d+)$/.exec(word) ?? [];
    return read ? [{ text: read, confidence: Number(confidence) }] : [];
  });

test.each([
  ['Dr.:96 Angela:92 Schönfelder:89', 'Dr. Angela Schönfelder'],
  ['Élection:96 présidentielle:93 ::93 les:95', 'Élection présidentielle les'], // a colon alone is no word
  ['News:95 at:91 10:88', 'News at 10'],
  ['Port:96 of:40 Rotterdam:93', 'Port Rotterdam'],
  ['KA:65 4/:19', ''], // the rest was read in leaves, crowds and buildings
  ['A:72 Ne:55', ''],
  ['es:91 ae:90', ''],
  ['2026:95', ''],
  ['mu:46 |:96 the:92', ''],
  ['', ''],
])('%j gives %j', (read, text) => {
  expect(clearText(words(read))).toBe(text);
});

test('light on dark is told by the larger part', () => {
  expect(isLightOnDark(Uint8Array.from([20, 20, 20, 20, 20, 240, 240]))).toBe(true);
  expect(isLightOnDark(Uint8Array.from([240, 240, 240, 240, 240, 20, 20]))).toBe(false);
});

test('only bands of text are read, as dark lines on light of one height, each text once', async () => {
  const images: Metadata[] = [];
  const corners: number[] = [];
  const engine: OcrEngine = {
    async readLine(png) {
      images.push(await sharp(png).metadata());
      corners.push((await sharp(png).raw().toBuffer())[0]);
      return words('Same:90 words:90');
    },
    close: async () => {},
  };
  expect(await readStill(engine, lowerThird)).toBe('Same words');
  expect(images).toHaveLength(2);
  for (const { height, channels } of images) {
    expect(channels).toBe(1);
    expect(Math.abs(height - 36 * 1.8)).toBeLessThan(4);
  }
  expect(Math.min(...corners)).toBeGreaterThan(150); // the plaque, inverted
  const flat = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#468' } }).png().toBuffer(); // prettier-ignore
  expect(await readStill(engine, flat)).toBe('');
  expect(images).toHaveLength(2);
});

const isRequired = process.env.MMAE_REQUIRE_OCR !== undefined;
(isRequired || isOcrSetUp() ? test : test.skip)('Tesseract reads a lower third exactly', async () => {
  const engine = await openOcr({ language: 'de' });
  try {
    expect(await readStill(engine, lowerThird)).toBe('Dr. Angela Schönfelder\nKlimaforscherin, Universität Bern');
  } finally {
    await engine.close();
  }
});
