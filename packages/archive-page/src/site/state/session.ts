import type { ArchiveStatus, Session } from '@mmae/archive-server';
import { computed, signal } from '@preact/signals';

/** Who the visitor is; undefined until the server has answered. */
export const session = signal<Session | undefined>(undefined);

export const isEditor = computed(() => session.value?.role === 'editor');

export const status = signal<ArchiveStatus | undefined>(undefined);

/** Whether the server tells of changes at the moment. */
export const isConnected = signal(true);
