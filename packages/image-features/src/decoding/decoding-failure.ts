import { UnusableMediaError } from '@mmae/samples';
import { DecoderMissing, magickFormatOf } from './magick-decoder.ts';

/** File types that libvips decodes, and which lines of its messages concern them. */
const decoders: Readonly<Record<string, RegExp>> = {
  'a JPEG image': /jpe?g/i,
  'a PNG image': /png/i,
  'a GIF image': /gif/i,
  'a WebP image': /webp/i,
  'a TIFF image': /tif/i,
  'an AVIF image': /heif|av1/i,
  'an SVG image': /svg|xml/i,
};

const supportedFormats = 'JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG, BMP, HEIC, JPEG 2000, JPEG XL, PSD or PNM';

export const tooManyPixels = (maxPixels: number) =>
  new UnusableMediaError(`too large: the image has more than ${maxPixels.toLocaleString('en')} pixels. Scale it down, or raise maxPixels.`);

interface FailedImage {
  /** from `describeFileType` */
  readonly fileType: string;
  readonly maxPixels: number;
  readonly isTruncated: boolean;
}

/** Turns the error of a decoder into a message for the owner of the file. */
export function decodingFailure(error: Error, { fileType, maxPixels, isTruncated }: FailedImage): UnusableMediaError {
  const { message } = error;
  if (error instanceof DecoderMissing) {
    const reason = `decoder missing: ${fileType} is decoded by ${message}, which is not installed. Run npm install ${message}, or convert the file.`;
    return new UnusableMediaError(reason, { cause: error });
  }
  if (message.includes('exceeds pixel limit')) return tooManyPixels(maxPixels);
  const isMagick = magickFormatOf(fileType, new Uint8Array(0)) !== undefined;
  if (message.includes('unsupported image format') && !(fileType in decoders) && !isMagick) {
    return new UnusableMediaError(`unsupported: expected ${supportedFormats}, got ${fileType}. Convert it, or correct the manifest.`);
  }
  const image = fileType in decoders || isMagick ? fileType : 'an image';
  const detail = isMagick ? magickDetail(message) : vipsDetail(message, decoders[fileType]);
  const details = detail && ` (${detail})`;
  const reason = isTruncated
    ? `truncated: the file ends before ${image.replace(/^an? /, 'the ')} does${details}. Copy it again from its source.`
    : `broken: ${image} that cannot be decoded${details}. Copy it again, or open and save it in an image editor.`;
  return new UnusableMediaError(reason, { cause: error });
}

/** The relevant lines of a libvips message. libvips has one list of errors for all images being decoded, so other decoders may have added lines. */
function vipsDetail(message: string, decoder = /svg|xml|heif|av1/i): string {
  const lines = message.split('\n').map((line) => line.replace(/Input (file|buffer) has corrupt header:/, '').trim());
  return [...new Set(lines)].filter((line) => decoder.test(line) && !line.includes('unsupported image format')).join('; ');
}

/** An ImageMagick message without source location and temporary file name, which differ from run to run. */
const magickDetail = (message: string) =>
  message
    .replace(/ @ .*$/s, '')
    .replace(/\s*\/tmp\/magick-[\w-]+/, '')
    .replace(/[`']+/g, '')
    .trim();
