import { useState } from 'preact/hooks';
import type { Point } from './lasso.ts';

/** Draws a line after the pointer and gives its points, in pixels of the map, once the pointer is up. */
export function Lasso({ onDone }: { onDone: (points: readonly Point[]) => void }) {
  const [points, setPoints] = useState<readonly Point[]>([]);
  const at = (event: PointerEvent): Point => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  return (
    <svg
      class="lasso"
      aria-hidden="true"
      onPointerDown={(event) => {
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        setPoints([at(event)]);
      }}
      onPointerMove={(event) => points.length > 0 && setPoints([...points, at(event)])}
      onPointerUp={() => onDone(points)}
    >
      {points.length > 1 && <path d={`M${points.map((point) => point.join(' ')).join('L')}Z`} />}
    </svg>
  );
}
