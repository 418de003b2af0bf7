import { isIP } from 'node:net';
import { normalHost } from '../../shared/hosts.ts';

/** The proxy that a target is reached through, `http(s)://[user:password@]host:port`; undefined: it is reached directly. */
export type Upstream = (host: string, port: number) => string | undefined;

/**
 * As programs have in common: HTTPS_PROXY (HTTP_PROXY for port 80), but what NO_PROXY names directly: `*`, names with their subdomains, either
 * with a port. This machine itself is never reached through another. Null where the variables name no proxy.
 */
export function upstreamOf(variables: Readonly<Record<string, string>>): Upstream | null {
  const value = (name: string) => variables[name.toLowerCase()] || variables[name.toUpperCase()] || undefined;
  const secure = addressOf(value('https_proxy'));
  const plain = addressOf(value('http_proxy'));
  if (secure === undefined && plain === undefined) return null;
  const direct = (value('no_proxy') ?? '').split(/[\s,]+/).filter((one) => one !== '');
  return (given, port) => {
    const host = normalHost(given);
    if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return undefined;
    if (direct.some((one) => names(one, host, port))) return undefined;
    return port === 80 ? plain : (secure ?? plain);
  };
}

/** Many write a proxy without its scheme. */
function addressOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
}

function names(entry: string, host: string, port: number): boolean {
  const [, name = '', own] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (own !== undefined && Number(own) !== port) return false;
  const bare = normalHost(name.replace(/^\*?\./, ''));
  return name === '*' || host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`));
}
