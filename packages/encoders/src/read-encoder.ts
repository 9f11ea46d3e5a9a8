import { expectRecordedSizes } from '@mmae/files';
import { InputError, nearestName, resolveOptions } from '@mmae/input';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { encoderDescription, type DescriptionOf, type EncoderDescription, type EncoderModality } from './description.ts';
import { encoderFile, encoderFolder, isShipped, setupRemedy, shippedEncoders, type ShippedEncoder } from './shipped.ts';

/** An encoder that was found, with its description; nothing is loaded yet. */
export interface EncoderFile {
  readonly name: string;
  /** `.onnx` or `.safetensors` */
  readonly file: string;
  /** of the weights and of the tokenizer, in hexadecimal */
  readonly sha256: string;
  readonly description: EncoderDescription;
}

/** An encoder of one modality. */
export interface EncoderFileOf<Of extends EncoderModality> extends EncoderFile {
  readonly description: DescriptionOf<Of>;
}

/**
 * Finds an encoder and its description, which is in the file of the same name with the extension `.json`.
 *
 * @param nameOrFile one of `shippedEncoders`, or a path ending in `.onnx` or `.safetensors`
 * @throws InputError if it is not set up, is not described, or is of another modality
 */
export function readEncoder<Of extends EncoderModality>(nameOrFile: string, modality: Of): EncoderFileOf<Of> {
  const encoder = isShipped(nameOrFile) ? readShipped(nameOrFile) : described(ownFile(nameOrFile));
  if (encoder.description.modality !== modality)
    refuse(`an encoder of the modality ${modality}`, `${nameOrFile}, which is of ${encoder.description.modality}`, 'Name another encoder.');
  return encoder as EncoderFileOf<Of>;
}

/** An encoder that the set-up command has installed. @throws InputError if it is not set up, or damaged */
export const readShipped = (name: ShippedEncoder, folder = encoderFolder(name)): EncoderFile => ({
  ...described(shippedFile(name, folder)),
  name,
});

function described(file: string): EncoderFile {
  const description = readDescription(file);
  const parts = [file, ...(description.modality === 'text' ? [tokenizerFile({ file, description })] : [])];
  return { name: basename(file), file, sha256: sha256Of(parts), description };
}

/** The tokenizer of an encoder of texts. */
export const tokenizerFile = ({ file, description }: { readonly file: string; readonly description: DescriptionOf<'text'> }): string =>
  resolve(file, '..', description.input.tokenizer);

function shippedFile(name: ShippedEncoder, folder: string): string {
  const missing = (got: string) => refuse(`the encoder ${name} in ${folder}`, got, setupRemedy);
  if (!existsSync(folder)) missing('no such folder');
  try {
    expectRecordedSizes(folder);
  } catch (error) {
    missing((error as Error).message);
  }
  return join(folder, encoderFile(name));
}

function ownFile(path: string): string {
  if (!/\.(onnx|safetensors)$/.test(path)) {
    const nearest = nearestName(path, shippedEncoders);
    const remedy = nearest === undefined ? 'Correct the name.' : `Did you mean ${JSON.stringify(nearest)}?`;
    refuse(`an .onnx or .safetensors file or one of ${shippedEncoders.join(', ')}`, JSON.stringify(path), remedy);
  }
  if (!existsSync(path)) refuse('an encoder', `${path}, which does not exist`, 'Correct the path.');
  return resolve(path);
}

function readDescription(file: string): EncoderDescription {
  const path = file.replace(/\.[a-z]+$/, '.json');
  if (!existsSync(path)) refuse(`a description of ${file} in ${path}`, 'no such file', 'Write it as in the README of @mmae/encoders.');
  return resolveOptions(path, encoderDescription, parsed(path));
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return refuse(`JSON in ${path}`, (error as Error).message, 'Correct the file.');
  }
}

const digests = new Map<string, string>();

/** Computed once per process: the weights of a run do not change while it lasts. */
function sha256Of(files: readonly string[]): string {
  const key = files.join('\n');
  const known = digests.get(key);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const file of files) hash.update(existsSync(file) ? readFileSync(file) : refuse('a tokenizer', `${file}, which does not exist`, 'Correct the description.')); // prettier-ignore
  const digest = hash.digest('hex');
  digests.set(key, digest);
  return digest;
}

function refuse(rule: string, got: string, remedy: string): never {
  throw new InputError(`readEncoder: expected ${rule}, got ${got}. ${remedy}`);
}
