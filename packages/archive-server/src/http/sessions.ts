import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Session } from '../api.ts';
import type { ServerOptions } from '../options.ts';

export type Role = Session['role'];

/** What a cookie says, once its signature is right. */
export interface Visitor {
  readonly role: Role;
  readonly who: string;
  /** ties the token against forged requests to this cookie */
  readonly nonce: string;
}

/** Sessions are signed cookies: the server keeps none, and its end ends all. */
export interface Sessions {
  readonly needsToken: boolean;
  /** Reads a cookie. A wrong or missing one is a visitor without a role, or an editor where no token is needed. */
  visitor(cookie: string | undefined): Visitor;
  /** A visitor with another role or name. @returns undefined if the token is wrong */
  enter(visitor: Visitor, change: { readonly token?: string | undefined; readonly who?: string | undefined }): Visitor | undefined;
  toCookie(visitor: Visitor): string;
  csrf(visitor: Visitor): string;
}

export function sessions({ token, readerToken, who }: Pick<ServerOptions, 'token' | 'readerToken' | 'who'>): Sessions {
  const secret = randomBytes(32);
  const sign = (purpose: string, text: string) => createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('base64url');
  const needsToken = token !== undefined;
  const stranger = (): Visitor => ({ role: needsToken ? 'none' : 'editor', who, nonce: randomBytes(16).toString('base64url') });
  return {
    needsToken,
    visitor(cookie) {
      const [body = '', signature = ''] = cookie?.split('.') ?? [];
      return isEqual(signature, sign('cookie', body)) ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as Visitor) : stranger();
    },
    enter(visitor, change) {
      const role = change.token === undefined ? visitor.role : roleOf(change.token, token, readerToken);
      return role && { ...visitor, role, who: change.who ?? visitor.who };
    },
    toCookie(visitor) {
      const body = Buffer.from(JSON.stringify(visitor)).toString('base64url');
      return `${body}.${sign('cookie', body)}`;
    },
    csrf: ({ nonce }) => sign('csrf', nonce),
  };
}

function roleOf(given: string, token: string | undefined, readerToken: string | undefined): Role | undefined {
  if (token === undefined || isEqual(given, token)) return 'editor';
  return readerToken !== undefined && isEqual(given, readerToken) ? 'reader' : undefined;
}

/** Compares in a time that tells nothing about either. */
export const isEqual = (a: string, b: string): boolean => timingSafeEqual(hash(a), hash(b));

const hash = (text: string) => createHash('sha256').update(text).digest();
