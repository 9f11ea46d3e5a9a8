export { encodeMuLaw } from './mu-law.ts';
export { readWav, readWavHeader, WavError, type WavHeader } from './read-wav.ts';
export { toWav, wavHeader, type MonoAudio, type WavEncoding } from './to-wav.ts';
