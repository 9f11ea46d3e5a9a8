import type { Asset } from '@mmae/archive-store';
import type { FrameRate } from '@mmae/timecode';
import { basename } from 'node:path';
import type { XmlNode } from './xml-text.ts';

/** The `format` of an asset: codecs, dimensions, frame rate, start and duration of a film, and its file. */
export const toFormat = ({ film, path, sizeBytes }: Asset): XmlNode => ({
  ...(film && toFilmFormat(film)),
  fileSize: { '@unit': 'byte', '#text': String(sizeBytes) },
  fileName: basename(path),
  locator: encodeURI(path),
});

function toFilmFormat({
  rate,
  width,
  height,
  videoCodec,
  audioCodec,
  container,
  startTimecode,
  numFrames,
}: NonNullable<Asset['film']>): XmlNode {
  const { '@editRate': framesPerSecond, ...factors } = editRateOf(rate);
  return {
    videoFormat: {
      width: { '@unit': 'pixel', '#text': String(width) },
      height: { '@unit': 'pixel', '#text': String(height) },
      frameRate: { ...factors, '#text': framesPerSecond },
      videoEncoding: { '@typeLabel': videoCodec },
    },
    audioFormat: audioCodec === undefined ? undefined : { audioEncoding: { '@typeLabel': audioCodec } },
    containerFormat: { '@containerFormatName': container },
    start: startTimecode === undefined ? undefined : toStart(startTimecode, rate),
    duration: toDuration(numFrames, rate),
  };
}

/** A position as timecode. */
export const toStart = (timecode: string, rate: FrameRate): XmlNode => ({
  timecode: { ...editRateOf(rate), '@dropframe': String(rate.drop), '#text': timecode },
});

/** A length in frames. */
export const toDuration = (numFrames: number, rate: FrameRate): XmlNode => ({
  editUnitNumber: { ...editRateOf(rate), '#text': String(numFrames) },
});

/** A rate as EBUCore writes it: 30000/1001 is 30 × 1000 / 1001. */
export function editRateOf({ num, den }: FrameRate) {
  const isNtsc = den === 1001 && num % 1000 === 0;
  const [editRate, factorNumerator] = isNtsc ? [num / 1000, 1000] : [num, 1];
  return { '@editRate': String(editRate), '@factorNumerator': String(factorNumerator), '@factorDenominator': String(den) };
}
