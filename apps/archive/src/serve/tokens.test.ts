import { tokensFor } from './tokens.ts';

test('this machine needs no token; others get new ones, unless the environment names them', () => {
  expect(tokensFor(true, {})).toEqual({});
  expect(tokensFor(true, { MMAE_ARCHIVE_TOKEN: 'a-token-of-editors' })).toEqual({ token: 'a-token-of-editors' });
  const made = tokensFor(false, { MMAE_ARCHIVE_TOKEN: '', MMAE_ARCHIVE_READER_TOKEN: 'a-token-of-readers' });
  expect(made).toEqual({ token: expect.stringMatching(/^[\w-]{24}$/), readerToken: 'a-token-of-readers' });
  expect(tokensFor(false, {}).token).not.toBe(made.token);
});

test('a token that could be guessed is refused, and not repeated', () => {
  expect(() => tokensFor(true, { MMAE_ARCHIVE_READER_TOKEN: 'short' })).toThrow(
    'mmae-archive serve: expected at least 16 characters in MMAE_ARCHIVE_READER_TOKEN, got 5. Make it longer, or unset it to get one.',
  );
});
