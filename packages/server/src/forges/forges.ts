import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import type { Ask, Forge, ForgeKind, ForgeRepository, OpenedPullRequest, PullRequest } from './contract.ts';

export interface ForgeOptions {
  token: string;
  ask: Ask;
}

/** The forge of a kind, spoken to with a token. */
export function createForge(kind: ForgeKind, options: ForgeOptions): Forge {
  return kind === 'github' ? new GitHub(options) : new GitLab(options);
}

/** Variables or stored secrets that the token is looked for under, first come first. */
export const tokenNames: Readonly<Record<ForgeKind, readonly string[]>> = {
  github: ['CODEWRIGHT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'],
  gitlab: ['CODEWRIGHT_GITLAB_TOKEN', 'GITLAB_TOKEN'],
};

/** What git itself sends with a push. */
export function pushAuthorization(kind: ForgeKind, token: string): string {
  const user = kind === 'github' ? 'x-access-token' : 'oauth2';
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}

/** https://docs.github.com/rest/pulls/pulls */
class GitHub implements Forge {
  readonly #options: ForgeOptions;

  constructor(options: ForgeOptions) {
    this.#options = options;
  }

  async open(repository: ForgeRepository, request: PullRequest): Promise<OpenedPullRequest> {
    const pulls = `${repository.api}/repos/${repository.path}/pulls`;
    const { title, body, branch, draft } = request;
    const base = request.base ?? (await this.#default(repository));
    const made = await this.#call('POST', pulls, { title, body, head: branch, base, draft }, [201, 422]);
    if (made.status === 201) return { ...pull.parse(made.data), created: true };
    const owner = repository.path.split('/')[0] ?? '';
    const query = new URLSearchParams({ head: `${owner}:${branch}`, state: 'open' });
    const found = z.array(pull).parse((await this.#call('GET', `${pulls}?${query.toString()}`, null, [200])).data)[0];
    if (!found) throw refused(repository.host, made.data);
    await this.#call('PATCH', `${pulls}/${found.number}`, { title, body }, [200]);
    return { ...found, created: false };
  }

  async #default({ api, path }: ForgeRepository): Promise<string> {
    const { data } = await this.#call('GET', `${api}/repos/${path}`, null, [200]);
    return z.object({ default_branch: z.string() }).parse(data).default_branch;
  }

  #call(method: 'GET' | 'POST' | 'PATCH', url: string, body: object | null, expected: number[]) {
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${this.#options.token}`,
      'x-github-api-version': '2022-11-28',
    };
    return exchange(this.#options.ask, { method, url, headers, body, expected });
  }
}

const pull = z
  .object({ html_url: z.string(), number: z.number() })
  .transform(({ html_url: url, number }) => ({ url, number }));

/** https://docs.gitlab.com/api/merge_requests/ */
class GitLab implements Forge {
  readonly #options: ForgeOptions;

  constructor(options: ForgeOptions) {
    this.#options = options;
  }

  async open(repository: ForgeRepository, request: PullRequest): Promise<OpenedPullRequest> {
    const project = `${repository.api}/projects/${encodeURIComponent(repository.path)}`;
    const requests = `${project}/merge_requests`;
    const base = request.base ?? (await this.#default(project));
    const texts = { title: request.draft ? `Draft: ${request.title}` : request.title, description: request.body };
    const wanted = { ...texts, source_branch: request.branch, target_branch: base };
    const made = await this.#call('POST', requests, wanted, [201, 409]);
    if (made.status === 201) return { ...mergeRequest.parse(made.data), created: true };
    const query = new URLSearchParams({ source_branch: request.branch, state: 'opened' });
    const found = z
      .array(mergeRequest)
      .parse((await this.#call('GET', `${requests}?${query.toString()}`, null, [200])).data)[0];
    if (!found) throw refused(repository.host, made.data);
    await this.#call('PUT', `${requests}/${found.number}`, texts, [200]);
    return { ...found, created: false };
  }

  async #default(project: string): Promise<string> {
    const { data } = await this.#call('GET', project, null, [200]);
    return z.object({ default_branch: z.string() }).parse(data).default_branch;
  }

  #call(method: 'GET' | 'POST' | 'PUT', url: string, body: object | null, expected: number[]) {
    const headers = { accept: 'application/json', 'private-token': this.#options.token };
    return exchange(this.#options.ask, { method, url, headers, body, expected });
  }
}

const mergeRequest = z
  .object({ web_url: z.string(), iid: z.number() })
  .transform(({ web_url: url, iid: number }) => ({ url, number }));

async function exchange(
  ask: Ask,
  call: {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH';
    url: string;
    headers: Record<string, string>;
    body: object | null;
    expected: number[];
  },
): Promise<{ status: number; data: unknown }> {
  const { method, url, headers, body, expected } = call;
  const sent = body === null ? {} : { body: JSON.stringify(body) };
  const own: Record<string, string> = { ...headers, 'user-agent': 'codewright' };
  if (body !== null) own['content-type'] = 'application/json';
  const answer = await ask({ method, url, headers: own, ...sent });
  const data = parsed(answer.body);
  if (expected.includes(answer.status)) return { status: answer.status, data };
  const { host } = new URL(url);
  if (answer.status === 401 || answer.status === 403) {
    throw new CodewrightError('FORBIDDEN', `${host} does not let this token do that: ${said(data)}`, {
      hint: 'It must be allowed to write contents and pull requests of this repository.',
    });
  }
  if (answer.status === 404) {
    throw new CodewrightError('NOT_FOUND', `${host} knows no such repository, or hides it from this token.`, {
      hint: 'Look at: git remote -v',
    });
  }
  if (answer.status >= 500 || answer.status === 429) {
    throw new CodewrightError('WEB_UNREACHABLE', `${host} answered ${answer.status}: ${said(data)}`, {
      hint: 'Try again in a while; what was pushed stays.',
    });
  }
  throw refused(host, data);
}

function refused(host: string, data: unknown): CodewrightError {
  return new CodewrightError('CONFLICT', `${host} did not take the pull request: ${said(data)}`, {
    hint: 'The branch is pushed; open it by hand, or mend what it names and publish again.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The forge's own words for what was wrong. */
function said(data: unknown): string {
  const known = z
    .object({
      message: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
      error: z.string().optional(),
      errors: z.array(z.object({ message: z.string().optional() }).loose()).optional(),
    })
    .safeParse(data);
  if (!known.success) return 'without a reason';
  const { message, error, errors = [] } = known.data;
  const words = [typeof message === 'string' ? message : message && JSON.stringify(message), error];
  const all = [...words, ...errors.map((one) => one.message)].filter((one) => one !== undefined && one !== '');
  return all.join('; ').slice(0, 500) || 'without a reason';
}
