import { t } from '../language/translate.ts';
import { clearSelection, selection } from '../state/selection.ts';
import { AddTag } from './add-tag.tsx';
import { ExportMenu } from './export-menu.tsx';

/** What can be done with the selected samples; shown while there are any. */
export function SelectionBar() {
  const ids = [...selection.value];
  if (ids.length === 0) return null;
  return (
    <section class="selection-bar" aria-label={t('selection')}>
      <strong role="status">{t('selected', { n: ids.length })}</strong>
      <AddTag samples={ids} />
      <ExportMenu params={new URLSearchParams({ ids: ids.join(',') })} />
      <a class="button" href={`/?like=${ids.slice(0, 20).map(encodeURIComponent).join(',')}`}>
        {t('moreLikeThese')}
      </a>
      <button type="button" onClick={clearSelection}>
        {t('clearSelection')}
      </button>
    </section>
  );
}
