// Prints the table of README.md from the files in corpus/: `node tools/statistics.mjs`.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { corpus, readManifest } from './manifest.mjs';

const rows = readManifest();
const parts = [...['train', 'validation', 'test'].map((split) => rows.filter((row) => row.split === split)), rows];
const distinct = (part, column) => [...new Set(part.map((row) => row[column]))];
const sum = (values) => values.reduce((a, b) => a + b, 0);

const lines = [
  ['', 'train', 'validation', 'test', 'all'],
  ['---', '---:', '---:', '---:', '---:'],
  ['samples, balanced over classes', ...parts.map((part) => part.length)],
  ...['picture', 'audio', 'voice', 'passage'].map((column) => [
    `distinct ${{ picture: 'image', audio: 'clip' }[column] ?? column}s`,
    ...parts.map((part) => distinct(part, column).length),
  ]),
  ['audio, seconds', ...parts.map((part) => sum(distinct(part, 'audio').map(secondsOf)).toFixed(0))],
  ['median clip, seconds', ...parts.map((part) => median(distinct(part, 'audio').map(secondsOf)).toFixed(2))],
  ['median passage, words', ...parts.map((part) => median(distinct(part, 'text').map(numWords)))],
  ['passages that name their class', ...parts.map((part) => `${Math.round(100 * namedShare(part))} %`)],
  ['files, megabytes', ...parts.map((part) => (sum(filesOf(part).map(bytesOf)) / 1e6).toFixed(1))],
];
process.stdout.write(lines.map((cells) => `| ${cells.join(' | ')} |\n`).join(''));

/** The duration by the FLAC header: 20 bits of sample rate at bit 144, 36 bits of length at bit 172. */
function secondsOf(file) {
  const bytes = readFileSync(join(corpus, file));
  return (bytes.readUIntBE(21, 5) % 2 ** 36) / (bytes.readUIntBE(18, 3) >> 4);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function numWords(text) {
  return text.split(/\s+/).length;
}

function namedShare(part) {
  const named = part.filter(({ label, text }) => new RegExp(`\\b${label}(e?s)?\\b`, 'i').test(text));
  return distinct(named, 'text').length / distinct(part, 'text').length;
}

function filesOf(part) {
  return [...distinct(part, 'image'), ...distinct(part, 'audio')];
}

function bytesOf(file) {
  return statSync(join(corpus, file)).size;
}
