import { enginesFolder } from '@mmae/files';
import { join } from 'node:path';

/** The version in the names of the folders of shipped encoders. Raise it when their files change. */
const version = 1;

/** The files of the encoders that `mmae-encoders setup` installs, by their names. */
const files = {
  'efficientnet-lite0': 'efficientnet-lite0.onnx',
  'whisper-tiny.en': 'whisper-tiny.en.onnx',
  minilm: 'minilm.onnx',
  wordllama: 'wordllama.safetensors',
} as const;

export type ShippedEncoder = keyof typeof files;

export const shippedEncoders = Object.keys(files) as readonly ShippedEncoder[];

export const isShipped = (name: string): name is ShippedEncoder => Object.hasOwn(files, name);

/** Where an encoder is set up. */
export const encoderFolder = (name: ShippedEncoder): string => join(enginesFolder(), `encoder-${name}-${version}`);

/** The name of its file in that folder. */
export const encoderFile = (name: ShippedEncoder): string => files[name];

export const setupRemedy = 'Run: mmae-encoders setup (in the repository: npm run setup:encoders).';
