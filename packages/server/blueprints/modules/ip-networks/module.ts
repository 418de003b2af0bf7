export interface NetworkFacts {
  /** With its prefix. */
  network: string;
  netmask: string;
  wildcard: string;
  broadcast: string;
  firstHost: string;
  lastHost: string;
  addresses: number;
  hosts: number;
}

interface AddressRange {
  start: number;
  prefix: number;
}

const mostNetworks = 65_536;

/** Gives the addresses of a network, which may be named by any address within it. */
export function describeNetwork(network: string): NetworkFacts {
  const { start, prefix } = readNetwork(network);
  const size = 2 ** (32 - prefix);
  const last = start + size - 1;
  // The two addresses of a link and a single one are hosts themselves.
  const inner = prefix < 31 ? 1 : 0;
  return {
    network: `${writeAddress(start)}/${prefix}`,
    netmask: writeAddress(2 ** 32 - size),
    wildcard: writeAddress(size - 1),
    broadcast: writeAddress(last),
    firstHost: writeAddress(start + inner),
    lastHost: writeAddress(last - inner),
    addresses: size,
    hosts: size - 2 * inner,
  };
}

/** Says whether an address lies in a network. */
export function networkContains(network: string, address: string): boolean {
  const { start, prefix } = readNetwork(network);
  const distance = readAddress(address) - start;
  return distance >= 0 && distance < 2 ** (32 - prefix);
}

/** Splits a network into all networks of a longer prefix. */
export function splitNetwork(network: string, prefix: number): string[] {
  const whole = readNetwork(network);
  if (!Number.isInteger(prefix) || prefix < whole.prefix || prefix > 32)
    throw new RangeError(`The prefix must be ${whole.prefix} to 32.`);
  const count = 2 ** (prefix - whole.prefix);
  if (count > mostNetworks) throw new RangeError(`These are more than ${mostNetworks} networks.`);
  const size = 2 ** (32 - prefix);
  return Array.from(
    { length: count },
    (_, at) => `${writeAddress(whole.start + at * size)}/${prefix}`,
  );
}

function readNetwork(text: string): AddressRange {
  const [address = '', length, ...rest] = text.trim().split('/');
  if (length === undefined || rest.length > 0 || !/^\d{1,2}$/.test(length) || Number(length) > 32)
    throw new SyntaxError(`"${text}" has no prefix of 0 to 32, as in 10.0.0.0/8.`);
  const prefix = Number(length);
  const size = 2 ** (32 - prefix);
  return { start: Math.floor(readAddress(address) / size) * size, prefix };
}

/** Leading zeros are refused: some programs read them as octal. */
function readAddress(text: string): number {
  const parts = text.trim().split('.');
  const sound = parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  if (parts.length !== 4 || !sound) throw new SyntaxError(`"${text}" is no IPv4 address.`);
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function writeAddress(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}
