import type { LabelList } from '@mmae/archive-server';
import { useEffect, useId, useState } from 'preact/hooks';
import { get } from '../api/client.ts';
import { t } from '../language/translate.ts';
import { decide } from '../state/decide.ts';
import { isEditor } from '../state/session.ts';

type Completion = LabelList['labels'][number];
const settleMs = 120;

/** A field that adds a tag to samples, completed from labels in use and the vocabulary. */
export function AddTag({ samples }: { samples: readonly string[] }) {
  const [text, setText] = useState('');
  const options = useCompletions(text);
  const id = useId();
  if (!isEditor.value) return null;
  const add = async (event: Event) => {
    event.preventDefault();
    const label = text.trim();
    if (label === '') return;
    const known = options.find((option) => option.name === label || option.label === label);
    const decision = {
      label: known?.label ?? label,
      ...(known?.concept !== undefined && { concept: known.concept }),
      verdict: 'add' as const,
    };
    const made = await decide(samples.map((sample) => ({ sample, ...decision })));
    if (made.length > 0) setText('');
  };
  return (
    <form class="add-tag" onSubmit={(event) => void add(event)}>
      <label for={id} class="visually-hidden">
        {t('addTag')}
      </label>
      <input
        id={id}
        list={`${id}-options`}
        value={text}
        placeholder={t('addTag')}
        maxLength={500}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <datalist id={`${id}-options`}>
        {options.map((option) => (
          <option key={`${option.label} ${option.concept ?? ''}`} value={option.name}>
            {option.concept ?? ''}
          </option>
        ))}
      </datalist>
      <button type="submit" disabled={text.trim() === ''}>
        {t('add')}
      </button>
    </form>
  );
}

/** Completions of what is typed, once typing pauses. */
export function useCompletions(text: string): readonly Completion[] {
  const [options, setOptions] = useState<readonly Completion[]>([]);
  useEffect(() => {
    if (text.trim() === '') return setOptions([]);
    const current = new AbortController();
    const timer = setTimeout(() => {
      get<LabelList>(`/api/labels?q=${encodeURIComponent(text.trim())}&limit=12`, current.signal).then(
        ({ labels }) => setOptions(labels),
        () => undefined, // completions are a help only
      );
    }, settleMs);
    return () => {
      clearTimeout(timer);
      current.abort();
    };
  }, [text]);
  return options;
}
