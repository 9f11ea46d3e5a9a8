import { randomBytes } from 'node:crypto';

export interface Tokens {
  readonly token?: string;
  readonly readerToken?: string;
}

/** The tokens of the environment; where others can reach the server, those that are missing are made. */
export function tokensFor(isLoopback: boolean, env: NodeJS.ProcessEnv): Tokens {
  const given = { token: env.MMAE_ARCHIVE_TOKEN, readerToken: env.MMAE_ARCHIVE_READER_TOKEN };
  const made = isLoopback ? {} : { token: newToken(), readerToken: newToken() };
  return { ...made, ...(given.token && { token: given.token }), ...(given.readerToken && { readerToken: given.readerToken }) };
}

/** 24 characters, 144 bits. */
const newToken = () => randomBytes(18).toString('base64url');
