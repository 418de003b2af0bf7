import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readSecretEnvironment } from '../config.ts';
import type { Web } from '../research/contract.ts';
import { systemClock } from '../shared/clock.ts';
import { dataFolder } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';
import { readYaml } from '../shared/yaml.ts';
import type { Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

/** What agents may read of the web, as the settings of the moment allow; nothing is loaded before the first page. */
export function createWeb(runtime: Pick<Runtime, 'config' | 'secrets'>, sandboxes: Pick<Sandboxes, 'npm'>): Web {
  /** `also`: a host that is not for pages, such as the search engine's. */
  const access = async (also?: string) => {
    const { hosts, timeoutSeconds } = runtime.config.research;
    const { createDialer } = await import('../sandbox/egress/dial.ts');
    const npm = await sandboxes.npm();
    const { dial } = createDialer({
      hosts: also === undefined ? [...documentationHosts(), ...hosts] : [also],
      upstreamProxy: npm.httpsProxy ?? undefined,
    });
    return {
      dial,
      ...(npm.cafile ? { ca: await readFile(npm.cafile, 'utf8') } : {}),
      timeoutMs: timeoutSeconds * 1000,
      clock: systemClock,
    };
  };

  return {
    async read(url, signal) {
      const { readPage } = await import('../research/pages.ts');
      return readPage(url, await access(), signal);
    },

    async search(query, limit, signal) {
      const { searchEngine: engine, searchUrl: url } = runtime.config.research;
      if (engine === null) {
        throw new CodewrightError('UNSUPPORTED', 'No search engine is set.', {
          hint: 'Set `research.searchEngine` to searxng, brave or tavily.',
        });
      }
      const { searchAddress, searchWeb } = await import('../research/search.ts');
      const own = { engine, ...(url === null ? {} : { url }) };
      const { host } = new URL(searchAddress(own) ?? 'https://unset.invalid');
      const name = `${engine.toUpperCase()}_API_KEY`;
      const key = async () => readSecretEnvironment().variable(name) ?? (await runtime.secrets.get(name));
      return searchWeb(query, limit, { ...own, ...(await access(host)), key }, signal);
    },
  };
}

/** @throws CodewrightError CONFIG_INVALID when the file is not a list of hosts. */
export function documentationHosts(): string[] {
  const file = join(dataFolder('knowledge'), 'documentation.yaml');
  const source = readYaml(readFileSync(file, 'utf8'), file);
  const parsed = z.array(z.string()).safeParse(source.value);
  if (!parsed.success) throw new CodewrightError('CONFIG_INVALID', `${file} is not a list of hosts.`);
  return parsed.data;
}
