// npm run demo: a text of the sample corpus without its label words, and the weights of its terms.
import { fileURLToPath } from 'node:url';
import { loadManifest } from '@mmae/samples';
import { maskLabels, textExtractor } from '../src/index.ts';

const { samples } = await loadManifest(fileURLToPath(new URL('../../sample-corpus/corpus', import.meta.url)), {
  modalities: { text: 'text' },
  seed: 0,
});
const described = samples
  .slice(0, 500)
  .flatMap(({ media, label }) => (media.text?.kind === 'text' && label ? [{ text: media.text.text, label }] : []));
const labels = [...new Set(described.map(({ label }) => label))];

const extractor = textExtractor({ maskLabels: labels });
const raw = await Promise.all(described.map(({ text }) => extractor.extract({ kind: 'text', text })));
extractor.fit(raw);

const [{ text, label }] = described;
const weights = extractor.transform(raw[0]); // [featureLength]
const weighted = extractor.terms()!.map((term, i) => ({ term, weight: weights[i] }));
console.log(`label: ${label}\ntext: ${text}\n\nwithout label words: ${maskLabels(labels)(text)}\n\nterms: ${raw[0].join(' ')}\n`);
console.log(`${weights.length} terms known from ${described.length} texts; the weights of this one:`);
for (const { term, weight } of weighted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)) {
  console.log(`${term.padEnd(14)} ${weight.toFixed(3)} ${'█'.repeat(Math.round(60 * weight))}`);
}
