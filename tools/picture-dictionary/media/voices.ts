import { drawOf } from '../pairing/hash.ts';

/** How a name is spoken by a synthesiser. */
export interface Utterance {
  readonly engine: 'espeak-ng' | 'flite';
  /** as the engine names it */
  readonly voice: string;
  /** 0.85 … 1.2; 1 is the usual pace */
  readonly pace: number;
}

const espeakVoices = 'en en-us en-gb-scotland en-gb-x-rp en-gb-x-gbclan en-029 en-us+f3 en+f2 en-us+m3 en-us-nyc+f4 en-gb-x-rp+f5 en+m7';
const fliteVoices = 'kal16 awb rms slt';

/** Every voice: twelve of eSpeak NG, and four of Flite, each of which is drawn twice as often. */
const voices = [
  ...espeakVoices.split(' ').map((voice) => ({ engine: 'espeak-ng' as const, voice })),
  ...[...fliteVoices.split(' '), ...fliteVoices.split(' ')].map((voice) => ({ engine: 'flite' as const, voice })),
];

/** The voice and pace of an entry, drawn without regard to its label. */
export function utteranceOf(key: string, seed: number): Utterance {
  const voice = voices[Math.floor(drawOf(seed, `voice ${key}`) * voices.length)];
  return { ...voice, pace: 0.85 + 0.35 * drawOf(seed, `pace ${key}`) };
}

/** The command that speaks a name into a WAV file. */
export function speechCommand(name: string, { engine, voice, pace }: Utterance, wav: string): string[] {
  if (engine === 'flite') return ['flite', '-voice', voice, '--setf', `duration_stretch=${(1 / pace).toFixed(3)}`, '-t', name, '-o', wav];
  return ['espeak-ng', '-v', voice, '-s', String(Math.round(155 * pace)), '-w', wav, name];
}
