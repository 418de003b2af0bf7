import { closest } from '../names.ts';
import { addressesIn, fieldTables } from '../readme.ts';
import { fresh } from '../samples.ts';
import type { Answer, EntityDoc, Row, Store, User } from './contract.ts';

/** A REST API as its README describes it. `grant` runs the documented command that gives a user a role. */
export async function openHttpStore(options: {
  url: string;
  readme: string;
  grant: (login: string, role: string) => Promise<void>;
  close: () => Promise<void>;
}): Promise<Store> {
  const { url, readme } = options;
  const addresses = addressesIn(readme);
  const fields = fieldTables(readme);
  const entities: EntityDoc[] = addresses
    .filter(([method, path]) => method === 'GET' && /^\/[\w-]+$/.test(path) && path !== '/health')
    .map(([, path]) => ({
      name: path.slice(1),
      fields: closest(path.slice(1), fields, ({ title }) => title)?.fields ?? [],
      actions: addresses.flatMap(([method, at]) =>
        method === 'POST' && at.startsWith(`${path}/:id/`) ? [at.slice(path.length + 5)] : [],
      ),
    }));
  const roles =
    /<role>`? \| gives a user a role: ([^|]+)/.exec(readme)?.[1]?.trim().split(', ') ??
    /\.role <\w+> <([\w|]+)>/.exec(readme)?.[1]?.split('|') ??
    [];
  const registration = registrationIn(readme);

  async function call(method: string, path: string, body?: Row, as?: User): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...as?.headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
      redirect: 'manual',
    });
    const text = await response.text();
    if (response.ok) return { ok: true, row: text.startsWith('{') ? (JSON.parse(text) as Row) : {} };
    const refused = response.status >= 400 && response.status < 500 && response.status !== 405;
    return { ok: false, refused, problem: `${method} ${path} ${response.status} ${text.slice(0, 300)}` };
  }

  async function signUp(role?: string): Promise<User> {
    const body: Row = { ...registration?.body };
    const { login } = registration ?? { login: 'email' };
    for (const [name, value] of Object.entries(body)) {
      if (name === 'password' || typeof value !== 'string') continue;
      body[name] =
        value.includes('@') || name === 'email'
          ? `user${fresh()}@example.com`
          : /^[a-z]+$/i.test(value)
            ? `${value.slice(0, 4)}${fresh()}`
            : value;
    }
    const made = await call('POST', '/auth/register', body);
    if (!made.ok) throw new Error(`Nobody can register: ${made.problem}`);
    const name = String(body[login]);
    if (role) await options.grant(name, closest(role, roles, (one) => one) ?? role);
    const response = await fetch(`${url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ [login]: body[login], password: body['password'] }),
    });
    const answer = (await response.json()) as { token?: string };
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return { login: name, headers: answer.token ? { authorization: `Bearer ${answer.token}` } : { cookie } };
  }

  const usual = registration ? await signUp() : undefined;
  const byRole = new Map<string, User>();
  /** Whoever may: the usual user, or else one with a role. */
  async function asWhoMay(method: string, path: string, body: Row | undefined, as: User | undefined): Promise<Answer> {
    let answer = await call(method, path, body, as ?? usual);
    if (as) return answer;
    for (const role of roles) {
      if (answer.ok || !/ 40[34] /.test(answer.problem)) break;
      const user = byRole.get(role) ?? (await signUp(role));
      byRole.set(role, user);
      answer = await call(method, path, body, user);
    }
    return answer;
  }
  return {
    entities,
    create: (entity, values, as) => asWhoMay('POST', `/${entity.name}`, values, as),
    update: (entity, id, values, as) => asWhoMay('PATCH', `/${entity.name}/${String(id)}`, values, as),
    read: (entity, id, as) => asWhoMay('GET', `/${entity.name}/${String(id)}`, undefined, as),
    remove: (entity, id, as) => asWhoMay('DELETE', `/${entity.name}/${String(id)}`, undefined, as),
    act: (entity, id, action, as) => asWhoMay('POST', `/${entity.name}/${String(id)}/${action}`, undefined, as),
    async list(entity, query, as) {
      const answer = await asWhoMay('GET', `/${entity.name}?${new URLSearchParams(query).toString()}`, undefined, as);
      return answer.ok ? ((answer.row['items'] as Row[] | undefined) ?? null) : null;
    },
    ...(registration ? { signUp, stranger: { login: '', headers: {} } } : {}),
    close: options.close,
  };
}

/** The body with which somebody registers, and which of its fields signs in: that of the example, or else, where a README leaves it out, what signs in. */
function registrationIn(readme: string): { body: Row; login: string } | undefined {
  if (!readme.includes('/auth/register')) return undefined;
  const [register, login] = ['register', 'login'].map((path) => {
    const text = new RegExp(`/auth/${path} [\\s\\S]*?-d '([^']+)'`).exec(readme)?.[1];
    return text?.startsWith('{') ? (JSON.parse(text) as Row) : undefined;
  });
  const body = register ?? login;
  if (!body) return undefined;
  const [name = 'email'] = Object.keys(login ?? body).filter((one) => one !== 'password');
  return {
    body: body['password'] === '…' ? { ...body, password: 'four words that nobody guesses' } : body,
    login: name,
  };
}
