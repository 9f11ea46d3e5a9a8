import type { Options } from '@mmae/input';
import { z } from 'zod';
import { recordOf, share } from './shape.ts';

const fromMinusOneToOne = z.number().min(-1).max(1);
const map = share.describe('mean average precision; a hit has the label of the query');

const interval = z
  .tuple([z.number(), z.number()])
  .meta({ id: 'interval', description: '95 % interval by bootstrap over the scored samples' });

const retrieval = z
  .strictObject({
    map,
    recallAt1: share.describe('share of queries whose first result is a hit'),
    recallAt5: share.describe('share of queries with a hit among the first five results'),
    recallAt10: share.describe('share of queries with a hit among the first ten results'),
    medianRank: z.number().min(1).describe('median rank of the first hit, from 1'),
    ndcg: share.optional().describe('normalised discounted cumulative gain'),
    chanceMap: share.describe('mean average precision of a random order'),
    numQueries: z.int().min(1).optional().describe('queries that have at least one hit to find'),
  })
  .meta({ id: 'retrieval', description: 'how well one modality finds another' });

const instances = z
  .strictObject({
    recallAt1: share.describe('share of queries whose first result is their partner'),
    recallAt5: share.describe('share of queries whose partner is among the first five results'),
    recallAt10: share.describe('share of queries whose partner is among the first ten results'),
    chanceAt1: share.describe('recall at 1 of a random order'),
    numQueries: z.int().min(1).describe('samples that have both modalities'),
  })
  .meta({ id: 'instances', description: 'how often one modality of a sample finds the other modality of the very same sample' });

const agreement = z
  .strictObject({
    nmi: share.describe('normalised mutual information of clusters and labels'),
    ari: fromMinusOneToOne.describe('adjusted Rand index of clusters and labels'),
  })
  .meta({ id: 'agreement', description: 'agreement of clusters with labels' });

const alignment = z
  .strictObject({
    linearCka: z
      .number()
      .min(0)
      .max(1.0001)
      .describe('linear centred kernel alignment: 0 for nothing linear in common, 1 for equal up to rotation and scale'),
    modalityGap: z.number().min(0).max(2).describe('distance between the means on the unit sphere'),
    mutualKnn: share.describe('share of the ten nearest samples in one modality that are among the ten nearest in the other'),
  })
  .meta({ id: 'alignment', description: 'how near two modalities of the same samples are in their shared space' });

const part = z
  .strictObject({
    numSamples: z.int().min(1),
    accuracy: share.describe('share of samples in the cluster matched with their label; matched over all samples, so that parts compare'),
    accuracyInterval: interval,
    nmi: agreement.shape.nmi,
    ari: agreement.shape.ari,
    recallAt1: share.optional().describe('share of queries whose first result is a hit'),
  })
  .meta({ id: 'part', description: 'scores of the samples that share a value of a manifest column' });

const scores = z
  .strictObject({
    numSamples: z.int().min(2),
    numClusters: z.int().min(1),
    nmi: share.optional().describe('normalised mutual information of clusters and labels, by the arithmetic mean of the entropies'),
    ari: fromMinusOneToOne.optional().describe('adjusted Rand index of clusters and labels; 0 for chance'),
    ami: fromMinusOneToOne.optional().describe('adjusted mutual information of clusters and labels; 0 for chance'),
    accuracy: share.optional().describe('share of samples in the cluster that is matched one to one with their label'),
    rightCluster: share
      .optional()
      .describe(
        'share of samples in a cluster named after their label: the label of more than half of its labelled train samples, ' +
          'and of a larger share of them than of all samples',
      ),
    silhouetteLabels: fromMinusOneToOne.optional().describe("silhouette of the labels in the method's own space"),
    silhouetteClusters: fromMinusOneToOne.optional().describe("silhouette of the clusters in the method's own space"),
    silhouetteCommonSpace: fromMinusOneToOne.optional().describe('silhouette of the clusters in one space that all methods share'),
    probeAccuracy: share.optional().describe('accuracy of a linear classifier fitted on train'),
    knnAccuracy: share.optional().describe('accuracy of the vote of the nearest train samples'),
    retrieval: recordOf(retrieval).optional().describe('by direction: "image->audio"'),
    retrievalFromSubsets: recordOf(retrieval)
      .optional()
      .describe('from several modalities to one of the others, by direction: "audio+image->text"'),
    instances: recordOf(instances).optional().describe('instance recall by direction: "image->audio"; needs no labels'),
    alignment: recordOf(alignment).optional().describe('by pair of modalities: "audio+image"'),
    byColumn: recordOf(recordOf(part)).optional().describe('by a column of the manifest, then by its value'),
    missing: recordOf(agreement).optional().describe('by the share of modalities removed at random: "0.3"'),
    without: recordOf(agreement).optional().describe('by the modality removed from every sample'),
    only: recordOf(agreement).optional().describe('by the only modality left in every sample'),
    intervals: recordOf(interval).optional().describe('95 % intervals by bootstrap, by measure'),
  })
  .meta({ id: 'scores', description: 'scores of a method on one split; a measure that does not apply to the method has no key' });

const difference = z
  .strictObject({
    value: z.number(),
    interval: interval.describe('paired: both methods are scored on the same drawn samples'),
    pValue: share.describe('two-sided, by the paired bootstrap'),
  })
  .meta({ id: 'difference', description: 'score of the model minus the score of another method on the same samples' });

const bySplit = recordOf(scores);

/** The content of `evaluation.json`. */
export const evaluationSchema = z
  .strictObject({
    version: z.literal(1),
    settings: z
      .record(z.string(), z.unknown())
      .describe('how it was measured: seed, split, number of clusters and its source, distances, bootstrap draws'),
    methods: recordOf(bySplit).describe('by method, then split'),
    controls: recordOf(bySplit).describe('by control, then split'),
    differences: recordOf(recordOf(difference))
      .optional()
      .describe('the model minus each other method and control (control.<name>), by method, then measure, on the scored split'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('of the document without this key, as JSON without white space'),
  })
  .meta({
    title: 'evaluation.json of an MMAE run, version 1',
    description: 'The scores of mmae-report. A measure that does not apply to a method has no key.',
  });

/** How well one modality finds another; a hit has the label of the query. */
export type RetrievalScores = Options<typeof retrieval>;
/** How often one modality of a sample finds the other modality of the very same sample. */
export type InstanceScores = Options<typeof instances>;
/** Agreement of clusters with labels where some modalities are missing. */
export type AgreementScores = Options<typeof agreement>;
/** How near two modalities of the same samples are in their shared space. */
export type AlignmentScores = Options<typeof alignment>;
/** Scores of the samples that share a value of a manifest column. */
export type PartScores = Options<typeof part>;
/** A 95 % interval by bootstrap over the scored samples. */
export type Interval = readonly [low: number, high: number];
/** The score of the model minus that of another method on the same samples; below 0 where the model scores less. */
export type Difference = Options<typeof difference>;
/** The scores of a method on one split. A measure that does not apply to the method has no key. */
export type Scores = Options<typeof scores>;
/** `evaluation.json`; its JSON Schema is `evaluation.schema.json` of this package. */
export type Evaluation = Omit<Options<typeof evaluationSchema>, 'sha256'>;
