import { expect, it } from 'vitest';
import type { Requirements } from '../../requirements.ts';
import { understand } from '../understand.ts';

function read(text: string): Requirements {
  const said = understand(text, { constraints: {}, preferences: {} });
  if (said.verdict !== 'understood') expect.fail(said.questions.join(' '));
  return said.requirements;
}

const when = (requirements: Requirements, verb: string): unknown =>
  requirements.operations.find((operation) => operation.verb === verb)?.when;

it('what waits is decided once', () => {
  const claims = read(
    'API for claims. Claims have an amount and a status (submitted, approved, rejected, paid). Managers approve or reject claims.',
  );
  expect(when(claims, 'approve')).toEqual({ status: 'submitted' });
  expect(when(claims, 'reject')).toEqual({ status: 'submitted' });
});

it('what was rejected is not approved where both are times', () => {
  const banners = read(
    'API for banners. Banners have a slogan. Banners can be approved by managers. Managers reject banners.',
  );
  expect(when(banners, 'approve')).toEqual({ approvedAt: null, rejectedAt: null });
  expect(when(banners, 'reject')).toEqual({ approvedAt: null, rejectedAt: null });
});

it('a step between, or states that are told, keep an action as it was said', () => {
  const between = read(
    'API for claims. Claims have an amount and a status (submitted, checked, approved, rejected). Managers approve or reject claims.',
  );
  expect(when(between, 'approve')).toEqual({});
  const told = read(
    'API for claims. Claims have an amount and a status (submitted, approved, rejected). Managers approve or reject claims. The status goes from submitted to approved, from submitted to rejected and from rejected to approved.',
  );
  expect(when(told, 'approve')).toEqual({});
});

it('whoever may not approve does not set the status by changing the row either', () => {
  const rights = (text: string): unknown[] =>
    read(text).rules.flatMap((rule) =>
      rule.kind === 'role-only' && rule.fields !== undefined ? [[rule.role, rule.verbs, rule.fields]] : [],
    );
  const base = 'API for claims. Claims have an amount and a status (submitted, approved, rejected).';
  expect(rights(`${base} Only managers can approve or reject claims.`)).toEqual([['manager', ['update'], ['status']]]);
  expect(rights(`${base} Only managers can approve, reject or update claims.`)).toEqual([]);
});
