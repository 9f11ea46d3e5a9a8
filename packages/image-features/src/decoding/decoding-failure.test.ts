import { decodingFailure } from './decoding-failure.ts';
import { DecoderMissing } from './magick-decoder.ts';

const failed = { maxPixels: 1e8, isTruncated: false };

test('a missing decoder is named with its package', () => {
  const { message } = decodingFailure(new DecoderMissing('@imagemagick/magick-wasm'), { ...failed, fileType: 'a HEIC image' });
  expect(message).toBe(
    'decoder missing: a HEIC image is decoded by @imagemagick/magick-wasm, which is not installed. Run npm install @imagemagick/magick-wasm, or convert the file.',
  );
});

test('an ImageMagick message loses its source location', () => {
  const error = new Error("InsufficientImageDataInFile `' @ error/bmp.c/ReadBMPImage/1086");
  expect(decodingFailure(error, { ...failed, fileType: 'a BMP image' }).message).toMatch(
    /^broken: a BMP image that cannot be decoded \(InsufficientImageDataInFile\)\. Copy/,
  );
});

test('an ImageMagick message loses the name of its temporary file, so that the reason is reproducible', () => {
  const error = new Error('Unexpected end of file: Extent in iloc box (2.100) /tmp/magick-ytBkbTDJ-RHfAcCw9xqQRveq4aCbNHCk');
  expect(decodingFailure(error, { maxPixels: 1e8, fileType: 'a HEIC image', isTruncated: true }).message).toBe(
    'truncated: the file ends before the HEIC image does (Unexpected end of file: Extent in iloc box (2.100)). Copy it again from its source.',
  );
});
