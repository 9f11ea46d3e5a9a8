import type { ClusterList } from '@mmae/archive-server';
import { useId, useState } from 'preact/hooks';
import { useAnswer } from '../api/use-answer.ts';
import { languageName, t } from '../language/translate.ts';
import { modalitiesOf } from '../samples/tag-list.tsx';
import { useCompletions } from '../samples/add-tag.tsx';
import { go, listOf, withParams } from '../state/router.ts';
import { status } from '../state/session.ts';
import { toWeights, weightsOf } from './search-params.ts';

/** Conditions of a search; each change is a new address. */
export function Filters({ params }: { params: URLSearchParams }) {
  const change = (changes: Parameters<typeof withParams>[1]) => go(`/?${withParams(params, changes)}`);
  return (
    <details class="filters" open={globalThis.innerWidth > 900}>
      <summary>{t('filters')}</summary>
      <Active params={params} change={change} />
      <TagField params={params} change={change} />
      <label class="check">
        <input
          type="checkbox"
          checked={params.get('accepted') === '1'}
          onChange={(event) => change({ accepted: event.currentTarget.checked ? '1' : undefined })}
        />{' '}
        {t('onlyAccepted')}
      </label>
      <ClusterField params={params} change={change} />
      <Field label={t('language')}>
        {(id) => (
          <select id={id} value={params.get('language') ?? ''} onChange={(event) => change({ language: event.currentTarget.value })}>
            <option value="">{t('any')}</option>
            {status.value?.languages.map((language) => (
              <option key={language} value={language}>
                {languageName(language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="pair">
        <TextField params={params} change={change} name="dateFrom" label={t('dateFrom')} placeholder="1998-03" />
        <TextField params={params} change={change} name="dateTo" label={t('dateTo')} placeholder="1999" />
      </div>
      <div class="pair">
        <TextField params={params} change={change} name="minSeconds" label={t('minSeconds')} placeholder="0" />
        <TextField params={params} change={change} name="maxSeconds" label={t('maxSeconds')} placeholder="60" />
      </div>
      <Weights params={params} change={change} />
    </details>
  );
}

interface FieldProps {
  readonly params: URLSearchParams;
  readonly change: (changes: Parameters<typeof withParams>[1]) => void;
}

function Field({ label, children }: { label: string; children: (id: string) => preact.ComponentChildren }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** What restricts the search beside the fields below: each can be taken off. */
function Active({ params, change }: FieldProps) {
  const chips = [
    ...params.getAll('tag').map((tag) => ({ text: tag, off: { tag: params.getAll('tag').filter((one) => one !== tag) } })),
    ...(params.has('like') ? [{ text: t('likeN', { n: listOf(params, 'like').length }), off: { like: undefined } }] : []),
    ...(params.has('media') ? [{ text: t('likeMedia'), off: { media: undefined } }] : []),
    ...(params.has('asset') ? [{ text: t('inOneProgramme'), off: { asset: undefined } }] : []),
    ...(params.has('relevant') || params.has('irrelevant')
      ? [
          {
            text: t('marked', { n: listOf(params, 'relevant').length + listOf(params, 'irrelevant').length }),
            off: { relevant: undefined, irrelevant: undefined },
          },
        ]
      : []),
  ];
  if (chips.length === 0) return null;
  return (
    <ul class="chips">
      {chips.map(({ text, off }) => (
        <li key={text}>
          <button type="button" class="chip" onClick={() => change(off)} aria-label={t('removeNamed', { name: text })}>
            {text} ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function TagField({ params, change }: FieldProps) {
  const [text, setText] = useState('');
  const options = useCompletions(text);
  const add = (event: Event) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const known = options.find(({ name }) => name === text.trim());
    change({ tag: [...params.getAll('tag'), known?.label ?? text.trim()] });
    setText('');
  };
  return (
    <form onSubmit={add}>
      <Field label={t('withTag')}>
        {(id) => (
          <>
            <input id={id} list={`${id}-tags`} value={text} onInput={(event) => setText(event.currentTarget.value)} />
            <datalist id={`${id}-tags`}>
              {options.map(({ name, label, numSamples }) => (
                <option key={`${label} ${name}`} value={name}>
                  {numSamples}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
    </form>
  );
}

function ClusterField({ params, change }: FieldProps) {
  const { answer } = useAnswer<ClusterList>('/api/clusters', status.value?.run?.version);
  return (
    <Field label={t('cluster')}>
      {(id) => (
        <select id={id} value={params.get('cluster') ?? ''} onChange={(event) => change({ cluster: event.currentTarget.value })}>
          <option value="">{t('any')}</option>
          {answer?.clusters.map(({ number, name, size }) => (
            <option key={number} value={String(number)}>
              {name} ({size})
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function TextField({ params, change, name, label, placeholder }: FieldProps & { name: string; label: string; placeholder: string }) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          key={params.get(name)}
          defaultValue={params.get(name) ?? ''}
          placeholder={placeholder}
          onChange={(event) => change({ [name]: event.currentTarget.value.trim() })}
        />
      )}
    </Field>
  );
}

/** How much each modality of a sample counts. */
function Weights({ params, change }: FieldProps) {
  const modalities = status.value?.run?.modalities ?? [];
  if (modalities.length < 2) return null;
  const given = weightsOf(params.get('weights'));
  const weights = Object.fromEntries(modalities.map((name) => [name, given[name] ?? 1]));
  return (
    <fieldset class="weights">
      <legend>{t('weights')}</legend>
      {modalities.map((name) => (
        <Field key={name} label={modalitiesOf(name)}>
          {(id) => (
            <input
              id={id}
              type="range"
              min="0"
              max="1"
              step="0.25"
              value={weights[name]}
              onChange={(event) => change({ weights: toWeights({ ...weights, [name]: Number(event.currentTarget.value) }) })}
            />
          )}
        </Field>
      ))}
    </fieldset>
  );
}
