export { agglomerate, type ClusterTree, type Linkage } from './agglomerate.ts';
export { chooseNumClusters, type ChooseNumClustersOptions, type NumClustersChoice } from './choose-num-clusters.ts';
export { consensusCodes, consensusEmbedding, type ConsensusCodesOptions, type ConsensusOptions } from './consensus.ts';
export { dbscan, noise, type DbscanOptions } from './dbscan.ts';
export { kMeans, type KMeansOptions, type KMeansResult } from './k-means.ts';
export { miniBatchKMeans, type MiniBatchKMeansOptions } from './mini-batch-k-means.ts';
export { nearestCentre } from './nearest.ts';
export { cutTree, wardCuts, type WardCutsOptions } from './tree-cuts.ts';
