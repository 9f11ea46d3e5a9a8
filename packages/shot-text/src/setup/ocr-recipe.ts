import { fetchNpmArchive, requireDiskSpace, requirePath, unpackNpmArchive, type NpmArchive, type Recipe } from '@mmae/setup';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ocrFolder, tesseractVersion } from '../ocr/ocr-engine.ts';

/** An archive, and the parts of it that are used. */
interface Part extends NpmArchive {
  readonly wanted: readonly string[];
}

/** On Node, tesseract.js loads these whatever the engine. */
const cores = ['', '-simd', '-relaxedsimd'].map((kind) => `tesseract-core${kind}`);

/** tesseract.js, its WebAssembly, and what it needs on Node. */
const programs: readonly Part[] = [
  {
    ...{ name: 'tesseract.js', version: tesseractVersion, wanted: ['package.json', 'src', 'LICENSE.md'] },
    sha512: 'exPBkd+z+wM1BuMkx/Bjv43OeLBxhL5kKWsz/9JY+DXcXdiBjiAch0V49QR3oAJqCaL5qURE0vx9Eo+G5YE7mA==',
  },
  {
    ...{
      name: 'tesseract.js-core',
      version: '7.0.0',
      wanted: ['package.json', 'LICENSE', ...cores.flatMap((core) => [`${core}.js`, `${core}.wasm`])],
    },
    sha512: 'WnNH518NzmbSq9zgTPeoF8c+xmilS8rFIl1YKbk/ptuuc7p6cLNELNuPAzcmsYw450ca6bLa8j3t0VAtq435Vw==',
  },
  {
    ...{ name: 'bmp-js', version: '0.1.0', wanted: [] },
    sha512: 'vHdS19CnY3hwiNdkaqk93DvjVLfbEcI8mys4UjuWrlX1haDmroo8o4xCzh4wD6DGV6HxRCyauwhHRqMTfERtjw==',
  },
  {
    ...{ name: 'is-url', version: '1.2.4', wanted: [] },
    sha512: 'ITvGim8FhRiYe4IQ5uHSkj7pVaPDrCTkNd3yq3cV7iZAcJdHTUMPMEHcqSOy9xZ9qFenQCvi+2wjH9a1nXqHww==',
  },
  {
    ...{ name: 'regenerator-runtime', version: '0.13.11', wanted: [] },
    sha512: 'kY1AZVr2Ra+t+piVaJ4gxaFaReZVH40AKNo7UCX6W+dEwBo/2oZJzqfuN1qLq1oL45o56cPaTXELwrTh8Fpggg==',
  },
  {
    ...{ name: 'wasm-feature-detect', version: '1.9.0', wanted: [] },
    sha512: 'zonE+xlIIYtxPy++L24ow0hAD8CICb4+FgPyROd3buyXIqsJvUEDkBgfCCoXOd1Hu3DUr0GOfnPIdcGV+YpNaA==',
  },
];

/** Digests of the archives of languages. */
const models = {
  eng: 'mbTumm6KQPUHyzTPQaF3ObXYnx0SqqfV2nabqFVQBwD6Kl7PhGSLSzOlfFTWy0P3BjghaSKA2W9GB19Jk+ZcTg==',
  deu: '3ter1p2gFAiCd5CMC+PodZ9YY2UDomkKj+ytlKeeZqOUmhLx1SDnYPf5zog0g5MBbxYveW+8omI3PUflqHfZ4Q==',
  fra: 'pp58gMaoyidoBBLd5y5rnf0WW0Y1994QrGqZrYatITqIU/AReUJMykD+YY3JDgvnmgz7uAx1UmhjjuyEmV8JEA==',
} as const;

/** Models with integer weights: as good as the large ones, three megabytes each. */
const modelKind = '4.0.0_best_int';

export interface OcrSetupOptions {
  /** the folder of archives downloaded before, instead of a download */
  readonly from?: string;
  /** Receives progress messages, one line each. */
  readonly say: (line: string) => void;
}

/** Tesseract as WebAssembly, with English, German and French, from pinned archives of npm. */
export function ocrRecipe({ from, say }: OcrSetupOptions): Recipe {
  const folder = ocrFolder();
  return {
    folder,
    async require() {
      if (from) requirePath(from);
      await requireDiskSpace(folder, 200);
    },
    async make(unfinished) {
      say(from ? `Reading ${from} …` : `Downloading tesseract.js ${tesseractVersion} and its languages …`);
      for (const part of programs) await install(part, join(unfinished, 'node_modules', part.name), unfinished, from);
      for (const [language, sha512] of Object.entries(models)) {
        const model = `${modelKind}/${language}.traineddata.gz`;
        const unpacked = join(unfinished, language);
        await install({ name: `@tesseract.js-data/${language}`, version: '1.0.0', sha512, wanted: [model] }, unpacked, unfinished, from);
        await mkdir(join(unfinished, 'languages'), { recursive: true });
        await rename(join(unpacked, model), join(unfinished, 'languages', `${language}.traineddata.gz`));
        await rm(unpacked, { recursive: true });
      }
    },
  };
}

async function install(part: Part, target: string, folder: string, from?: string): Promise<void> {
  const file = await fetchNpmArchive(part, folder, from);
  await unpackNpmArchive(file, part.wanted, folder);
  await mkdir(dirname(target), { recursive: true });
  await rename(join(folder, 'package'), target);
  if (!from) await rm(file);
}
