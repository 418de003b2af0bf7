import { CodewrightError } from '../shared/errors.ts';
import type { ForgeKind, ForgeRepository } from './contract.ts';

/** Hosts that are not github.com or gitlab.com: the slice `forges` of the settings. */
export type OwnForges = Readonly<Record<string, { kind: ForgeKind; api?: string | undefined }>>;

const known: OwnForges = {
  'github.com': { kind: 'github', api: 'https://api.github.com' },
  'gitlab.com': { kind: 'gitlab', api: 'https://gitlab.com/api/v4' },
};

/**
 * The repository that a remote's address names (`https://…`, `ssh://…`, `git@host:owner/name.git`).
 * @throws CodewrightError UNSUPPORTED for a host that no forge is known of, INVALID_INPUT for no such address.
 */
export function readRemote(address: string, own: OwnForges): ForgeRepository {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(address);
  const url = URL.canParse(address) ? new URL(address) : null;
  const web = url?.protocol === 'https:' || url?.protocol === 'http:';
  // A port of ssh says nothing about that of the web.
  const host = web ? url.host : url?.protocol === 'ssh:' ? url.hostname : url === null ? scp?.[1] : undefined;
  const path = (url?.protocol === 'ssh:' || web ? url?.pathname : scp?.[2])?.replace(/^\/+|\/+$|\.git\/?$/g, '') ?? '';
  if (host === undefined || host === '' || !/^[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)+$/.test(path)) {
    throw new CodewrightError('INVALID_INPUT', 'The remote’s address names no repository on a server.', {
      hint: 'It has the form https://host/owner/name or git@host:owner/name. Look at: git remote -v',
    });
  }
  const forge = own[host] ?? known[host];
  if (!forge) {
    throw new CodewrightError('UNSUPPORTED', `It is not known what kind of forge ${host} is.`, {
      hint: `Say it in your settings: forges: { "${host}": { kind: github } } (or gitlab).`,
    });
  }
  const scheme = url?.protocol === 'http:' ? 'http' : 'https';
  const usual = forge.kind === 'github' ? `${scheme}://${host}/api/v3` : `${scheme}://${host}/api/v4`;
  return {
    kind: forge.kind,
    host,
    path,
    api: (forge.api ?? usual).replace(/\/+$/, ''),
    pushUrl: `${scheme}://${host}/${path}.git`,
  };
}
