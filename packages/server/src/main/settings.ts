import type { Setting, SettingChange, SettingsView } from '@codewright/protocol/settings';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { JsonValue } from '@codewright/protocol/json';
import { isCollection, isMap, parseDocument } from 'yaml';
import type { SettingsAdmin } from '../api/contract.ts';
import { describeSettings, type LoadedConfig, type Origin, readSecretEnvironment } from '../config.ts';
import { refuseOwnKey } from '../notify/contract.ts';
import { dataFolder } from '../shared/data.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { withoutPassword } from '../shared/known-secrets.ts';
import { readPolicies } from './policies.ts';
import { openDirectory } from './models.ts';
import { usersOfKey, keyVariables } from './provider-keys.ts';
import type { Runtime } from './runtime.ts';

/** Sections that a running server takes over at once (see Runtime.reload). */
const live = new Set(['log', 'caps', 'approvals', 'change', 'model']);
/** Layers above the user's file. */
const above: readonly Origin[] = ['environment', 'flag', 'project file'];

/** Settings and keys as the API manages them: the user's file, and the encrypted store. */
export function createSettingsAdmin(runtime: Runtime): SettingsAdmin {
  const { redactor, secrets, ledger } = runtime;
  // One change after another: each reads what the one before has written.
  let last: Promise<unknown> = Promise.resolve();
  const view = () => redactor.json(viewOf(runtime.loaded) as unknown as JsonValue) as unknown as SettingsView;
  const record = (by: string, summary: string, data: { event: string; [key: string]: JsonValue }) =>
    ledger.append([{ job: 'access', kind: 'audit', actor: { type: 'user', id: by }, summary, data }]);
  const change = async (changes: readonly SettingChange[], by: string) => {
    const { loaded } = runtime;
    const { user: file } = loaded.files;
    const text = changed(existsSync(file) ? readFileSync(file, 'utf8') : '', changes, file);
    const next = checked(() => loaded.withUserText(text));
    writeWhole(file, text);
    runtime.reload(next);
    const paths = changes.map(({ path }) => path);
    await record(by, `${by} changed ${paths.join(', ')}.`, { event: 'settings-changed', paths });
    return view();
  };
  return {
    view,
    change(changes, by) {
      const turn = last.then(() => change(changes, by));
      last = turn.catch(() => 'told to whoever asked for it');
      return turn;
    },
    async secrets() {
      const directory = openDirectory(runtime.loaded);
      const stored = await secrets.list();
      const names = new Set(stored.map(({ name }) => name));
      const known = keyVariables(directory);
      const environment = readSecretEnvironment();
      return {
        secrets: stored.map((line) => ({
          ...line,
          ...usersOfKey(directory, line.name),
        })),
        protection: await secrets.protection(),
        fromEnvironment: known.filter((name) => environment.variable(name) !== null && !names.has(name)),
        known,
      };
    },
    async setSecret(name, value, by) {
      refuseOwnKey(name);
      const done = await secrets.set(name, value.trim());
      await record(by, `${by} stored the key ${name}.`, { event: 'secret-stored', name });
      return done;
    },
    async removeSecret(name, by) {
      refuseOwnKey(name);
      if (!(await secrets.remove(name)))
        throw new CodewrightError('NOT_FOUND', `No secret of the name ${name} is stored.`, {
          hint: '`codewright secrets list` shows what there is.',
        });
      await record(by, `${by} removed the key ${name}.`, { event: 'secret-removed', name });
    },
    policies: async () => readPolicies(dataFolder('policies')),
  };
}

function viewOf({ config, origins, files }: LoadedConfig): SettingsView {
  const settings = describeSettings().map(({ path, variable, meaning, default: usual, form }): Setting => {
    const value = path
      .split('.')
      .reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], config);
    // Of a setting that is a table each row has its own origin; the setting as a whole has that of the last one laid.
    const inner = [...origins].findLast(([key]) => key === path || key.startsWith(`${path}.`));
    const origin = inner?.[1] ?? 'default';
    const [section = ''] = path.split('.');
    return {
      path,
      variable,
      meaning,
      origin,
      form,
      value: withoutPassword(value) ?? null,
      default: withoutPassword(usual) ?? null,
      fixed: above.includes(origin),
      restart: !live.has(section),
    };
  });
  return { file: files.user, settings };
}

/** The file's text with the changes in it; what else stands there stays. @throws CodewrightError INVALID_INPUT, CONFIG_INVALID */
function changed(text: string, changes: readonly SettingChange[], file: string): string {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem)
    throw new CodewrightError('CONFIG_INVALID', `${file} is not valid YAML: ${problem.message}`, {
      hint: 'Mend it there first: a change here must not lose what you wrote.',
    });
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  for (const { path, value } of changes) {
    const keys = path.split('.');
    try {
      if (value === undefined) removeIn(document, keys);
      // A plain value takes the place of one: the comment beside it stays.
      else document.setIn(keys, typeof value === 'object' ? document.createNode(value) : value);
    } catch (cause) {
      throw new CodewrightError(
        'INVALID_INPUT',
        `${path} cannot be set in ${file}: something else stands in its place.`,
        { cause },
      );
    }
  }
  const empty = isMap(document.contents) && document.contents.items.length === 0;
  return empty ? (document.commentBefore ? document.toString().replace(/\{\}\s*$/, '') : '') : document.toString();
}

type Document = ReturnType<typeof parseDocument>;

/** A section that is empty then goes too. */
function removeIn(document: Document, keys: string[]): void {
  if (!document.hasIn(keys)) return;
  document.deleteIn(keys);
  const rest = keys.slice(0, -1);
  if (rest.length === 0) return;
  const section = document.getIn(rest);
  if (isCollection(section) && section.items.length === 0) removeIn(document, rest);
}

/** What is wrong with a setting is wrong with the request. */
function checked(load: () => LoadedConfig): LoadedConfig {
  try {
    return load();
  } catch (error) {
    const { message, hint } = toCodewrightError(error);
    throw new CodewrightError('INVALID_INPUT', message, { ...(hint === undefined ? {} : { hint }), cause: error });
  }
}

/** Whole or not at all, with the rights that it had; where it is a link, what it leads to. */
function writeWhole(file: string, text: string): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o600;
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const partial = `${target}.${randomBytes(4).toString('hex')}`;
  writeFileSync(partial, text, { mode });
  renameSync(partial, target);
}
