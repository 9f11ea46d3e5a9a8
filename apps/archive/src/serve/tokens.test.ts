import { tokensFor } from './tokens.ts';

test('this machine needs no token; others get new ones, unless the environment names them', () => {
  expect(tokensFor(true, {})).toEqual({});
  expect(tokensFor(true, { MMAE_ARCHIVE_TOKEN: 'a-token' })).toEqual({ token: 'a-token' });
  const made = tokensFor(false, { MMAE_ARCHIVE_TOKEN: '', MMAE_ARCHIVE_READER_TOKEN: 'a-reader' });
  expect(made).toEqual({ token: expect.stringMatching(/^[\w-]{24}$/), readerToken: 'a-reader' });
  expect(tokensFor(false, {}).token).not.toBe(made.token);
});
