/** The part of JSON Schema that the options are written in. */
export interface Schema {
  readonly default?: unknown;
  readonly type?: 'object' | 'array' | 'number' | 'integer' | 'string' | 'boolean' | 'null';
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minProperties?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** the schema of every other key; false where there may be none */
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
}

const whole = (minimum: number): Schema => ({ type: 'integer', minimum });
const weight: Schema = { type: 'number', minimum: 0 };
const positive: Schema = { type: 'number', exclusiveMinimum: 0 };
const rate: Schema = { type: 'number', minimum: 0, exclusiveMaximum: 1 };
const probability: Schema = { type: 'number', minimum: 0, maximum: 1 };
const flag: Schema = { type: 'boolean' };
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
const listOf = (items: Schema, minItems = 0): Schema => ({ type: 'array', items, minItems });
const orNull = (schema: Schema): Schema => ({ anyOf: [{ type: 'null' }, schema] });
const byDefault = (value: unknown, schema: Schema): Schema => ({ ...schema, default: value });
/** fields that are filled in */
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, additionalProperties: false, default: {} });
/** exceptions by modality, of which nothing is filled in */
const byModality = (schema: Schema): Schema => ({ type: 'object', additionalProperties: schema, default: {} });

const convolution: Schema = {
  type: 'object',
  properties: { height: whole(1), width: whole(1), channels: whole(1), filters: listOf(whole(1), 1) },
  required: ['height', 'width', 'channels', 'filters'],
  additionalProperties: false,
};

const coderFields = {
  hidden: listOf(whole(1)),
  dropout: rate,
  normalisation: oneOf('none', 'layer'),
  residual: flag,
  convolution: orNull(convolution),
};

const coder = object({
  hidden: byDefault([256], coderFields.hidden),
  dropout: byDefault(0, coderFields.dropout),
  normalisation: byDefault('none', coderFields.normalisation),
  residual: byDefault(false, coderFields.residual),
  convolution: byDefault(null, coderFields.convolution),
});

const coderException: Schema = { type: 'object', properties: coderFields, additionalProperties: false };

const network = object({
  latentDim: byDefault(64, whole(1)),
  privateDim: byDefault(0, whole(0)),
  latent: byDefault('deterministic', oneOf('deterministic', 'gaussian')),
  fusion: byDefault('mean', oneOf('mean', 'sum', 'concat', 'productOfExperts', 'mixture', 'gatedAttention')),
  encoder: coder,
  encoders: byModality(coderException),
  decoder: coder,
  decoders: byModality(coderException),
});

const reconstructionLoss = oneOf('squaredError', 'cosine', 'multinomial');

const objective = object({
  subsets: byDefault('singles', { anyOf: [oneOf('joint', 'singles', 'every'), whole(1)] }),
  reconstruction: byDefault(1, weight),
  reconstructionLoss: byDefault('squaredError', reconstructionLoss),
  reconstructionLosses: byModality(reconstructionLoss),
  balance: byDefault('fixed', oneOf('fixed', 'learned')),
  agreement: byDefault(0, weight),
  variance: byDefault(0, weight),
  covariance: byDefault(0, weight),
  divergence: byDefault(0, weight),
  divergenceWarmUpEpochs: byDefault(0, whole(0)),
  codes: byDefault(0, weight),
});

const training = object({
  epochs: byDefault(20, whole(1)),
  minSteps: byDefault(0, whole(0)),
  batchSize: byDefault(128, whole(1)),
  learningRate: byDefault(1e-3, positive),
  schedule: byDefault('cosine', oneOf('constant', 'cosine', 'plateau')),
  plateauPatience: byDefault(5, whole(0)),
  warmUpSteps: byDefault(0, whole(0)),
  weightDecay: byDefault(1e-5, weight),
  clipNorm: byDefault(5, positive),
  patience: byDefault(null, orNull(whole(1))),
  copyProbability: byDefault(0.5, probability),
  copyProbabilities: byModality(probability),
  modalityDropout: byDefault(0, rate),
  inputDropout: byDefault(0, rate),
  inputNoise: byDefault(0, weight),
});

const stage = object({ numNetworks: byDefault(1, whole(1)), network, objective, training });

/** The options as JSON Schema with every default: what checks them, fills them in, and is published. */
export const optionsSchema: Schema = object({
  seed: byDefault(0, whole(0)),
  stages: byDefault({ plain: {} }, { type: 'object', additionalProperties: stage, minProperties: 1 }),
});
