import { decodingFailure } from './decoding-failure.ts';
import { DecoderMissing } from './other-decoder.ts';

test('a decoder that is not installed is no fault of the file', () => {
  const { message } = decodingFailure(new DecoderMissing('@imagemagick/magick-wasm'), 'a HEIC picture', 1e8);
  expect(message).toBe(
    'decoder missing: a HEIC picture is decoded by @imagemagick/magick-wasm, which is not installed. Run npm install @imagemagick/magick-wasm, or convert the file.',
  );
});

test('ImageMagick’s words without the place in its sources', () => {
  const error = new Error("InsufficientImageDataInFile `' @ error/bmp.c/ReadBMPImage/1086");
  expect(decodingFailure(error, 'a BMP picture', 1e8).message).toMatch(
    /^broken: a BMP picture that cannot be decoded \(InsufficientImageDataInFile\)\. Copy/,
  );
});
