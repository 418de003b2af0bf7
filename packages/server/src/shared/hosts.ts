import { BlockList, isIP } from 'node:net';
import { CodewrightError } from './errors.ts';

/** What one entry of an allow-list admits. */
interface Rule {
  host: string;
  /** The host's subdomains rather than itself. */
  below: boolean;
  /** Absent: 443 and 80. */
  port: number | undefined;
}

export type Verdict =
  | { allowed: false; reason: string }
  /** `exact`: host and port were named together, so that even an address of the own network is meant. */
  | { allowed: true; exact: boolean };

/** The allow-list does not hold the target, or it lies in the machine's own network. */
export class Refused extends Error {}

const defaultPorts = [443, 80];
const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** `example.org`, `*.example.org`, either with `:port`; `[::1]:8080`, `127.0.0.1:8080`. Throws CONFIG_INVALID. */
function parseRule(text: string): Rule {
  const match = /^(\*\.)?(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(text.trim());
  const host = normalHost(match?.[2] ?? '');
  const below = match?.[1] !== undefined;
  const port = match?.[3] === undefined ? undefined : Number(match[3]);
  const literal = isIP(host) !== 0;
  const sound = literal ? !below && port !== undefined : hostName.test(host);
  if (!match || !sound || (port !== undefined && (port < 1 || port > 65_535))) {
    throw new CodewrightError('CONFIG_INVALID', `${JSON.stringify(text)} is not a host of an allow-list.`, {
      hint: 'Write `example.org`, `*.example.org`, or either with a port; an address only with its port: `127.0.0.1:4873`.',
    });
  }
  return { host, below, port };
}

/** Lower case, without brackets and the final dot of a full name. */
export function normalHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** A judge of host and port over an allow-list. */
export function allowList(hosts: readonly string[]): (host: string, port: number) => Verdict {
  const rules = hosts.map(parseRule);
  return (given, port) => {
    const host = normalHost(given);
    const matching = rules.filter((rule) => (rule.below ? host.endsWith(`.${rule.host}`) : host === rule.host));
    if (matching.some((rule) => rule.port === port && !rule.below)) return { allowed: true, exact: true };
    // Also in the odd spellings that resolvers understand as addresses: 2130706433, 0x7f.1, 127.1.
    if (isIP(host) !== 0 || /^(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*$/.test(host)) {
      return { allowed: false, reason: 'an address instead of a name' };
    }
    const ok = matching.some((rule) => (rule.port === undefined ? defaultPorts.includes(port) : rule.port === port));
    if (ok) return { allowed: true, exact: false };
    return { allowed: false, reason: matching.length > 0 ? 'not on this port' : 'not on the allow-list' };
  };
}

const inner = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner.addSubnet(net, bits, 'ipv4');
const outer = new BlockList();
// The only range of IPv6 that is routed in public, less the parts of it that wrap an IPv4 address or are for documents.
outer.addSubnet('2000::', 3, 'ipv6');
const wrapped = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  wrapped.addSubnet(net, bits, 'ipv6');
}

/** False for loopback, private, link-local, multicast and reserved addresses: those of the machine's own surroundings. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inner.check(address, 'ipv4');
  return family === 6 && outer.check(address, 'ipv6') && !wrapped.check(address, 'ipv6');
}
