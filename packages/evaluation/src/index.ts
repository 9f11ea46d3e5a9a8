export {
  accuracy,
  agreement,
  ami,
  ari,
  completeness,
  fowlkesMallows,
  homogeneity,
  nmi,
  purity,
  vMeasure,
  type Agreement,
  type PartitionMeasure,
} from './agreement/agreement.ts';
export { clusterLabels, majorityLabels, type MajorityLabel } from './agreement/cluster-labels.ts';
export { calibration, type Calibration, type CalibrationOptions, type ReliabilityBin } from './calibration.ts';
export {
  knnAccuracy,
  knnPredictions,
  linearProbe,
  macroF1,
  probeAccuracy,
  type KnnOptions,
  type LinearProbe,
  type ProbeOptions,
} from './classifiers.ts';
export {
  agreementOver,
  bootstrapInterval,
  differenceOf,
  intervalOf,
  meanOver,
  pairedBootstrap,
  resampled,
  type BootstrapOptions,
  type Interval,
  type PairedInterval,
  type Resampled,
  type Statistic,
} from './intervals/bootstrap.ts';
export { pairedSeeds, spread, studentQuantile, wilsonInterval, type Spread } from './intervals/closed-form.ts';
export { type Label, type Labelled, type Labels } from './labels.ts';
export { linearCka, modalityGap, mutualKnn, type MutualKnnOptions } from './retrieval/alignment.ts';
export { instanceRecall, scoreInstances, type InstanceRecall } from './retrieval/instances.ts';
export {
  retrieval,
  retrievalDirections,
  scoreQueries,
  type QueryScore,
  type Retrieval,
  type RetrievalOptions,
} from './retrieval/retrieval.ts';
export { score, type Score, type ScoreOptions } from './score.ts';
export { calinskiHarabasz, daviesBouldin } from './silhouette/dispersion.ts';
export { type Distance } from './silhouette/distances.ts';
export { numClustersBySilhouette, type NumClustersOptions } from './silhouette/num-clusters.ts';
export { silhouette, type ClusterSilhouette, type Silhouette, type SilhouetteOptions } from './silhouette/silhouette.ts';
