import type { SampleList, SampleView } from '@mmae/archive-server';
import { post } from '../api/client.ts';

const maxPerRequest = 500;

/** Samples in the order of their keys, as many as asked. */
export async function samplesByKey(keys: readonly number[]): Promise<SampleView[]> {
  const samples: SampleView[] = [];
  for (let i = 0; i < keys.length; i += maxPerRequest)
    samples.push(...(await post<SampleList>('/api/samples/by-key', { keys: keys.slice(i, i + maxPerRequest) })).samples);
  return samples;
}
