import { closest } from '../names.ts';
import { fieldTables, fieldsInHelp, rowsOf } from '../readme.ts';
import { run } from '../process.ts';
import type { Answer, EntityDoc, Row, Store } from './contract.ts';

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const usual = ['add', 'list', 'show', 'update', 'remove'];

/** A command line tool that keeps data, as its README lists its commands: `tool [entity] add <needed> --other`. */
export async function openCliStore(options: {
  argv: readonly string[];
  readme: string;
  cwd: string;
  env: Record<string, string>;
}): Promise<Store> {
  const docs = fieldTables(options.readme);
  const commands = rowsOf(options.readme, 'command').map(([text = '']) => text.split(' ').slice(1));
  const adds = commands.filter((words) => words.includes('add'));
  const entities: EntityDoc[] = adds.map((words) => {
    const prefix = words.slice(0, words.indexOf('add'));
    return {
      name: prefix.join(' '),
      fields: (prefix.length > 0 ? closest(prefix.join(' '), docs, ({ title }) => title) : docs[0])?.fields ?? [],
      actions: commands
        .filter((other) => other.slice(0, prefix.length).join(' ') === prefix.join(' '))
        .map((other) => other[prefix.length] ?? '')
        .filter((verb) => verb && !usual.includes(verb) && !verb.startsWith('<')),
    };
  });
  for (const [index, entity] of entities.entries()) {
    if (entity.fields.length === 0) {
      const prefix = entity.name === '' ? [] : entity.name.split(' ');
      const help = await run([...options.argv, ...prefix, 'add', '--help'], { cwd: options.cwd, env: options.env });
      entity.fields = fieldsInHelp(help.stdout);
      if (entity.name === '') entity.name = /^add one (.+)$/m.exec(help.stdout)?.[1] ?? '';
    }
    if (entity.name === '') entity.name = docs[index]?.title ?? '';
  }
  const single = adds.length === 1 && adds[0]?.[0] === 'add';
  const ask = async (entity: EntityDoc, verb: string, args: string[]): Promise<Answer & { data?: unknown }> => {
    const words = [...(single ? [] : entity.name.split(' ')), verb, '--json', ...args];
    const ran = await run([...options.argv, ...words], { cwd: options.cwd, env: options.env, seconds: 20 });
    const said = `${words.join(' ')} → ${ran.code} ${ran.stderr.slice(0, 300)}`;
    if (ran.code !== 0)
      return { ok: false, refused: (ran.code === 1 || ran.code === 2) && !/\n\s+at /.test(ran.stderr), problem: said };
    const data: unknown = ran.stdout.trim() ? JSON.parse(ran.stdout) : {};
    return { ok: true, row: (data ?? {}) as Row, data };
  };
  const option = (name: string, value: unknown) =>
    value === true ? [`--${kebab(name)}`] : value === false ? [] : [`--${kebab(name)}=${String(value)}`];
  return {
    entities,
    async create(entity, values) {
      const needed = entity.fields.filter((field) => field.needed);
      const given = needed.filter(({ name }) => values[name] !== undefined);
      const rest = Object.entries(values).filter(([name]) => !needed.some((field) => field.name === name));
      // After `--` a number below zero is a value.
      const words = [...rest.flatMap(([name, value]) => option(name, value)), '--'];
      return await ask(entity, 'add', [...words, ...given.map(({ name }) => String(values[name]))]);
    },
    update: (entity, id, values) =>
      ask(entity, 'update', [String(id), ...Object.entries(values).flatMap(([name, value]) => option(name, value))]),
    read: (entity, id) => ask(entity, 'show', [String(id)]),
    remove: (entity, id) => ask(entity, 'remove', [String(id)]),
    act: (entity, id, action) => ask(entity, action, [String(id)]),
    async list(entity, query) {
      const answer = await ask(
        entity,
        'list',
        Object.entries(query).flatMap(([name, value]) => option(name, value)),
      );
      const data = answer.ok ? answer.data : null;
      return Array.isArray(data) ? (data as Row[]) : ((data as { items?: Row[] } | null)?.items ?? null);
    },
    close: () => Promise.resolve(),
  };
}
