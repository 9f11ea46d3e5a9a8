// The HTTP interface of an archive, as its page uses it. Answers are JSON unless another type is said; errors are `ApiError` with a status of 4xx or 5xx.
// Everything that changes data needs the editor role and the header `x-mmae-csrf` with the token of `Session`.

import type { FrameRate } from '@mmae/timecode';

export interface ApiError {
  readonly error: string;
}

/** `POST /api/session {token?, who?}` sets the cookie; `GET /api/session` */
export interface Session {
  readonly role: 'none' | 'reader' | 'editor';
  /** the name that decisions are signed with */
  readonly who: string;
  readonly csrf: string;
  readonly needsToken: boolean;
}

/** `GET /api/status` */
export interface ArchiveStatus {
  readonly name: string;
  readonly numAssets: number;
  readonly numSamples: number;
  readonly numIndexed: number;
  readonly numDecisions: number;
  readonly numOrphans: number;
  readonly run?: { readonly name: string; readonly version: string; readonly modalities: readonly string[] };
  readonly jobs: readonly JobView[];
  readonly languages: readonly string[];
  /** grows with every change */
  readonly version: number;
}

export interface JobView {
  readonly kind: string;
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly numDone: number;
  readonly numTotal?: number;
  readonly message?: string;
  readonly startedAt: string;
  readonly updatedAt: string;
}

/**
 * `GET /api/search`: q, like, relevant, irrelevant (ids, comma separated), media (of `MediaQuery`), tag (repeatable), accepted=1, cluster, asset (id),
 * language, dateFrom, dateTo, minSeconds, maxSeconds, weights (`image:1,text:0.5`), cursor, limit.
 */
export interface SearchAnswer {
  readonly hits: readonly HitView[];
  readonly nextCursor?: string;
  readonly numCandidates: number;
  readonly unknownWords: readonly string[];
  readonly isUnlikeTrain: boolean;
}

/** `POST /api/search/media` with the bytes of an image or a recording as body, at most 20 MB; the content type says which. Kept for an hour. */
export interface MediaQuery {
  readonly media: string;
}

/** A sample as lists show it. Its still is `/media/still/ID?width=…`, its audio `/media/audio/ID`. */
export interface SampleView {
  readonly id: string;
  readonly asset: { readonly id: string; readonly title: string; readonly path: string; readonly kind: 'film' | 'sample' };
  readonly range?: { readonly from: number; readonly to: number };
  readonly timecode?: string;
  readonly durationSeconds?: number;
  readonly fromSeconds?: number;
  /** the timecode after its last frame */
  readonly endTimecode?: string;
  readonly has: readonly string[];
  readonly text: string;
  readonly textSource?: string;
  readonly language?: string;
  readonly cluster?: number;
  readonly isUnlikeTrain?: boolean;
  readonly tags: readonly TagView[];
}

export interface HitView extends SampleView {
  readonly rank: number;
  /** absent for a hit by words alone, and where the archive has no tags to calibrate by */
  readonly confidence?: number;
  readonly cosine?: number;
  readonly wordRank?: number;
  readonly embeddingRank?: number;
}

export interface TagView {
  readonly label: string;
  readonly concept?: string;
  /** the name of the concept in the language of the request (`Accept-Language`) */
  readonly conceptName?: string;
  readonly origin: 'person' | 'machine';
  readonly verdict?: 'accepted' | 'rejected';
  readonly who?: string;
  readonly at?: string;
  readonly machine?: { readonly confidence: number; readonly kind: 'label' | 'word'; readonly from: string; readonly runVersion: string };
  readonly version: number;
}

/** `GET /api/assets?cursor=&limit=&q=` */
export interface AssetList {
  readonly assets: readonly AssetView[];
  readonly nextCursor?: string;
}

export interface AssetView {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly kind: 'film' | 'sample';
  readonly state: 'present' | 'changed' | 'missing';
  readonly numSamples: number;
  readonly language?: string;
  readonly date?: string;
  readonly film?: {
    readonly rate: FrameRate;
    readonly startTimecode?: string;
    readonly numFrames: number;
    readonly durationSeconds: number;
    readonly width: number;
    readonly height: number;
    readonly container: string;
    readonly videoCodec: string;
    readonly audioCodec?: string;
  };
  /** id of the sample whose still represents it */
  readonly poster?: string;
}

/** `GET /api/assets/ID` */
export interface AssetDetail extends AssetView {
  readonly samples: readonly SampleView[];
  readonly subtitles: readonly { readonly url: string; readonly language?: string }[];
  /** `direct`: browsers play the file; `proxy`: they play a copy that is ready; `making`: it is being made; `none`: no film, or no ffmpeg (then `playerNote` says why) */
  readonly player: 'direct' | 'proxy' | 'making' | 'none';
  readonly playerNote?: string;
}

// `GET /media/film/ASSET` (byte ranges): the film or its proxy. `POST /api/assets/ID/proxy`: begins to make the proxy.
// `GET /media/subtitles/ASSET/N.vtt`, `GET /media/still/SAMPLE?width=48…1280`, `GET /media/audio/SAMPLE` (byte ranges).

/** `GET /media/waveform/ASSET`: the largest magnitude in each of `peaks.length` equal parts of the film, 0 … 1; empty without audio. */
export interface Waveform {
  readonly durationSeconds: number;
  readonly peaks: readonly number[];
}

/** `GET /api/samples/ID` */
export interface SampleDetail extends SampleView {
  readonly neighbours: readonly HitView[];
  readonly decisions: readonly DecisionView[];
}

export interface DecisionView {
  readonly id: string;
  readonly seq: number;
  /** absent for an orphan */
  readonly sample?: string;
  readonly range?: { readonly from: number; readonly to: number };
  readonly content: string;
  readonly label: string;
  readonly concept?: string;
  readonly verdict: 'accept' | 'reject' | 'add' | 'retract';
  readonly who: string;
  readonly at: string;
  readonly undoes?: string;
}

/** `GET /api/clusters` */
export interface ClusterList {
  readonly clusters: readonly ClusterView[];
}

export interface ClusterView {
  readonly number: number;
  readonly name: string;
  readonly words: readonly string[];
  readonly size: number;
  /** ids of its most typical samples with an image, at most 6 */
  readonly typical: readonly string[];
}

// `GET /api/clusters/N?cursor=&limit=` answers SampleList.
export interface SampleList {
  readonly samples: readonly SampleView[];
  readonly nextCursor?: string;
}

// `GET /api/map`: application/octet-stream, little endian: uint32 n; float32 x[n], y[n] (−1 … 1); uint32 key[n]; uint16 cluster[n] (65535: none).
// `POST /api/samples/by-key {keys: number[]}` (at most 500) answers SampleList without a cursor.

/** `GET /api/labels?q=&limit=`: labels in use and concepts of the vocabulary, for completion. */
export interface LabelList {
  readonly labels: readonly { readonly label: string; readonly concept?: string; readonly name: string; readonly numSamples: number }[];
}

/** `GET /api/review?by=uncertainty|cluster&cluster=&label=&cursor=&limit=` */
export interface ReviewList {
  readonly items: readonly { readonly sample: SampleView; readonly tag: TagView }[];
  readonly nextCursor?: string;
}

/** `POST /api/decisions` {@link DecisionRequest}; `POST /api/decisions/undo {ids: string[]}`; both answer {@link DecisionAnswer}. */
export interface DecisionRequest {
  /** at most 5,000 */
  readonly decisions: readonly {
    readonly sample: string;
    readonly label: string;
    readonly concept?: string;
    readonly verdict: 'accept' | 'reject' | 'add' | 'retract';
    readonly expectedVersion?: number;
  }[];
}

export interface DecisionAnswer {
  readonly applied: readonly DecisionView[];
  readonly conflicts: readonly { readonly sample: string; readonly label: string; readonly current: TagView }[];
  /** the tags of every sample concerned, as they are now */
  readonly tags: Readonly<Record<string, readonly TagView[]>>;
}

/** `GET /api/orphans` */
export interface OrphanList {
  readonly orphans: readonly (DecisionView & { readonly asset?: AssetView })[];
}

/** `GET /api/worth`: what the model is worth on what was reviewed, by confidence. */
export interface ModelWorth {
  readonly numReviewed: number;
  readonly precision?: number;
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly numReviewed: number;
    readonly precision: number;
    /** Wilson, 95 % */
    readonly interval: readonly [number, number];
  }[];
}

// `GET /api/export?as=ebucore|schema|vtt|edl|otio|csv&ids=…` (samples or assets, comma separated) or with the parameters of a search; accepted=1.
// Answers a file with a name (Content-Disposition).

/** `GET /api/events`: Server-Sent Events; each has one of these as data. */
export type ArchiveEvent =
  | { readonly type: 'decision'; readonly decision: DecisionView; readonly tags: readonly TagView[] }
  | { readonly type: 'job'; readonly job: JobView }
  | { readonly type: 'archive'; readonly version: number };
