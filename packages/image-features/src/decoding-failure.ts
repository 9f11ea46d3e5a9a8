import { UnusableMediaError } from '@mmae/samples';
import { DecoderMissing } from './other-decoder.ts';
import { otherFormatOf } from './other-formats.ts';

/** What libvips reads, by its look; and whose lines in libvips' messages are about it. */
const decoders: Readonly<Record<string, RegExp>> = {
  'a JPEG image': /jpe?g/i,
  'a PNG image': /png/i,
  'a GIF image': /gif/i,
  'a WebP image': /webp/i,
  'a TIFF image': /tif/i,
  'an AVIF image': /heif|av1/i,
  'an SVG image': /svg|xml/i,
};

const readFormats = 'JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG, BMP, HEIC, JPEG 2000, JPEG XL, PSD or PNM';

export const tooManyPixels = (maxPixels: number) =>
  new UnusableMediaError(`too large: it has more than ${maxPixels.toLocaleString('en')} pixels. Scale it down, or raise maxPixels.`);

interface FailedPicture {
  /** what its first bytes are */
  readonly look: string;
  readonly maxPixels: number;
  /** whether its file ends too early */
  readonly isCutOff: boolean;
}

/** What a decoder said, as a sentence for the person who owns the file. */
export function decodingFailure(error: Error, { look, maxPixels, isCutOff }: FailedPicture): UnusableMediaError {
  const { message } = error;
  if (error instanceof DecoderMissing) {
    const reason = `decoder missing: ${look} is decoded by ${message}, which is not installed. Run npm install ${message}, or convert the file.`;
    return new UnusableMediaError(reason, { cause: error });
  }
  if (message.includes('exceeds pixel limit')) return tooManyPixels(maxPixels);
  const isOther = otherFormatOf(look, new Uint8Array(0)) !== undefined;
  if (message.includes('unsupported image format') && !(look in decoders) && !isOther) {
    return new UnusableMediaError(`not a picture that is read: expected ${readFormats}, got ${look}. Convert it, or correct the manifest.`);
  }
  const shown = look in decoders || isOther ? look : 'a picture';
  const detail = isOther ? magickDetail(message) : vipsDetail(message, decoders[look]);
  const said = detail && ` (${detail})`;
  const reason = isCutOff
    ? `truncated: the file ends before ${shown.replace(/^an? /, 'the ')} does${said}. Copy it again from its source.`
    : `broken: ${shown} that cannot be decoded${said}. Copy it again, or open and save it in a picture editor.`;
  return new UnusableMediaError(reason, { cause: error });
}

/** libvips has one list of errors for all that it decodes at once: what another file's decoder said is left out. */
function vipsDetail(message: string, decoder = /svg|xml|heif|av1/i): string {
  const lines = message.split('\n').map((line) => line.replace(/Input (file|buffer) has corrupt header:/, '').trim());
  return [...new Set(lines)].filter((line) => decoder.test(line) && !line.includes('unsupported image format')).join('; ');
}

/** Without the place in ImageMagick's sources, and the name of its temporary file. */
const magickDetail = (message: string) =>
  message
    .replace(/ @ .*$/s, '')
    .replace(/\s*\/tmp\/magick-[\w-]+/, '')
    .replace(/[`']+/g, '')
    .trim();
