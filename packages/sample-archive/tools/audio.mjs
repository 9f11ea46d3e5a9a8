// The audio of a programme, 48 kHz mono: commentary by espeak-ng over recordings, the sound of clips, or wind.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sampleRateHz = 48_000;
const voices = { en: ['en-gb', 165], de: ['de', 165], fr: ['fr-fr', 170] };
const leadSeconds = 0.35; // from the start of a shot to its commentary
const level = { speech: 0.8, recording: 0.55, underSpeech: 0.3, wind: 0.05 };

/** Mono samples of a programme of `shots` at `framesPerSecond`. */
export function audioOf(programme, shots, framesPerSecond, { sources, scratch }) {
  const out = new Float32Array(Math.round((shots.at(-1).to / framesPerSecond) * sampleRateHz));
  if (programme.wind) addTo(out, windOf(out.length), 0, level.wind);
  for (const shot of shots) {
    const [start, seconds] = [shot.from / framesPerSecond, (shot.to - shot.from) / framesPerSecond];
    const recording = recordingOf(shot, sources);
    if (recording)
      addTo(out, faded(decoded(recording.file, recording.start, seconds)), start, shot.text ? level.underSpeech : level.recording);
    if (shot.text && programme.commentary) addTo(out, spoken(shot.text, programme, seconds, scratch), start + leadSeconds, level.speech);
  }
  return out;
}

const recordingOf = ({ recording, clip, start }, sources) => {
  if (recording) return { file: `${sources.photographs}/${recording}.ogg`, start: 1 };
  if (clip) return { file: sources[clip], start: start / (clip === 'sintel' ? 24 : 25) };
  return null;
};

function decoded(file, start, seconds) {
  const args = ['-v', 'error', '-ss', String(start), '-t', String(seconds), '-i', file, '-ac', '1', '-ar', String(sampleRateHz)];
  const bytes = execFileSync('ffmpeg', [...args, '-f', 'f32le', '-'], { maxBuffer: 2 ** 28 });
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** A sentence, spoken; an error where it does not fit its shot. */
function spoken(text, { language }, seconds, scratch) {
  const [voice, wordsPerMinute] = voices[language];
  const wav = join(scratch, 'speech.wav');
  execFileSync('espeak-ng', ['-v', voice, '-s', String(wordsPerMinute), '-w', wav, text]);
  const samples = decoded(wav, 0, 60);
  const spokenSeconds = samples.length / sampleRateHz;
  if (spokenSeconds > seconds - leadSeconds + 0.3)
    throw new Error(`audio: expected at most ${seconds} s of speech, got ${spokenSeconds.toFixed(1)} s: ${text}`);
  return samples;
}

function addTo(out, samples, startSeconds, gain) {
  const at = Math.round(startSeconds * sampleRateHz);
  for (let i = 0; i < samples.length && at + i < out.length; i++) out[at + i] += gain * samples[i];
}

function faded(samples, length = sampleRateHz / 8) {
  const gain = (i) => Math.min(1, i / length, (samples.length - 1 - i) / length);
  return samples.map((value, i) => value * gain(i));
}

/** Low noise that swells slowly, the same each time. */
function windOf(numSamples) {
  const out = new Float32Array(numSamples);
  let [seed, low] = [1, 0];
  for (let i = 0; i < numSamples; i++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    low += 0.02 * (seed / 0x40000000 - 1 - low);
    out[i] = low * 6 * (0.6 + 0.4 * Math.sin((i / sampleRateHz) * 0.9));
  }
  return out;
}

/** Writes samples as a WAV file of 16 bit and returns its name. */
export function writeWav(samples, file) {
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((value, i) => data.writeInt16LE(Math.round(Math.min(1, Math.max(-1, value)) * 32_767), i * 2));
  const raw = `${file}.raw`;
  writeFileSync(raw, data);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 's16le', '-ar', String(sampleRateHz), '-ac', '1', '-i', raw, '-bitexact', file]);
  rmSync(raw);
  return file;
}
