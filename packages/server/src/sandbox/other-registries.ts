/** What pip or Go needs to reach its registry and nothing else. */
export interface OtherAccess {
  hosts: string[];
  /** Ports of this machine where the registry answers: reached inside at the same address. */
  loopback: number[];
  env: Record<string, string>;
}

const publicIndex = 'https://pypi.org/simple/';
/** The public index names files that lie elsewhere. */
const publicFiles = 'files.pythonhosted.org:443';
const publicProxy = 'https://proxy.golang.org/';
const publicSums = 'sum.golang.org:443';

/** pip's. `address`: a simple index in place of the public one; its files must lie on the same host. */
export function pipAccess(address: string = publicIndex): OtherAccess {
  const url = new URL(address);
  const index = url.href.replace(/\/$/, '');
  const { hosts, loopback } = placeOf(url);
  return {
    hosts: address === publicIndex ? [...hosts, publicFiles] : hosts,
    loopback,
    env: {
      PIP_INDEX_URL: index,
      UV_DEFAULT_INDEX: index,
      ...(url.protocol === 'http:' ? { PIP_TRUSTED_HOST: url.host } : {}),
      // Where the system's own folder cannot be written, and where it could: it is never the place.
      PIP_USER: '1',
      PIP_BREAK_SYSTEM_PACKAGES: '1',
      PIP_NO_WARN_SCRIPT_LOCATION: '1',
      PIP_ROOT_USER_ACTION: 'ignore',
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
      PIP_NO_INPUT: '1',
      // Five tries of 15 s each is what pip makes of an index that does not answer.
      PIP_RETRIES: '2',
    },
  };
}

/** Go's. `address`: a module proxy in place of the public one, whose sums nobody else knows. */
export function goAccess(address: string = publicProxy): OtherAccess {
  const url = new URL(address);
  const { hosts, loopback } = placeOf(url);
  const own = address !== publicProxy;
  return {
    hosts: own ? hosts : [...hosts, publicSums],
    loopback,
    env: {
      GOPROXY: url.href.replace(/\/$/, ''),
      ...(own ? { GOSUMDB: 'off' } : {}),
      // A module that asks for a newer one is refused: what builds it here is what is there.
      GOTOOLCHAIN: 'local',
    },
  };
}

function placeOf({ hostname, port, protocol }: URL): { hosts: string[]; loopback: number[] } {
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  if (hostname === '127.0.0.1' || hostname === 'localhost') return { hosts: [], loopback: [number] };
  return { hosts: [`${hostname}:${number}`], loopback: [] };
}
