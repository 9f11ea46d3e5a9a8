import type { DecisionAnswer, OrphanList } from '@mmae/archive-server';
import { post } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { dateTime, t } from '../language/translate.ts';
import { numActions } from '../state/decide.ts';
import { isNamed } from '../state/editor-name.ts';
import { show, showError } from '../state/messages.ts';
import { isEditor, status } from '../state/session.ts';
import { timecodeAt } from '../samples/times.ts';

type Orphan = OrphanList['orphans'][number];

/** Decisions in force that match no shot any more: nothing of them is lost, and they apply again once their frames are a shot again. */
export function OrphansPage() {
  const { answer, error } = useAnswer<OrphanList>('/api/orphans', `${numActions.value} ${status.value?.numOrphans}`);
  return (
    <>
      <h1>{t('orphans')}</h1>
      <p class="quiet">{t('orphansHelp')}</p>
      {error && <p class="error">{error.message}</p>}
      {answer?.orphans.length === 0 && <p class="note">{t('noOrphans')}</p>}
      {answer && answer.orphans.length > 0 && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={t('orphans')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('decision')}</th>
                <th scope="col">{t('programme')}</th>
                <th scope="col">{t('frames')}</th>
                <th scope="col">{t('when')}</th>
                <th scope="col">{isEditor.value && t('action')}</th>
              </tr>
            </thead>
            <tbody>
              {answer.orphans.map((orphan) => (
                <OrphanRow key={orphan.id} orphan={orphan} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function OrphanRow({ orphan }: { orphan: Orphan }) {
  const { asset, range, verdict, label, who, at, content } = orphan;
  return (
    <tr>
      <td>{t(`did_${verdict}`, { who, label })}</td>
      <td>
        {asset ? (
          <a href={`/asset/${asset.id}${range ? `?frame=${range.from}` : ''}`}>{asset.title}</a>
        ) : (
          <code title={content}>{content.slice(0, 12)}…</code>
        )}
      </td>
      <td class="timecode">
        {range && (asset?.film ? `${timecodeAt(range.from, asset.film)}–${timecodeAt(range.to, asset.film)}` : `${range.from}–${range.to}`)}
      </td>
      <td>{dateTime(at)}</td>
      <td>
        {isEditor.value && (
          <button type="button" onClick={() => void undoOrphan(orphan)}>
            {t('takeBack')}
          </button>
        )}
      </td>
    </tr>
  );
}

async function undoOrphan({ id }: Orphan): Promise<void> {
  try {
    if (!(await isNamed())) return;
    await post<DecisionAnswer>('/api/decisions/undo', { ids: [id] });
    show(t('undone', { n: 1 }));
  } catch (error) {
    showError(error);
  }
  numActions.value++;
}
