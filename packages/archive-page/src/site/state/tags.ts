import type { DecisionAnswer, SampleView, TagView } from '@mmae/archive-server';
import { signal } from '@preact/signals';

/** Tags that changed since their sample was loaded, by sample id. */
const changed = signal<ReadonlyMap<string, readonly TagView[]>>(new Map());

/** The tags of a sample as they are now. */
export const tagsOf = ({ id, tags }: Pick<SampleView, 'id' | 'tags'>): readonly TagView[] => changed.value.get(id) ?? tags;

export function putTags(tags: DecisionAnswer['tags']): void {
  changed.value = new Map([...changed.peek(), ...Object.entries(tags)]);
}

/** Tags for display: what people say first, then by confidence; rejected ones last. */
export function inOrder(tags: readonly TagView[]): TagView[] {
  const rank = (tag: TagView) => (tag.verdict === 'rejected' ? 2 : tag.origin === 'person' || tag.verdict === 'accepted' ? 0 : 1);
  return [...tags].sort(
    (a, b) => rank(a) - rank(b) || (b.machine?.confidence ?? 0) - (a.machine?.confidence ?? 0) || a.label.localeCompare(b.label),
  );
}
