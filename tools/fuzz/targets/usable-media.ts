import { UnusableMediaError } from '@mmae/samples';
import { realpathSync } from 'node:fs';
import { toPreviewMedia } from '../../../apps/trainer/src/previews/preview-media.ts';

/** Summaries count skipped media by the words before the colon. */
export const isUnusableMedia = (error: Error) => error instanceof UnusableMediaError && /^[a-z][^:\n]{2,60}: ./.test(error.message);

/** Features must be finite numbers. */
export function expectFinite(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i])) throw new Error(`value ${i} of ${values.length} is ${values[i]}`);
}

/** Whatever extraction reads must have a preview. */
export async function expectPreview(extractor: 'image' | 'audio', folder: string, path: string): Promise<void> {
  const preview = await toPreviewMedia({ kind: 'file', path }, { extractor }, realpathSync(folder)).catch((error: Error) => error);
  if (!preview || preview instanceof Error) throw new Error(`extraction reads it, its preview does not: ${preview?.message}`);
}
