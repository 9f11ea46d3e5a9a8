/** The part of JSON Schema that the options are written in. */
export interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: 'object' | 'array' | 'number' | 'integer' | 'string' | 'boolean' | 'null';
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** the schema of every other key; false where there may be none */
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
}

const whole = (minimum: number, value: number): Schema => ({ type: 'integer', minimum, default: value });
const weight = (value: number): Schema => ({ type: 'number', minimum: 0, default: value });
const positive = (value: number): Schema => ({ type: 'number', exclusiveMinimum: 0, default: value });
const probability = (value: number): Schema => ({ type: 'number', minimum: 0, exclusiveMaximum: 1, default: value });
const flag = (value: boolean): Schema => ({ type: 'boolean', default: value });
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values, default: values[0] });
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, additionalProperties: false, default: {} });
const withoutDefault = ({
  type,
  minimum,
  maximum,
  exclusiveMaximum,
  enum: values,
  items,
  properties,
  additionalProperties,
}: Schema): Schema =>
  JSON.parse(JSON.stringify({ type, minimum, maximum, exclusiveMaximum, enum: values, items, properties, additionalProperties }));
/** exceptions by modality: nothing is filled in */
const byModality = (schema: Schema): Schema => ({ type: 'object', additionalProperties: withoutDefault(schema), default: {} });

const coder = (hidden: readonly number[]): Schema =>
  object({
    hidden: { type: 'array', items: { type: 'integer', minimum: 1 }, default: hidden },
    dropout: probability(0),
    normalisation: oneOf('none', 'layer'),
    residual: flag(false),
  });
const coderExceptions: Schema = {
  type: 'object',
  additionalProperties: object(
    Object.fromEntries(Object.entries(coder([]).properties!).map(([key, schema]) => [key, withoutDefault(schema)])),
  ),
  default: {},
};

const network = object({
  latentDim: whole(1, 64),
  privateDim: whole(0, 0),
  latent: oneOf('deterministic', 'gaussian'),
  fusion: oneOf('mean', 'sum', 'concat', 'productOfExperts', 'mixture', 'gatedAttention'),
  encoder: coder([256]),
  encoders: coderExceptions,
  decoder: coder([256]),
  decoders: coderExceptions,
});

const reconstructionLoss = oneOf('squaredError', 'cosine', 'multinomial');

const objective = object({
  subsets: { anyOf: [{ enum: ['joint', 'singles', 'every'] }, { type: 'integer', minimum: 1 }], default: 'singles' },
  reconstruction: weight(1),
  reconstructionLoss,
  reconstructionLosses: byModality(reconstructionLoss),
  balance: oneOf('fixed', 'learned'),
  agreement: weight(0),
  variance: weight(0),
  covariance: weight(0),
  divergence: weight(0),
  divergenceWarmUpEpochs: whole(0, 0),
  codes: weight(0),
});

const training = object({
  epochs: whole(1, 20),
  minSteps: whole(0, 0),
  batchSize: whole(1, 128),
  learningRate: positive(1e-3),
  schedule: oneOf('cosine', 'constant', 'plateau'),
  plateauPatience: whole(0, 5),
  warmUpSteps: whole(0, 0),
  weightDecay: weight(1e-5),
  clipNorm: positive(5),
  patience: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 1 }], default: null },
  copyProbability: { type: 'number', minimum: 0, maximum: 1, default: 0.5 },
  copyProbabilities: byModality({ type: 'number', minimum: 0, maximum: 1 }),
  modalityDropout: probability(0),
  inputDropout: probability(0),
  inputNoise: weight(0),
});

/** The options as JSON Schema, with every default: what checks them, fills them in, and can be published. */
export const optionsSchema: Schema = object({
  seed: whole(0, 0),
  stages: {
    type: 'object',
    additionalProperties: object({ numNetworks: whole(1, 1), network, objective, training }),
    minProperties: 1,
    default: { plain: {} },
  },
});
