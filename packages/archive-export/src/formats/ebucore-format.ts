import type { Asset } from '@mmae/archive-store';
import type { FrameRate } from '@mmae/timecode';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

/** The `format` of an asset: codecs, dimensions, frame rate, start and duration of a film, and its file. */
export function addFormat(node: XMLBuilder, { film, path, sizeBytes }: Asset) {
  const format = node.ele('format');
  if (film) {
    const video = format.ele('videoFormat');
    video.ele('width', { unit: 'pixel' }).txt(String(film.width));
    video.ele('height', { unit: 'pixel' }).txt(String(film.height));
    const { editRate, ...factors } = editRateOf(film.rate);
    video.ele('frameRate', factors).txt(String(editRate));
    video.ele('videoEncoding', { typeLabel: film.videoCodec });
    if (film.audioCodec !== undefined) format.ele('audioFormat').ele('audioEncoding', { typeLabel: film.audioCodec });
    format.ele('containerFormat', { containerFormatName: film.container });
    if (film.startTimecode !== undefined) addStart(format.ele('start'), film.startTimecode, film.rate);
    addDuration(format.ele('duration'), film.numFrames, film.rate);
  }
  format.ele('fileSize', { unit: 'byte' }).txt(String(sizeBytes));
  format.ele('fileName').txt(path.split('/').at(-1) ?? path);
  format.ele('locator').txt(encodeURI(path));
}

/** A position as timecode. */
export const addStart = (node: XMLBuilder, timecode: string, rate: FrameRate) =>
  node.ele('timecode', { ...editRateOf(rate), dropframe: String(rate.drop) }).txt(timecode);

/** A length in frames. */
export const addDuration = (node: XMLBuilder, numFrames: number, rate: FrameRate) =>
  node.ele('editUnitNumber', editRateOf(rate)).txt(String(numFrames));

/** A rate as EBUCore writes it: 30000/1001 is 30 × 1000 / 1001. */
export function editRateOf({ num, den }: FrameRate) {
  const isNtsc = den === 1001 && num % 1000 === 0;
  const [editRate, factorNumerator] = isNtsc ? [num / 1000, 1000] : [num, 1];
  return { editRate: String(editRate), factorNumerator: String(factorNumerator), factorDenominator: String(den) };
}
