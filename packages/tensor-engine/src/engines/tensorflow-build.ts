import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { enginesFolder } from './engines-folder.ts';

/** The one TensorFlow that is set up, tested and measured. */
export const tensorflowVersion = '2.21.0';

/** The addon of tfjs-node-gpu compiled against TensorFlow's libraries, and what it needs beside it. */
export interface TensorflowBuild {
  readonly folder: string;
  /** laid out as pip would, because the libraries look for each other by relative paths */
  readonly libraries: string;
  readonly addon: string;
  /** keeps TensorFlow from greeting on stderr while it loads */
  readonly quiet: string;
}

/** The parts of a build in `folder`. */
export function tensorflowBuild(folder: string): TensorflowBuild {
  const addonFolder = join(folder, 'addon');
  return {
    folder,
    libraries: join(folder, 'site-packages'),
    addon: join(addonFolder, 'tfjs_binding.node'),
    quiet: join(addonFolder, 'quiet.node'),
  };
}

/** Where the build for the processor, or for the graphics card, is once it is complete. */
export function tensorflowFolder(gpu: boolean): string {
  return join(enginesFolder(), `tensorflow-${tensorflowVersion}-${gpu ? 'gpu' : 'cpu'}`);
}

/** The build that is set up here; the one for graphics cards where both are. */
export function findTensorflowBuild(): TensorflowBuild | undefined {
  return [true, false].map((gpu) => tensorflowBuild(tensorflowFolder(gpu))).find(({ folder }) => existsSync(folder));
}
