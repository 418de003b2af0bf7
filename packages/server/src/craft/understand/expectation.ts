import { expect } from 'vitest';
import type { Requirements } from '../requirements.ts';
import { understand } from './understand.ts';

/** What a description must be understood as; written from its meaning. Used by the tables of the tests beside. */
export interface Expectation {
  text: string;
  /** Every entity, in any order, separated by spaces. */
  entities: string;
  /** Per entity: fields that it must have, `name` or `name:type`; `!name` must not be there. */
  fields?: Record<string, string>;
  /** Each must be matched by one rule. */
  rules?: Record<string, unknown>[];
  /** `Entity.verb` of actions that must exist. */
  actions?: string;
  /** `One<Many` for one-to-many, `One=Many` for many-to-many. */
  relations?: string;
  auth?: boolean;
  owned?: string;
  roles?: string;
  features?: string;
  /** Parts of the words of what must be said not to be possible. */
  unsupported?: string[];
}

export function requirementsOf(text: string): Requirements {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`abstained (${found.reason}) from: ${text}`);
  return found.requirements;
}

export function check(row: Expectation): void {
  const found = requirementsOf(row.text);
  const names = found.entities.map((entity) => entity.name).sort();
  expect(names).toEqual(row.entities.split(' ').sort());
  for (const [name, wanted] of Object.entries(row.fields ?? {})) {
    const entity = found.entities.find((candidate) => candidate.name === name);
    for (const part of wanted.split(' ')) {
      const [field = '', type] = part.split(':');
      const has = entity?.fields.find((candidate) => candidate.name === field.replace('!', ''));
      if (field.startsWith('!')) expect(has, `${name} has ${field.slice(1)}`).toBeUndefined();
      else {
        expect(has, `${name} lacks ${field}: ${entity?.fields.map((other) => other.name).join()}`).toBeDefined();
        if (type !== undefined) expect(`${name}.${field}:${has?.type}`).toBe(`${name}.${field}:${type}`);
      }
    }
  }
  for (const rule of row.rules ?? []) expect(found.rules).toContainEqual(expect.objectContaining(rule));
  for (const action of row.actions?.split(' ') ?? []) {
    expect(found.operations.map((operation) => `${operation.entity}.${operation.verb}`)).toContain(action);
  }
  for (const relation of row.relations?.split(' ') ?? []) {
    const spelled = found.relations.flatMap((entry) =>
      entry.kind === 'one-to-many'
        ? [`${entry.one}<${entry.many}`]
        : [`${entry.one}=${entry.many}`, `${entry.many}=${entry.one}`],
    );
    expect(spelled).toContain(relation);
  }
  if (row.auth !== undefined) expect(found.stack.auth).toBe(row.auth ? 'token' : 'none');
  for (const name of row.owned?.split(' ') ?? []) {
    expect(found.entities.filter((entity) => entity.owned).map((entity) => entity.name)).toContain(name);
  }
  for (const role of row.roles?.split(' ') ?? []) expect(found.roles.map((entry) => entry.name)).toContain(role);
  for (const feature of row.features?.split(' ') ?? []) {
    expect(found.features.map((entry) => entry.name)).toContain(feature);
  }
  for (const words of row.unsupported ?? []) {
    expect(found.unsupported.map((entry) => entry.words).join(' | ')).toContain(words);
  }
  expect(found.unread).toEqual([]);
}
