import { audioOptions } from '@mmae/audio-features';
import type { ImageExtractor } from '@mmae/image-features';
import { resolveOptions } from '@mmae/input';
import { extractorOf, type ModalityOptions } from '@mmae/pipeline';
import type { PreviewMedia } from '@mmae/run-folder';
import type { Extractor } from '@mmae/samples';
import type { TextExtractor } from '@mmae/text-features';
import sharp from 'sharp';

/** Words that are shown for a reconstructed text. */
const maxWords = 8;

/**
 * Renders features as media to look at: pixels or a colour grid as an image, mel bands as a spectrogram, terms as words.
 *
 * @param features shape `[featureLength]`
 * @returns undefined for features that cannot be rendered
 */
export async function render(options: ModalityOptions, extractor: Extractor, features: Float32Array): Promise<PreviewMedia | undefined> {
  const name = extractorOf(options);
  if (name === 'image') return renderImage(extractor as ImageExtractor, features);
  if (name === 'audio') {
    const shape = spectrogramShape(options);
    return shape && renderSpectrogram(features, shape);
  }
  if (name !== 'text') return undefined;
  return {
    kind: 'text',
    text: topTerms(extractor as TextExtractor, features)
      .map(({ term }) => term)
      .join(' '),
  };
}

/** The terms with the largest positive values, largest first. */
function topTerms(extractor: TextExtractor, features: Float32Array, maxTerms = maxWords): { term: string; value: number }[] {
  const terms = extractor.terms() ?? [];
  const order = Array.from(features.keys()).sort((a, b) => features[b] - features[a]);
  return order
    .slice(0, maxTerms)
    .filter((i) => features[i] > 0 && i < terms.length)
    .map((i) => ({ term: terms[i], value: features[i] }));
}

async function renderImage({ blocks }: ImageExtractor, features: Float32Array): Promise<PreviewMedia | undefined> {
  const block = blocks.find(({ feature }) => feature === 'pixels') ?? blocks.find(({ feature }) => feature === 'colourGrid');
  if (!block) return undefined;
  const values = features.subarray(block.start, block.start + block.length);
  const size = Math.sqrt(block.length / 3);
  return toPng(
    values.map((value) => 255 * value),
    size,
    size,
    3,
  );
}

/** Low bands at the bottom, time to the right; scaled from the lowest to the highest value. */
async function renderSpectrogram(features: Float32Array, { numFrames, numBands }: SpectrogramShape): Promise<PreviewMedia> {
  const [low, high] = [Math.min(...features), Math.max(...features)];
  const at = (x: number, y: number) => (255 * (features[x * numBands + (numBands - 1 - y)] - low)) / (high - low || 1);
  const values = Float32Array.from({ length: features.length }, (_, i) => at(i % numFrames, Math.floor(i / numFrames)));
  return toPng(values, numFrames, numBands, 1);
}

interface SpectrogramShape {
  readonly numFrames: number;
  readonly numBands: number;
}

/** The shape of concatenated frames; undefined where frames were pooled. */
function spectrogramShape({ options = {} }: ModalityOptions): SpectrogramShape | undefined {
  const { length, numMelBands, numCoefficients, deltas } = resolveOptions('audioExtractor', audioOptions, options);
  return length.mode === 'pool' ? undefined : { numFrames: length.numFrames, numBands: (numCoefficients ?? numMelBands) * (1 + deltas) };
}

async function toPng(values: Float32Array, width: number, height: number, channels: 1 | 3): Promise<PreviewMedia> {
  const bytes = await sharp(Uint8ClampedArray.from(values), { raw: { width, height, channels } }).png().toBuffer();
  return { kind: 'picture', mediaType: 'image/png', bytes };
}
