export { loadAblation, saveAblation, type AblationChoice, type AblationRuns, type ScoringChoice } from './ablation.ts';
export { loadCheckpoint, saveCheckpoint, type Checkpoint, type LoadedCheckpoint } from './checkpoint.ts';
export { listMethods, loadEmbeddings, saveEmbeddings, type Embeddings } from './embeddings.ts';
export { loadEvaluation, saveEvaluation } from './evaluation.ts';
export {
  evaluationSchema,
  type AgreementScores,
  type AlignmentScores,
  type Difference,
  type Evaluation,
  type Interval,
  type PartScores,
  type InstanceScores,
  type RetrievalScores,
  type Scores,
} from './evaluation-schema.ts';
export { loadFeatureState, saveFeatureState } from './feature-state.ts';
export { appendMetrics, cutMetrics, readMetrics, type MetricsRecord } from './metrics.ts';
export { loadPreviews, savePreviews, type Preview, type PreviewMedia, type Tag } from './previews.ts';
export {
  loadTagScores,
  loadUnexplainedVariance,
  saveTagScores,
  saveUnexplainedVariance,
  type TagScore,
  type TagScores,
  type UnexplainedVariance,
} from './model-scores.ts';
export { amendConfig, closeRun, createRun, leaveRun, readConfig, resumeRun, type RunConfig } from './run.ts';
export { RunFolderError, toReadError, toWriteError } from './run-folder-error.ts';
export { loadSamples, loadSkipped, saveSamples, saveSkipped, toSampleRow, type SampleRow } from './sample-table.ts';
export { anyValue, expectShape, type Shape } from './shape.ts';
export { allSubsets, fromSubsetKey, subsetKey } from './subsets.ts';
