import { isIP } from 'node:net';

/**
 * Whether a request may have this `Host`: an IP address, `localhost` or a name that was given. A page of another site whose name was pointed at this server
 * (DNS rebinding) sends its own name and is refused.
 */
export function isAllowedHost(host: string | undefined, hostNames: readonly string[]): boolean {
  const name = hostName(host);
  return name !== undefined && (isIP(name) !== 0 || name === 'localhost' || hostNames.some((known) => known.toLowerCase() === name));
}

/** The name of a `Host` header, without port and brackets; undefined if it is none. */
export function hostName(host: string | undefined): string | undefined {
  if (!host || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  const { hostname } = new URL(`http://${host}`);
  return hostname.replace(/^\[|\]$/g, '');
}

/** Whether an address is reached from this machine only. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
