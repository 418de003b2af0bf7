import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import type { Step } from '../rest-api/probe/script.ts';
import { probeSteps, type StepSection, stepSections } from '../rest-api/probe/steps.ts';
import { clockStart, timedSections } from '../rest-api/probe/timed-steps.ts';

/** One operation on a row as any surface can ask for it, with ids that are already known: a fresh database counts from 1. */
export interface EntityCall {
  name: string;
  entity: EntityModel;
  /** create, list, read, update, delete, or the verb of an action. */
  verb: string;
  id: number | undefined;
  input: Record<string, unknown>;
  /** Who asks, by name; undefined: somebody who has not signed in. */
  as: string | undefined;
  expected: 'ok' | 'missing' | 'refused';
  /** Why it is refused, where that is for who asks. */
  access: 'not_signed_in' | 'not_allowed' | undefined;
  /** The id that a new row gets, the first of several. */
  makes: number | undefined;
  /** Fields that the answer must have, with these values. */
  gives: Record<string, unknown> | undefined;
  /** The time on the clock, where that is moved. */
  at: string | undefined;
  /** So often it is asked for, each time with the same outcome. */
  times: number;
}

/** Somebody who signs up and in before anything else. */
export interface Person {
  name: string;
  input: Record<string, unknown>;
  role: string | undefined;
}

export interface EntitySection {
  title: string;
  entity: EntityModel;
  people: Person[];
  calls: EntityCall[];
}

/** What the requirements ask for, as calls; each section on a fresh database, or all one after the other on the same. */
export function entitySections(project: ProjectModel, together = false): EntitySection[] {
  if (together) {
    const ids = new Map<string, number>();
    const counts = new Map<string, number>();
    const calls = probeSteps(project).flatMap(({ times = 1, ...step }) =>
      Array.from({ length: times }, () => callOf(project, step, ids, counts) ?? []).flat(),
    );
    const [entity] = project.entities;
    return entity ? [{ title: project.title, entity, people: peopleOf(probeSteps(project)), calls }] : [];
  }
  return stepSections(project).map((section) => sectionOf(project, section));
}

/** The same for a tool of which each call is a command of its own: nobody waits for hundreds of those. */
export function commandSections(project: ProjectModel): EntitySection[] {
  return entitySections(project).filter(({ calls }) => calls.every(({ times }) => times === 1));
}

/** What takes a clock that stands still until it is moved. */
export function timedEntitySections(project: ProjectModel): EntitySection[] {
  return timedSections(project).map((section) => sectionOf(project, section, clockStart));
}

function sectionOf(project: ProjectModel, { title, entity, steps }: StepSection, start?: string): EntitySection {
  const ids = new Map<string, number>();
  const counts = new Map<string, number>();
  let at = start;
  const calls = steps.flatMap((step) => {
    if (step.method === 'CLOCK' && at !== undefined) at = new Date(Date.parse(at) + Number(step.path)).toISOString();
    const call = callOf(project, step, ids, counts);
    return call ? [{ ...call, at }] : [];
  });
  return { title, entity, people: peopleOf(steps), calls };
}

function peopleOf(steps: readonly Step[]): Person[] {
  const people = steps.flatMap(({ path, body = {}, save }): Person[] =>
    path === '/auth/register' && save !== undefined
      ? [{ name: save.replace(/^user /, ''), input: body, role: undefined }]
      : [],
  );
  for (const { role } of steps) {
    const person = role && people.find(({ input }) => Object.values(input).includes(role[0]));
    if (person) person.role = role[1];
  }
  return people;
}

const verbs: Record<string, string> = { POST: 'create', GET: 'read', PATCH: 'update', DELETE: 'delete' };

function callOf(
  project: ProjectModel,
  step: Step,
  ids: Map<string, number>,
  counts: Map<string, number>,
): EntityCall | undefined {
  const [path = ''] = step.path.split('?');
  if (path === '/auth/register' && project.auth && step.save !== undefined) {
    const { name } = project.auth.account;
    const id = (counts.get(name) ?? 0) + 1;
    counts.set(name, id);
    ids.set(step.save, id);
  }
  const [, first = '', place, action, ...more] = path.split('/');
  const entity = project.entities.find((candidate) => candidate.path === first);
  if (!entity || more.length > 0) return undefined;
  const found = action === undefined ? undefined : entity.actions.find((candidate) => candidate.path === action);
  if (action !== undefined && !found) return undefined;
  const verb = found?.verb ?? (step.method === 'GET' && place === undefined ? 'list' : verbs[step.method]);
  if (verb === undefined) return undefined;
  const saved = /^\{(.*)\}$/.exec(place ?? '')?.[1];
  const id = saved === undefined ? Number(place) || undefined : ids.get(saved);
  const { times = 1 } = step;
  const expected = step.expected < 400 ? 'ok' : step.expected === 404 ? 'missing' : 'refused';
  const makes = verb === 'create' && expected === 'ok' ? (counts.get(entity.name) ?? 0) + 1 : undefined;
  if (makes !== undefined) {
    counts.set(entity.name, makes + times - 1);
    if (step.save !== undefined) ids.set(step.save, makes);
  }
  const input = Object.fromEntries(
    Object.entries(step.body ?? {}).map(([name, value]) => [name, isReference(value) ? ids.get(value.$id) : value]),
  );
  const access = { 401: 'not_signed_in', 403: 'not_allowed' } as const;
  const refused = step.expected === 401 || step.expected === 403 ? access[step.expected] : undefined;
  return {
    name: step.name,
    entity,
    verb,
    id,
    input,
    as: step.as,
    expected,
    access: refused,
    makes,
    gives: step.gives,
    at: undefined,
    times,
  };
}

function isReference(value: unknown): value is { $id: string } {
  return typeof value === 'object' && value !== null && '$id' in value;
}

/** Lines of a test that are run so often. */
export function repeated(times: number, lines: readonly string[]): readonly string[] {
  if (times === 1 || lines.length === 0) return lines;
  return [`for (let n = 0; n < ${times}; n += 1) {`, ...lines.map((line) => `  ${line}`), '}'];
}
