import { useState } from 'preact/hooks';
import { send } from '../api/client.ts';
import { t } from '../language/translate.ts';
import { showError } from '../state/messages.ts';

const formats = [
  ['ebucore', 'EBUCore (XML)'],
  ['schema', 'schema.org (JSON-LD)'],
  ['vtt', 'WebVTT'],
  ['edl', 'EDL (CMX3600)'],
  ['otio', 'OpenTimelineIO'],
  ['csv', 'CSV'],
] as const;

/** Chooses a format and downloads what `params` names: ids, or a search. */
export function ExportMenu({ params }: { params: URLSearchParams }) {
  const [format, setFormat] = useState<string>(formats[0][0]);
  const [onlyAccepted, setOnlyAccepted] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    await saveExport(params, format, onlyAccepted).catch(showError);
    setBusy(false);
  };
  return (
    <fieldset class="export">
      <legend class="visually-hidden">{t('export')}</legend>
      <select aria-label={t('format')} value={format} onChange={(event) => setFormat(event.currentTarget.value)}>
        {formats.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <label class="check">
        <input type="checkbox" checked={onlyAccepted} onChange={(event) => setOnlyAccepted(event.currentTarget.checked)} />{' '}
        {t('onlyAccepted')}
      </label>
      <button type="button" disabled={isBusy} onClick={() => void download()}>
        {t('export')}
      </button>
    </fieldset>
  );
}

/** Read as a request of the page, so that an error is shown and does not replace the page. */
async function saveExport(params: URLSearchParams, format: string, onlyAccepted: boolean): Promise<void> {
  const query = new URLSearchParams(params);
  query.set('as', format);
  if (onlyAccepted) query.set('accepted', '1');
  const response = await send(`/api/export?${query}`);
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  const name = encoded === undefined ? `archive.${format}` : decodeURIComponent(encoded);
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
