import { jest } from '@jest/globals';
import { session } from '../state/session.ts';
import { get, post, stillUrl } from './client.ts';

const answer = (response: Response | Error | DOMException) =>
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => (response instanceof Response ? Promise.resolve(response) : Promise.reject(response)));
afterEach(() => jest.restoreAllMocks());

test('a request carries the language and the token against forged requests', async () => {
  session.value = { role: 'editor', who: 'Ada', csrf: 'secret', needsToken: false };
  const fetched = answer(Response.json({ ok: true }));
  expect(await post('/api/x', { n: 1 })).toEqual({ ok: true });
  expect(fetched).toHaveBeenCalledWith('/api/x', {
    ...{ method: 'POST', body: '{"n":1}', credentials: 'same-origin' },
    headers: { 'content-type': 'application/json', 'accept-language': 'en', 'x-mmae-csrf': 'secret' },
  });
});

test.each([
  [
    'the message of the server',
    Response.json({ error: 'expected a sample, got none.' }, { status: 404 }),
    404,
    'expected a sample, got none.',
  ],
  ['its status where there is none', new Response('<html>', { status: 502, statusText: 'Bad Gateway' }), 502, '502 Bad Gateway'],
  ['why there was no answer', new TypeError('fetch failed'), 0, 'fetch failed'],
])('an error says %s', async (_, response, status, message) => {
  answer(response);
  await expect(get('/api/x')).rejects.toMatchObject({ message, status });
});

test('a request that is ended on purpose stays an AbortError', async () => {
  answer(new DOMException('ended', 'AbortError'));
  await expect(get('/api/x')).rejects.toMatchObject({ name: 'AbortError' });
});

test('a session that has ended asks for the token again', async () => {
  session.value = { role: 'editor', who: 'Ada', csrf: 'secret', needsToken: true };
  answer(Response.json({ error: 'expected a token' }, { status: 401 }));
  await expect(get('/api/x')).rejects.toMatchObject({ status: 401 });
  expect(session.value.role).toBe('none');
});

test('a still is asked for by its id, at most 1280 pixels wide', () => {
  expect(stillUrl('a/b#0', 160.4)).toBe('/media/still/a%2Fb%230?width=160');
  expect(stillUrl('a', 5000)).toBe('/media/still/a?width=1280');
});
