import type { AssetDetail, Waveform } from '@mmae/archive-server';
import { useAnswer } from '../api/use-answer.ts';
import { t } from '../language/translate.ts';
import { timecodeAt } from '../samples/times.ts';
import { frameOfClick, waveformPath } from './timeline-layout.ts';

const width = 1000;
const waveHeight = 48;

/** The shots of a film along its length, its waveform below, and the playhead. A slider for the keyboard. */
export function Timeline({
  asset,
  frame,
  current,
  onSeek,
}: {
  asset: AssetDetail;
  frame: number;
  current: number;
  onSeek: (frame: number) => void;
}) {
  const film = asset.film!;
  const { answer: waveform } = useAnswer<Waveform>(`/media/waveform/${asset.id}`);
  const x = (at: number) => (at / film.numFrames) * width;
  const click = (event: MouseEvent) => {
    const { left, width: shown } = (event.currentTarget as Element).getBoundingClientRect();
    onSeek(frameOfClick(event.clientX - left, shown, film.numFrames));
  };
  return (
    <div class="timeline">
      <svg viewBox={`0 0 ${width} ${waveHeight + 24}`} preserveAspectRatio="none" aria-hidden="true" onClick={click}>
        {asset.samples.map(
          ({ id, range }, i) =>
            range && (
              <rect
                key={id}
                class={`shot ${i === current ? 'current' : ''} ${i % 2 ? 'odd' : ''}`}
                x={x(range.from)}
                y={0}
                width={Math.max(0.5, x(range.to - range.from) - 1)}
                height={20}
              />
            ),
        )}
        <path class="wave" d={waveformPath(waveform?.peaks ?? [], width, waveHeight, 24)} />
        <rect class="playhead" x={x(frame) - 1} y={0} width={2} height={waveHeight + 24} />
      </svg>
      <input
        type="range"
        aria-label={t('position')}
        aria-valuetext={timecodeAt(frame, film)}
        min={0}
        max={film.numFrames - 1}
        value={frame}
        onInput={(event) => onSeek(Number(event.currentTarget.value))}
      />
    </div>
  );
}
