export { checkTranscriptCommand, transcribe, type TranscribeOptions } from './transcript/transcribe.ts';
export { expectOcr, isOcrSetUp, openOcr, type OcrEngine, type OcrOptions, type OcrWord } from './ocr/ocr-engine.ts';
export { readStill } from './ocr/still-text.ts';
export { textBands, type GrayImage, type TextBand } from './ocr/text-bands.ts';
