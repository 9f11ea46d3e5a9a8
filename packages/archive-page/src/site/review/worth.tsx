import type { ModelWorth } from '@mmae/archive-server';
import { useAnswer } from '../api/use-answer.ts';
import { percent, t } from '../language/translate.ts';
import { numActions } from '../state/decide.ts';

const width = 200;

/** Precision of the machine's tags by their confidence, on what people have reviewed. */
export function Worth() {
  const { answer: worth } = useAnswer<ModelWorth>('/api/worth', numActions.value);
  if (!worth) return null;
  return (
    <section class="worth" aria-labelledby="worth">
      <h2 id="worth">{t('worth')}</h2>
      <p role="status">
        {worth.precision === undefined ? t('worthNothing') : t('worthAll', { n: worth.numReviewed, precision: percent(worth.precision) })}
      </p>
      {worth.numReviewed > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('confidenceColumn')}</th>
              <th scope="col">{t('reviewed')}</th>
              <th scope="col">{t('precision')}</th>
              <th scope="col">{t('interval')}</th>
            </tr>
          </thead>
          <tbody>
            {worth.bins
              .filter(({ numReviewed }) => numReviewed > 0)
              .map((bin) => (
                <WorthRow key={bin.from} bin={bin} />
              ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** A bar of the precision, its interval as a line, and the confidence as a mark: on it, the model is as good as it says. */
function WorthRow({ bin: { from, to, numReviewed, precision, interval } }: { bin: ModelWorth['bins'][number] }) {
  return (
    <tr>
      <th scope="row">
        {percent(from)}–{percent(to)}
      </th>
      <td>{numReviewed}</td>
      <td>{percent(precision)}</td>
      <td>
        <svg width={width} height="14" aria-hidden="true" class="worth-bar">
          <rect class="track" x={0} y={3} width={width} height={8} />
          <rect class="bar" x={0} y={3} width={precision * width} height={8} />
          <path class="interval" d={`M${interval[0] * width} 7H${interval[1] * width}`} />
          <path class="claimed" d={`M${((from + to) / 2) * width} 0V14`} />
        </svg>{' '}
        {percent(interval[0])}–{percent(interval[1])}
      </td>
    </tr>
  );
}
