import { decodingFailure } from './decoding-failure.ts';
import { DecoderMissing } from './other-decoder.ts';

const failed = { maxPixels: 1e8, isCutOff: false };

test('a decoder that is not installed is no fault of the file', () => {
  const { message } = decodingFailure(new DecoderMissing('@imagemagick/magick-wasm'), { ...failed, look: 'a HEIC image' });
  expect(message).toBe(
    'decoder missing: a HEIC image is decoded by @imagemagick/magick-wasm, which is not installed. Run npm install @imagemagick/magick-wasm, or convert the file.',
  );
});

test('ImageMagick’s words without the place in its sources', () => {
  const error = new Error("InsufficientImageDataInFile `' @ error/bmp.c/ReadBMPImage/1086");
  expect(decodingFailure(error, { ...failed, look: 'a BMP image' }).message).toMatch(
    /^broken: a BMP image that cannot be decoded \(InsufficientImageDataInFile\)\. Copy/,
  );
});

test('the name of ImageMagick’s temporary file is no part of a reason: the same file has the same one in every run', () => {
  const error = new Error('Unexpected end of file: Extent in iloc box (2.100) /tmp/magick-ytBkbTDJ-RHfAcCw9xqQRveq4aCbNHCk');
  expect(decodingFailure(error, { maxPixels: 1e8, look: 'a HEIC image', isCutOff: true }).message).toBe(
    'truncated: the file ends before the HEIC image does (Unexpected end of file: Extent in iloc box (2.100)). Copy it again from its source.',
  );
});
