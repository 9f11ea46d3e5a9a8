export {
  accuracy,
  agreement,
  ami,
  ari,
  clusterLabels,
  completeness,
  fowlkesMallows,
  homogeneity,
  nmi,
  purity,
  vMeasure,
  type Agreement,
  type PartitionMeasure,
} from './agreement.ts';
export { linearCka, modalityGap, mutualKnn, type MutualKnnOptions } from './alignment.ts';
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
} from './bootstrap.ts';
export { calibration, type Calibration, type CalibrationOptions, type ReliabilityBin } from './calibration.ts';
export { calinskiHarabasz, daviesBouldin } from './dispersion.ts';
export { type Distance } from './distance.ts';
export { macroF1 } from './macro-f1.ts';
export { majorityLabels, type MajorityLabel } from './majority-labels.ts';
export { knnAccuracy, knnPredictions, type KnnOptions } from './knn.ts';
export { type Labelled } from './labelled.ts';
export { type Label, type Labels } from './labels.ts';
export { linearProbe, probeAccuracy, type LinearProbe, type ProbeOptions } from './linear-probe.ts';
export { numClustersBySilhouette, type NumClustersOptions } from './num-clusters.ts';
export { retrieval, retrievalDirections, scoreQueries, type QueryScore, type Retrieval, type RetrievalOptions } from './retrieval.ts';
export { score, type Score, type ScoreOptions } from './score.ts';
export { pairedSeeds, spread, type Spread } from './seeds.ts';
export { studentQuantile } from './student.ts';
export { silhouette, type ClusterSilhouette, type Silhouette, type SilhouetteOptions } from './silhouette.ts';
export { wilsonInterval } from './wilson.ts';
