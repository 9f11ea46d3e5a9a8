/** Checks of options against each other and against the tables, which a schema cannot express. */
import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { rowPieces } from '@mmae/matrix';
import { imageLength } from '../../network/convolution.ts';
import { decoderOptions, encoderOptions, hasVariance } from '../../network/network.ts';
import { hasValidationLoss, termNames } from '../../objective/objective.ts';
import type { MmaeOptions, ObjectiveOptions, StageOptions } from '../../options.ts';
import type { TrainRequest } from '../train.ts';

/** @throws InputError with the path of the option */
export function checkStages({ stages }: MmaeOptions, { train, validation, codes, latents }: TrainRequest): void {
  const { blocks } = train;
  const reserved = [...termNames, 'loss', 'rows', 'gradientNorm', 'fusion', 'head'];
  for (const modality of Object.keys(blocks)) checkName('modality', modality, reserved);
  Object.entries(stages).forEach(([name, stage], index) => {
    checkName('stage', name, []);
    checkLatentDim(name, stage, blocks);
    checkModalities(name, stage, blocks);
    checkImageSizes(name, stage, blocks);
    checkObjective(name, stage, blocks);
    const before = Object.entries(stages)[index - 1];
    if (stage.objective.codes > 0) checkCodeStage(name, before !== undefined, codes !== undefined);
    if (stage.objective.latent > 0) checkLatentStage(name, stage, before, latents !== undefined);
    checkPatience(name, stage, (validation?.ids.length ?? 0) > 0);
  });
}

type Blocks = FeatureTable['blocks'];

/** Names become parts of the names of weights and losses. */
function checkName(kind: string, name: string, reserved: readonly string[]): void {
  const got = JSON.stringify(name);
  if (!/^[^.\s]+$/.test(name)) throw invalid(`the name of a ${kind} to have no dots or spaces`, got, 'Rename it');
  if (reserved.includes(name)) throw invalid(`the name of a ${kind} to be none of ${reserved.join(', ')}`, got, 'Rename it');
}

function checkLatentDim(name: string, { network }: StageOptions, blocks: Blocks): void {
  const numFeatures = Object.values(blocks).reduce((sum, { numColumns }) => sum + numColumns, 0);
  if (network.latentDim <= numFeatures) return;
  const rule = `stages.${name}.network.latentDim to be at most ${numFeatures}, the number of features`;
  throw invalid(rule, network.latentDim, 'Lower it');
}

function checkModalities(name: string, { network, objective, training }: StageOptions, blocks: Blocks): void {
  const byModality = {
    'network.encoders': network.encoders,
    'network.decoders': network.decoders,
    'objective.reconstructionLosses': objective.reconstructionLosses,
    'training.copyProbabilities': training.copyProbabilities,
  };
  const known = Object.keys(blocks);
  for (const [path, record] of Object.entries(byModality)) {
    const unknown = Object.keys(record).find((modality) => !known.includes(modality));
    if (unknown === undefined) continue;
    throw invalid(`modalities out of ${known.join(', ')} in stages.${name}.${path}`, JSON.stringify(unknown), 'Correct or remove it');
  }
}

function checkImageSizes(name: string, { network, objective }: StageOptions, blocks: Blocks): void {
  for (const [modality, { numColumns }] of Object.entries(blocks)) {
    const used = [encoderOptions(network, modality), ...(objective.reconstruction > 0 ? [decoderOptions(network, modality)] : [])];
    const wrong = used.find(({ convolution }) => convolution && imageLength(convolution) !== numColumns)?.convolution;
    if (!wrong) continue;
    const rule = `a convolution over the ${numColumns} features of ${modality} in stages.${name}.network`;
    throw invalid(rule, `${wrong.height}×${wrong.width}×${wrong.channels}`, 'Correct height, width and channels');
  }
}

function checkObjective(name: string, { network, objective }: StageOptions, blocks: Blocks): void {
  if (!hasValidationLoss(objective) && objective.codes === 0 && objective.latent === 0) {
    throw invalid(`a weight above 0 in stages.${name}.objective`, 'none', 'Set reconstruction, for example');
  }
  if (objective.divergence > 0 && !hasVariance(network)) {
    const rule = `a gaussian latent where stages.${name}.objective.divergence is above 0`;
    throw invalid(rule, network.latent, 'Set network.latent to gaussian or divergence to 0');
  }
  if (objective.reconstruction > 0) checkMultinomial(objective, blocks);
}

function checkMultinomial({ reconstructionLoss, reconstructionLosses }: ObjectiveOptions, blocks: Blocks): void {
  for (const [modality, block] of Object.entries(blocks)) {
    if ((reconstructionLosses[modality] ?? reconstructionLoss) !== 'multinomial') continue;
    for (const { data } of rowPieces(block)) {
      const negative = data.find((x) => x < 0);
      if (negative === undefined) continue;
      const rule = `features of at least 0 for the multinomial loss of ${modality}`;
      throw invalid(rule, negative, 'Use squaredError, or features that are counts');
    }
  }
}

function checkCodeStage(name: string, hasStageBefore: boolean, hasCodes: boolean): void {
  if (!hasStageBefore)
    throw invalid(`a stage before stages.${name}, which learns codes`, 'none', 'Put a stage first whose embedding is clustered');
  if (!hasCodes) throw invalid(`the function codes, because stages.${name} learns codes`, 'none', 'Pass it to train');
}

function checkLatentStage(
  name: string,
  { objective }: StageOptions,
  before: [string, StageOptions] | undefined,
  hasLatents: boolean,
): void {
  if (objective.codes > 0) throw invalid(`either codes or latent above 0 in stages.${name}.objective`, 'both', 'Set one of them to 0');
  if (!before) throw invalid(`a stage before stages.${name}, which learns its latent`, 'none', 'Put a stage first');
  if (before[1].objective.codes > 0) {
    throw invalid(`a stage with a latent before stages.${name}`, `${before[0]}, which learns codes`, 'Set its objective.codes to 0');
  }
  if (!hasLatents) throw invalid(`the function latents, because stages.${name} learns a latent`, 'none', 'Pass it to train');
}

function checkPatience(name: string, { objective, training }: StageOptions, hasValidation: boolean): void {
  if (training.patience === null && training.schedule !== 'plateau') return;
  if (hasValidation && hasValidationLoss(objective)) return;
  const got = hasValidation ? 'an objective of codes or a latent alone, which are unknown for validation' : 'no validation rows';
  const rule = `a validation loss for patience or plateau in stages.${name}.training`;
  throw invalid(rule, got, 'Set patience to null and schedule to constant or cosine');
}

const invalid = (rule: string, got: unknown, remedy: string) => new InputError(`train: expected ${rule}, got ${got}. ${remedy}.`);
