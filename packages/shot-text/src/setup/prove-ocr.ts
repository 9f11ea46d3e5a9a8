import { SetupError } from '@mmae/setup';
import { openOcr } from '../ocr/ocr-engine.ts';
import { clearText } from '../ocr/still-text.ts';

/** A line of text as PNG: "Evening news", set with sharp in Liberation Sans Bold. */
const line = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAASIAAAA8AgMAAAC/e196AAAADFBMVEUEBAT///++vr5qamp3QCfIAAAACXBIWXMAAAsTAAALEwEAmpwYAAAC9ElEQVRYw+2W',
    'v27bMBDGT2QZQG1UZ1HRF9CeRUO7VI+gQZQEV4PntkA1d9JLsOgLeIhboJ4zFHyELtq6dmimrAEy9DuqNvTHg5MYAQqYsCmJOv7IO35HkfSBSkpH0pF0JB1J',
    'j0b6eHNnUr5CuZi8rIM7kypC8f4L0ruLQ5HusXYVHUoFA1J+6S4//j2+X6K63Lyc/9lUm/J9OSUthNaN0g3FOhUVakScXli0fqDYRrBI1JqMzi21pUQnU5BZ',
    'kDQTUiq1tnFBJEBKKHCkl0Qt4B450glhAETVzwiXFrUl92ZI4poijr6phCXpSGdsSSQ70hNAdI2xCkLXMJMYFy1jUkk6p7CGVVvJmSVHOr8lTPPpuiOdvsFU',
    'G78i51dUipLM2huQkC3LjB1vE19bTCxKyTDJy0llFJYdiXTjYd4Ffaa2Po8qUQmN30hPqmDHDcc8RjTLjgSuwm3WkYSugQ41tSCdxZUHzHw5IeU8NGKOJYK7',
    'GWxBip0zcNuRAiwwBtQU2jD5qdIAQ041rjjcUtPrVaNw3ZISH09bUioyulqBFDW//IVf0szsINk4FZpvuW/RkSKQWB4dyXcklKiJ7Bd/gRDS8x0aT9TC25eU',
    'xDYLasXmUz3p2q/9fUm1kpmXxCyuYEpaBIniyKBhQKpGpJZtT2Qhkkjn1ySmpNRr4p2k7doxqehIz0QumhAJfy2nJORIxCrYQSr6pJA7zjwtbdilxoRUShhB',
    'mZ/MkFSyZLcknt6VqU7x0rbzG8hlnC0rtGHi0IyNh6SMc2dLgv9Ow7BD8gUYf6wndgGKreVXp9AeKcdW0CM14hunj4/NBjvRci2mpBx/d98OSRhc9EhYeE4B',
    'pROJII1V4EgaFjwxOYo4+vo9UsWdC84jziJyiz0mWd5q1vRqTHor2x4Ju+9vIKBK+FUPd99ByVe7Ph1u6Tefhf53cLW821kl75Puf+rJb00n7AeTCpaPOcic',
    'aHZNhznT2T1ODfuR6o1oHkwqrDTHU/SR9Kikv+AhM6YXsHUxAAAAAElFTkSuQmCC',
  ].join(''),
  'base64',
);

/**
 * Reads a line of text whose words are known.
 *
 * @returns a description of the engine
 * @throws SetupError if it does not run, or reads something else
 */
export async function proveOcr(folder: string): Promise<string> {
  const text = await readProof(folder).catch((error: unknown) => {
    throw new SetupError(`Tesseract does not run on this machine: ${String(error)}`, 'Use subtitles or a transcript command');
  });
  if (text !== 'Evening news') throw new SetupError(`Tesseract reads "${text}" instead of "Evening news"`, 'Use Node 20 or newer');
  return 'tesseract.js';
}

async function readProof(folder: string): Promise<string> {
  const engine = await openOcr({ folder });
  try {
    return clearText(await engine.readLine(line));
  } finally {
    await engine.close();
  }
}
