import { signal } from '@preact/signals';

/** Ids of the samples that are selected, on all screens. */
export const selection = signal<ReadonlySet<string>>(new Set());

export function toggleSelected(id: string): void {
  const next = new Set(selection.peek());
  if (!next.delete(id)) next.add(id);
  selection.value = next;
}

export function select(ids: Iterable<string>): void {
  selection.value = new Set([...selection.peek(), ...ids]);
}

export function clearSelection(): void {
  selection.value = new Set();
}
