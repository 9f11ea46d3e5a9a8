import { archiveWords, type Archive, type ArchiveSample } from '@mmae/archive-store';
import { join } from 'node:path';
import { correlation, stillPattern } from './still-pattern.ts';

/** Of the 95 shots of the sample archive and 15 copies in another encoding and size: the same photograph from .89 on, but for a fast pan; others up to .81. */
const minCorrelation = 0.85;

/** Share of the words of two texts that both have. */
const minWords = 0.8;

/**
 * Whether two samples are the same when looked at: by their stills; by their words where one has no still. Recordings alone are compared by embedding only.
 * Each still is read once.
 */
export function sameMedia(archive: Pick<Archive, 'asset'>): (a: ArchiveSample, b: ArchiveSample) => Promise<boolean> {
  const patterns = new Map<number, Promise<Float32Array | undefined>>();
  const patternOf = ({ key, assetKey, media: { image } }: ArchiveSample) => {
    const pattern = patterns.get(key) ?? stillPattern(join(archive.asset(assetKey)!.root, image!));
    patterns.set(key, pattern);
    return pattern;
  };
  return async (a, b) => {
    if (a.media.image === undefined || b.media.image === undefined) return haveSameWords(a, b);
    const [one, other] = [await patternOf(a), await patternOf(b)];
    return one !== undefined && other !== undefined && correlation(one, other) >= minCorrelation;
  };
}

/** Words say nothing about recordings without any. */
function haveSameWords(a: ArchiveSample, b: ArchiveSample): boolean {
  const [one, other] = [new Set(archiveWords(a.text)), new Set(archiveWords(b.text))];
  const numShared = [...one].filter((word) => other.has(word)).length;
  const numWords = one.size + other.size - numShared;
  if (numWords === 0) return a.media.audio !== undefined && b.media.audio !== undefined;
  return numShared / numWords >= minWords;
}
