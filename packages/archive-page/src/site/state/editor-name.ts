import type { Session } from '@mmae/archive-server';
import { effect, signal } from '@preact/signals';
import { post } from '../api/client.ts';
import { session } from './session.ts';

const stored = 'mmae-name';

/** The name that the visitor gave, in this visit or an earlier one; never that of the server. */
export const editorName = signal<string | undefined>(globalThis.localStorage?.getItem(stored)?.trim() || undefined);

/** Whether the page asks for the name at the moment. */
export const isAskingName = signal(false);

/** The server ends its sessions when it ends, so the name given earlier is told anew. */
export async function tellName(): Promise<void> {
  const who = editorName.peek();
  if (who !== undefined && who !== session.peek()?.who) session.value = await post<Session>('/api/session', { who });
}

/** Takes a name: decisions are signed with it from now on. A blank one is none. @throws RequestError and keeps the earlier name */
export async function giveName(name: string): Promise<void> {
  const who = name.trim();
  if (who === '') return;
  session.value = await post<Session>('/api/session', { who });
  keepName(who);
  isAskingName.value = false;
}

export function keepName(who: string): void {
  editorName.value = who;
  globalThis.localStorage?.setItem(stored, who);
}

/** Whether decisions can be signed. Asks for a name unless there is one, and waits until it is given, or not. */
export async function isNamed(): Promise<boolean> {
  if (editorName.peek() === undefined) {
    isAskingName.value = true;
    await new Promise<void>((resolve) => {
      const end = effect(() => {
        if (isAskingName.value) return;
        resolve();
        queueMicrotask(() => end());
      });
    });
  }
  if (editorName.peek() === undefined) return false;
  await tellName();
  return true;
}
