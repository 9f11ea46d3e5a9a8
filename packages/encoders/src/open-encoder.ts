import { InputError } from '@mmae/input';
import { openOnnxSession, requireOnnxRuntime, type OnnxSession, type OnnxTensor } from '@mmae/onnx';
import type { Matrix } from '@mmae/matrix';
import type { EncoderFile } from './read-encoder.ts';
import { pooled } from './pooled.ts';
import { openTokenTable } from './token-table.ts';
import { setupRemedy } from './shipped.ts';

/** A batch for an encoder. */
export interface EncoderBatch {
  /** by the names of the description */
  readonly inputs: Readonly<Record<string, OnnxTensor>>;
  /** `[batch, length]`, 1 for what counts in a mean; all by default */
  readonly mask?: ArrayLike<number>;
}

/** An encoder that is ready to run. */
export interface Encoder {
  /** @returns shape `[batch, width]` */
  encode(batch: EncoderBatch): Promise<Matrix>;
  /** Frees its memory. */
  close(): Promise<void>;
}

/**
 * Loads an encoder. A network runs in a thread of its own, on every core; a token table needs no runtime.
 *
 * @throws InputError if the runtime is not set up, or the network does not have the input and output of its description
 */
export async function openEncoder(encoder: EncoderFile): Promise<Encoder> {
  const { file, description } = encoder;
  if (file.endsWith('.safetensors')) return openTokenTable(encoder);
  requireOnnxRuntime(setupRemedy);
  const session = await openOnnxSession(file, 0).catch((error: Error) => refuse('an ONNX network', file, error.message));
  expectNames('output', [description.output.name], session.outputNames, file);
  return {
    async encode({ inputs, mask }) {
      const outputs = await runChecked(session, inputs, file);
      return pooled(outputs[description.output.name] as OnnxTensor & { readonly data: Float32Array }, description.output, mask);
    },
    close: () => session.close(),
  };
}

async function runChecked(session: OnnxSession, inputs: EncoderBatch['inputs'], file: string) {
  expectNames('input', Object.keys(inputs), session.inputNames, file);
  const missing = session.inputNames.filter((name) => !Object.hasOwn(inputs, name));
  if (missing.length > 0) refuse(`inputs ${session.inputNames.join(', ')} in the description`, file, `none for ${missing.join(', ')}`);
  const shapes = Object.entries(inputs).map(([name, { type, shape }]) => `${name}: ${type} [${shape.join(', ')}]`);
  return session.run(inputs).catch((error: Error) => refuse(`a network that takes ${shapes.join(', ')}`, file, error.message));
}

function expectNames(kind: 'input' | 'output', named: readonly string[], own: readonly string[], file: string): void {
  const unknown = named.find((name) => !own.includes(name));
  if (unknown !== undefined) refuse(`an ${kind} ${JSON.stringify(unknown)}, as its description says`, file, own.join(', '));
}

function refuse(rule: string, file: string, got: string): never {
  throw new InputError(`openEncoder: expected ${rule}, got ${got} from ${file}. Correct the description, or the file.`);
}
