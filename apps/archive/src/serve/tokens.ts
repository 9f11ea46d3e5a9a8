import { InputError } from '@mmae/input';
import { randomBytes } from 'node:crypto';

export interface Tokens {
  readonly token?: string;
  readonly readerToken?: string;
}

/**
 * The tokens of the environment; where others can reach the server, those that are missing are made.
 *
 * @throws InputError for a token of the environment with fewer than 16 characters
 */
export function tokensFor(isLoopback: boolean, env: NodeJS.ProcessEnv): Tokens {
  const given = { token: tokenOf('MMAE_ARCHIVE_TOKEN', env), readerToken: tokenOf('MMAE_ARCHIVE_READER_TOKEN', env) };
  const made = isLoopback ? {} : { token: newToken(), readerToken: newToken() };
  return { ...made, ...(given.token && { token: given.token }), ...(given.readerToken && { readerToken: given.readerToken }) };
}

const minTokenLength = 16;

/** Says the length of a token that is refused, never the token. */
function tokenOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const token = env[name];
  if (!token || token.length >= minTokenLength) return token;
  throw new InputError(
    `mmae-archive serve: expected at least ${minTokenLength} characters in ${name}, got ${token.length}. Make it longer, or unset it to get one.`,
  );
}

/** 24 characters, 144 bits. */
const newToken = () => randomBytes(18).toString('base64url');
