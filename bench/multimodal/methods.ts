// The other multimodal methods, with the settings that are tried. What is not named here is the default of the package.

/** Settings of a method, by name. */
export type Settings = Readonly<Record<string, number | boolean>>;

export interface Method {
  /** its name in the table */
  readonly title: string;
  /** the settings to choose from; the first is the default of the package */
  readonly candidates: readonly Settings[];
}

const shrinkages = [0, 0.1, 0.5, 0.9];
const deepSettings = [
  { ridge: 1e-6, dropout: 0.3 },
  { ridge: 0.1, dropout: 0.3 },
];
const betas = (beta: number) => [{ beta }, { beta: beta / 10 }];

/** By the name of the method in `embed.py`. */
export const methods: Readonly<Record<string, Method>> = {
  mopoe: { title: 'MoPoE (multivae)', candidates: betas(1) },
  mvtcae: { title: 'MVTCAE (multivae)', candidates: betas(2.5) },
  gcca: { title: 'GCCA (cca-zoo)', candidates: shrinkages.map((shrinkage) => ({ shrinkage })) },
  dmcca: { title: 'DCCA of every pair (cca-zoo, DMCCA)', candidates: deepSettings },
  dgcca: { title: 'deep GCCA (cca-zoo, DGCCA)', candidates: deepSettings },
};
