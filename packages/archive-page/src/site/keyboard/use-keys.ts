import { useLayoutEffect, useRef } from 'preact/hooks';

export type Keys = Readonly<Record<string, () => void>>;

/** Calls the function of a key while the component is shown, from the moment that it is drawn. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionOf(latest.current, event);
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target' | 'defaultPrevented'>;

/** What a key does: nothing with Ctrl, Alt or Meta, nothing while a field needs the key itself. */
export function actionOf(keys: Keys, { key, ctrlKey, metaKey, altKey, target, defaultPrevented }: Pressed): (() => void) | undefined {
  if (ctrlKey || metaKey || altKey || defaultPrevented || needsKey(target as Element | null, key)) return undefined;
  return keys[key.length === 1 ? key.toLowerCase() : key];
}

/** Whether an element has a use of its own for a key: fields for all, buttons and links for the space bar, sliders for arrows. */
function needsKey(element: Element | null, key: string): boolean {
  if (!element?.matches) return false;
  if (element.matches('dialog[open] *')) return true;
  if (element.matches('input[type=checkbox], button, a[href], summary')) return key === ' ' || key === 'Enter';
  if (element.matches('input[type=range]')) return key.startsWith('Arrow');
  return element.matches('input, textarea, select, [contenteditable]');
}
