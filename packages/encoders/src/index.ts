export { encoderDescription, type DescriptionOf, type EncoderDescription, type EncoderInput, type EncoderModality } from './description.ts';
export { encodedExtractor, type Batches, type EncodedExtractorOptions, type EncodedRaw } from './encoded-extractor.ts';
export { openEncoder, type Encoder, type EncoderBatch } from './open-encoder.ts';
export { readEncoder, tokenizerFile, type EncoderFile, type EncoderFileOf } from './read-encoder.ts';
export { shippedEncoders, type ShippedEncoder } from './shipped.ts';
