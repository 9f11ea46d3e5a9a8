import type { FeatureTable } from '@mmae/feature-table';
import { rowPieces } from '@mmae/matrix';
import { pictureLength } from '../convolution.ts';
import { decoderOptions, encoderOptions, hasVariance } from '../network.ts';
import { termNames } from '../objective/loss-terms.ts';
import type { MmaeOptions, StageOptions } from '../options.ts';
import { refusal } from './refusal.ts';

/** What the stages are checked against. */
interface Ground {
  readonly train: FeatureTable;
  readonly hasValidation: boolean;
  readonly hasCodes: boolean;
}

/** Refuses options that do not go together, or not with the tables. @throws RangeError with the path of the option */
export function checkStages({ stages }: MmaeOptions, ground: Ground): void {
  for (const modality of Object.keys(ground.train.blocks))
    checkName(modality, 'modality', [...termNames, 'loss', 'rows', 'gradientNorm', 'fusion', 'head']);
  Object.entries(stages).forEach(([name, stage], index) => {
    checkName(name, 'stage', []);
    checkWidths(name, stage, ground.train);
    checkModalities(name, stage, ground.train);
    checkPictures(name, stage, ground.train);
    checkObjective(name, stage, ground.train);
    checkCodeStage(name, stage, index, ground);
    checkPatience(name, stage, ground);
  });
}

/** Names become part of the names of weights and losses. */
function checkName(name: string, kind: string, taken: readonly string[]): void {
  if (!/^[^.\s]+$/.test(name)) throw refusal(`a ${kind} named without dots and spaces`, JSON.stringify(name), 'Rename it');
  if (taken.includes(name)) throw refusal(`a ${kind} named other than ${taken.join(', ')}`, JSON.stringify(name), 'Rename it');
}

function checkWidths(name: string, { network }: StageOptions, { blocks }: FeatureTable): void {
  const numFeatures = Object.values(blocks).reduce((sum, { numColumns }) => sum + numColumns, 0);
  if (network.latentDim > numFeatures) {
    throw refusal(`stages.${name}.network.latentDim of at most ${numFeatures}, the features together`, network.latentDim, 'Lower it');
  }
}

function checkModalities(name: string, { network, objective, training }: StageOptions, { blocks }: FeatureTable): void {
  const exceptions = { 'network.encoders': network.encoders, 'network.decoders': network.decoders };
  const others = {
    'objective.reconstructionLosses': objective.reconstructionLosses,
    'training.copyProbabilities': training.copyProbabilities,
  };
  for (const [path, byModality] of Object.entries({ ...exceptions, ...others })) {
    const unknown = Object.keys(byModality).find((modality) => !(modality in blocks));
    if (unknown === undefined) continue;
    throw refusal(
      `modalities out of ${Object.keys(blocks).join(', ')} in stages.${name}.${path}`,
      JSON.stringify(unknown),
      'Correct or remove it',
    );
  }
}

function checkPictures(name: string, { network, objective }: StageOptions, { blocks }: FeatureTable): void {
  for (const [modality, { numColumns }] of Object.entries(blocks)) {
    const coders = [encoderOptions(network, modality), ...(objective.reconstruction > 0 ? [decoderOptions(network, modality)] : [])];
    const wrong = coders.find(({ convolution }) => convolution && pictureLength(convolution) !== numColumns)?.convolution;
    if (!wrong) continue;
    const got = `${wrong.height}×${wrong.width}×${wrong.channels}`;
    throw refusal(
      `a convolution over ${numColumns} features of ${modality} in stages.${name}.network`,
      got,
      'Set height, width and channels',
    );
  }
}

function checkObjective(name: string, { network, objective }: StageOptions, { blocks }: FeatureTable): void {
  const { reconstruction, agreement, variance, covariance, divergence, codes } = objective;
  if (reconstruction + agreement + variance + covariance + divergence + codes === 0) {
    throw refusal(`a weight above 0 in stages.${name}.objective`, 'none', 'Set reconstruction, for one');
  }
  if (divergence > 0 && !hasVariance(network)) {
    throw refusal(
      `a gaussian latent where stages.${name}.objective.divergence is above 0`,
      network.latent,
      'Set network.latent or divergence',
    );
  }
  if (reconstruction > 0) checkMultinomial(objective, blocks);
}

function checkMultinomial({ reconstructionLoss, reconstructionLosses }: StageOptions['objective'], blocks: FeatureTable['blocks']): void {
  for (const [modality, block] of Object.entries(blocks)) {
    if ((reconstructionLosses[modality] ?? reconstructionLoss) !== 'multinomial') continue;
    for (const { data } of rowPieces(block)) {
      const negative = data.find((x) => x < 0);
      if (negative === undefined) continue;
      throw refusal(
        `features of 0 or more for the multinomial loss of ${modality}`,
        negative,
        'Use squaredError, or features that are counts',
      );
    }
  }
}

function checkCodeStage(name: string, { objective }: StageOptions, index: number, { hasCodes }: Ground): void {
  if (objective.codes === 0) return;
  if (index === 0)
    throw refusal(`a stage before stages.${name}, which learns codes`, 'none', 'Put the stage first whose embedding gives them');
  if (!hasCodes) throw refusal(`codes, a function, since stages.${name} learns them`, 'none', 'Pass one to train');
}

function checkPatience(name: string, { objective, training }: StageOptions, { hasValidation }: Ground): void {
  const needsValidation = training.patience !== null || training.schedule === 'plateau';
  const { reconstruction, agreement, variance, covariance, divergence } = objective;
  const canValidate = hasValidation && reconstruction + agreement + variance + covariance + divergence > 0;
  if (needsValidation && !canValidate) {
    const got = hasValidation ? 'codes alone, which validation has none of' : 'no validation rows';
    throw refusal(`a validation loss for patience or plateau in stages.${name}.training`, got, 'Set patience null and another schedule');
  }
}
