import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from the page of this server, from a program, or is somebody following a link to the page. Browsers state the origin of every request
 * that could change something, and (`Sec-Fetch-Site`) the site of every request.
 *
 * @param isData whether it asks for data, not for the page itself, which others may link to
 */
export function isSameOrigin(headers: IncomingHttpHeaders, isData: boolean): boolean {
  const { origin, host } = headers;
  if (origin !== undefined && originHost(origin) !== host?.toLowerCase()) return false;
  const site = headers['sec-fetch-site'];
  return !isData || site === undefined || site === 'same-origin' || site === 'none';
}

const originHost = (origin: string) => (/^https?:/.test(origin) && URL.canParse(origin) ? withPort(new URL(origin)) : undefined);

/** As browsers write `Host`: without the default port of the scheme. */
const withPort = ({ host }: URL) => host.toLowerCase();
