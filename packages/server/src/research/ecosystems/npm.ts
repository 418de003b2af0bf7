import { UnreadableAnswer } from '../ask.ts';
import { readPackument } from '../packument.ts';
import { npmVersions } from '../versions.ts';
import { parseJson } from '../cache.ts';
import type { PackageSource } from './contract.ts';

/** npm's own rule for names, old upper-case ones included. */
const nameRule = /^(@[a-z0-9~_-][a-z0-9._~-]*\/)?[a-z0-9~_-][a-z0-9._~-]*$/i;

/** The npm registry; `node`: the line that the packages must run on. */
export const npmSource = (node = '24.x'): PackageSource => ({
  ecosystem: 'npm',
  address: 'https://registry.npmjs.org/',
  versions: npmVersions,
  platform: node,
  platformName: 'Node',
  isName: (name) => nameRule.test(name),
  async read(name, ask) {
    const text = await ask(
      `/${name.replace('/', '%2f')}`,
      'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8',
    );
    if (text === null) return null;
    const answer = parseJson(text);
    if (answer === undefined) throw new UnreadableAnswer('its answer is not JSON');
    return readPackument(name, answer) ?? undefined;
  },
});
