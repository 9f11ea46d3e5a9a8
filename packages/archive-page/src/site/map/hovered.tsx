import type { SampleView } from '@mmae/archive-server';
import { useEffect, useState } from 'preact/hooks';
import { nameOf } from '../samples/sample-card.tsx';
import { Still } from '../samples/still.tsx';
import type { Point } from './lasso.ts';
import { samplesByKey } from './samples-by-key.ts';

export interface HoveredPoint {
  readonly key: number;
  readonly pixel: Point;
}

const settleMs = 80;

/** The sample of the point under the pointer, beside it. */
export function Hovered({ point: { key, pixel } }: { point: HoveredPoint }) {
  const [sample, setSample] = useState<SampleView>();
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      samplesByKey([key]).then(
        ([found]) => !isOver && setSample(found),
        () => undefined, // a preview only
      );
    }, settleMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [key]);
  if (!sample) return null;
  return (
    <div class="hovered" style={{ left: `${pixel[0] + 12}px`, top: `${pixel[1] + 12}px` }}>
      <Still sample={sample} />
      <p>{nameOf(sample)}</p>
    </div>
  );
}
