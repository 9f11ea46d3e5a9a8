import { audioFormat, headLength } from './audio-format.ts';
import { ascii, openBytes } from './byte-source.ts';

const filmFormats = new Set(['avi', 'mpegTs', 'mpegPs', 'mxf']);
const soundBrand = /^(M4A|M4B|M4P|F4A|F4B)/;
const matroskaVideo = /V_(MPEG|MS|VP|AV1|THEORA|UNCOMPRESSED|REAL|PRORES|FFV1|QUICKTIME)/;
const asfVideo = '\xc0\xef\x19\xbc\x4d\x5b\xcf\x11';

/**
 * Whether a file is a film, of which `decodeAudio` reads the sound: AVI, MPEG-TS and -PS, MXF; MP4 and MOV unless their brand is that
 * of a sound; Matroska, WebM and Windows Media where a video stream is announced in the first 16 KiB.
 *
 * @param source a path, or the bytes of a file
 * @throws UnusableMediaError where the file cannot be opened
 */
export function isFilm(source: string | Uint8Array): boolean {
  const file = openBytes(source);
  try {
    const head = file.read(0, headLength);
    const format = audioFormat(head);
    if (format === 'mp4') return !soundBrand.test(ascii(head, 8, 4));
    if (format === 'matroska') return matroskaVideo.test(ascii(head));
    if (format === 'asf') return ascii(head).includes(asfVideo);
    return format !== undefined && filmFormats.has(format);
  } finally {
    file.close();
  }
}
