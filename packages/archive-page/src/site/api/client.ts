import { session } from '../state/session.ts';
import { locale } from '../language/locale.ts';

/** An answer of the server that is an error; `status` 0 if there was no answer. */
export interface RequestError extends Error {
  readonly status: number;
}

/** `GET` of JSON. @throws RequestError with the server's own message */
export const get = <Body>(path: string, signal?: AbortSignal): Promise<Body> => request<Body>(path, { ...(signal && { signal }) });

/** `POST` of JSON. @throws RequestError */
export const post = <Body>(path: string, body: unknown): Promise<Body> =>
  request<Body>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** `POST` of a file. @throws RequestError */
export const postFile = <Body>(path: string, file: File): Promise<Body> =>
  request<Body>(path, { method: 'POST', headers: { 'content-type': file.type || 'application/octet-stream' }, body: file });

async function request<Body>(path: string, init: RequestInit): Promise<Body> {
  const response = await send(path, init);
  return (await response.json()) as Body;
}

/** A request with what the server asks of the page: the language, and the token against forged requests. @throws RequestError */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...init.headers, 'accept-language': locale.value, 'x-mmae-csrf': session.peek()?.csrf ?? '' };
  const response = await fetch(path, { ...init, headers, credentials: 'same-origin' }).catch((error: Error) => {
    if (error.name === 'AbortError') throw error;
    throw requestError(error.message, 0);
  });
  if (response.ok) return response;
  if (response.status === 401 && session.peek()) session.value = { ...session.peek()!, role: 'none' };
  throw requestError(await errorText(response), response.status);
}

async function errorText(response: Response): Promise<string> {
  try {
    return ((await response.json()) as { error: string }).error;
  } catch {
    return `${response.status} ${response.statusText}`;
  }
}

const requestError = (message: string, status: number): RequestError => Object.assign(new Error(message), { status });

/** Address of a still in the width that is shown, twice that on fine screens. */
export const stillUrl = (sampleId: string, width: number): string =>
  `/media/still/${encodeURIComponent(sampleId)}?width=${Math.min(1280, Math.round(width * Math.min(2, globalThis.devicePixelRatio ?? 1)))}`;
