import type { PageRequest } from '../cursor.ts';

export interface Tag {
  readonly label: string;
  readonly concept?: string;
  /** `person`: decided by somebody; `machine`: proposed only */
  readonly origin: 'person' | 'machine';
  readonly verdict?: 'accepted' | 'rejected';
  readonly who?: string;
  /** ISO 8601 */
  readonly at?: string;
  /** what the machine says, whoever else says it */
  readonly machine?: { readonly confidence: number; readonly kind: 'label' | 'word'; readonly from: string; readonly runVersion: string };
  /** the number of the last decision on this label of this sample, 0 if there is none: pass it as `expectedVersion` */
  readonly version: number;
}

export interface LabelCount {
  readonly label: string;
  readonly concept?: string;
  readonly numSamples: number;
  readonly numAccepted: number;
}

export interface ReviewedTag {
  readonly confidence: number;
  readonly kind: 'label' | 'word';
  readonly from: string;
  readonly isRight: boolean;
}

export interface ReviewOptions extends PageRequest {
  readonly by: 'uncertainty' | 'cluster';
  readonly cluster?: number;
  readonly label?: string;
}

export interface ReviewItem {
  readonly sampleKey: number;
  readonly tag: Tag;
}
