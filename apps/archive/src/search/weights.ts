import { InputError } from '@mmae/input';

/** Reads `image=1,text=.5`. @throws InputError unless each part is a modality and a number */
export function toWeights(text: string): Readonly<Record<string, number>> {
  const weights = text.split(',').map((part) => {
    const [, modality, number] = /^\s*([^=\s]+)\s*=\s*(\d+(?:\.\d*)?|\.\d+)\s*$/.exec(part) ?? [];
    if (modality !== undefined && number !== undefined) return [modality, Number(number)] as const;
    throw new InputError(`--weights: expected modalities with numbers, such as image=1,text=.5, got ${JSON.stringify(text)}.`);
  });
  return Object.fromEntries(weights);
}
