import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { between, oneOf } from './deal.mjs';

/** Pronunciations of words that an engine would spell out. */
const said = { 't-shirt': 'tee shirt' };

/** Kinds of recording: effects of sox, and the level of street noise below the peak of the voice. */
const recordings = {
  studio: { effects: [] },
  telephone: { effects: ['highpass', '300', 'highpass', '300', 'lowpass', '3400', 'lowpass', '3400'] },
  hall: { effects: ['pad', '0', '0.15', 'reverb', '45', '30', '80', '0'] },
  street: { effects: [], noiseDecibels: -18 },
};

/**
 * One utterance of a label by a voice. Takes differ in pace, pitch, level, recording and, where a voice has two engines, engine.
 */
export function takeOf(voice, label, number) {
  const key = `take:${voice.name}:${label}:${number}`;
  return {
    label,
    number,
    voice,
    engine: oneOf(Object.keys(voice.engines), `${key}:engine`),
    recording: oneOf(Object.keys(recordings), `${key}:recording`),
    pace: between(0.8, 1.3, `${key}:pace`),
    pitch: between(0.7, 1.35, `${key}:pitch`),
    peakDecibels: between(-30, -12, `${key}:level`),
    noiseFromSeconds: between(0, 2, `${key}:noise`),
  };
}

/** Writes a take to a file: FLAC, 16 kHz, mono, 16 bit, with silence trimmed at both ends. */
export function speak(take, file) {
  const folder = mkdtempSync(join(tmpdir(), 'sample-corpus-'));
  const [spoken, cut, noise, heard] = ['spoken', 'cut', 'noise', 'heard'].map((name) => join(folder, `${name}.wav`));
  const { effects, noiseDecibels } = recordings[take.recording];
  try {
    engines[take.engine](said[take.label] ?? take.label, take, spoken);
    sox([spoken, '-c', '1', cut, 'gain', '-n', '-9', 'rate', '16000', ...trim, ...trim, ...effects, 'gain', '-n', '-3']);
    if (noiseDecibels) sox(['-r', '16000', '-n', noise, ...pinkNoise(take.noiseFromSeconds), 'gain', '-n', `${noiseDecibels}`]);
    const sources = noiseDecibels ? ['-m', '-v', '1', cut, '-v', '1', noise] : [cut];
    sox([...sources, '-b', '16', heard, 'trim', '0', secondsOf(cut), 'gain', '-n', take.peakDecibels.toFixed(1)]);
    execFileSync('flac', ['-s', '-f', '-8', '-e', '-p', '--no-padding', '--no-seektable', '-o', file, heard]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pinkNoise = (fromSeconds) => ['synth', '4', 'pinknoise', 'trim', fromSeconds.toFixed(3)];
const trim = ['silence', '1', '0.01', '0.5%', 'reverse'];
// Without dither, and with repeatable noise.
const sox = (args) => execFileSync('sox', ['-D', '-R', ...args]);
const secondsOf = (wav) => execFileSync('soxi', ['-D', wav], { encoding: 'utf8' }).trim();

const engines = {
  'espeak-ng': (words, { voice, pace, pitch }, wav) => {
    const speed = Math.round(155 * pace); // words per minute
    const height = Math.round(50 + 80 * Math.log2(pitch)); // 0 … 99; 50 is the default of the variant
    execFileSync('espeak-ng', ['-v', `${voice.accent}+${voice.engines['espeak-ng']}`, `-s${speed}`, `-p${height}`, '-w', wav, words]);
  },
  flite: (words, { voice, pace, pitch }, wav) => {
    const settings = ['--setf', `duration_stretch=${(1 / pace).toFixed(3)}`, '--setf', `int_f0_target_mean=${(105 * pitch).toFixed(0)}`];
    execFileSync('flite', ['-voice', voice.engines.flite, ...settings, '-t', words, '-o', wav]);
  },
  festival: (words, { voice, pace }, wav) => {
    const stretch = `(Parameter.set 'Duration_Stretch ${(1 / pace).toFixed(3)})`;
    execFileSync('text2wave', ['-eval', `(voice_${voice.engines.festival})`, '-eval', stretch, '-o', wav], { input: words });
  },
};
