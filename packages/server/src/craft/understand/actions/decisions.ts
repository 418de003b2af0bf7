import { type Draft, type DraftEntity, addRule } from '../draft.ts';
import { isSupposed } from '../rules/transitions.ts';

/** What is decided once: an approval or a rejection of what waits for it, by whoever may, and by no other way. */

const yes = /^(?:approve|accept|confirm|grant|admit)$/;
const no = /^(?:reject|decline|deny|refuse|disapprove)$/;
const waits =
  /^(?:pending|requested|submitted|waiting|proposed|new|applied|open|received|reported|registered|unconfirmed|in_review|under_review|created|tentative)$/;

/** Once all actions are known. */
export function settleDecisions(draft: Draft): void {
  for (const entity of draft.entities) {
    const decisions = draft.operations.filter(
      (operation) => operation.entity === entity.name && (yes.test(operation.verb) || no.test(operation.verb)),
    );
    if (decisions.length === 0) continue;
    fromWaiting(draft, entity, decisions);
    notBoth(decisions);
  }
  for (const entity of draft.entities) guardStates(draft, entity);
  for (const operation of draft.operations) flagBeside(draft, operation);
}

/** Decided is what waits, where a new row does and no step lies between. */
function fromWaiting(draft: Draft, entity: DraftEntity, decisions: Draft['operations']): void {
  for (const status of entity.fields) {
    const { values, name } = status;
    const start = typeof status.default === 'string' ? status.default : values?.[0];
    if (!values || start === undefined || !waits.test(start)) continue;
    const ways = draft.rules.find(
      (rule) => rule.kind === 'transitions' && rule.entity === entity.name && rule.field === name,
    );
    // "a rejected request cannot be approved" says no more than what holds anyway.
    if (ways && !isSupposed(ways)) continue;
    const targets = decisions.map((operation) => operation.sets[name]);
    const first = Math.min(...targets.map((value) => values.indexOf(String(value))).filter((at) => at >= 0));
    if (first !== 1 || values[0] !== start) continue;
    for (const operation of decisions)
      if (typeof operation.sets[name] === 'string' && Object.keys(operation.when).length === 0)
        operation.when[name] = start;
  }
}

/** Where each is a time: what was rejected is not approved. */
function notBoth(decisions: Draft['operations']): void {
  const moments = (operation: Draft['operations'][number]): string[] =>
    Object.keys(operation.sets).filter((name) => operation.sets[name] === 'now' && operation.when[name] === null);
  for (const one of decisions)
    for (const other of decisions)
      if (yes.test(one.verb) !== yes.test(other.verb))
        for (const name of moments(other)) if (moments(one).length > 0) one.when[name] = null;
}

/** "closed tickets cannot be changed" and a time at which one is closed: the action sets both. */
function flagBeside(draft: Draft, operation: Draft['operations'][number]): void {
  const entity = draft.entities.find(({ name }) => name === operation.entity);
  for (const [name, value] of Object.entries(operation.sets)) {
    const state = name.endsWith('At') && value === 'now' ? name.slice(0, -2) : undefined;
    const flag = entity?.fields.find((field) => field.type === 'boolean' && field.name === state);
    if (flag && !(flag.name in operation.sets)) operation.sets[flag.name] = true;
  }
}

/** An action of some role sets the status: whoever has not the role does not set it by changing the row either. */
function guardStates(draft: Draft, entity: DraftEntity): void {
  const rights = draft.rules.flatMap((rule) =>
    rule.kind === 'role-only' && rule.entity === entity.name ? [rule] : [],
  );
  const others = draft.rules.some((rule) => rule.kind === 'owner-only' && rule.entity === entity.name);
  if (entity.owned || others || rights.some((rule) => rule.fields !== undefined || rule.verbs.includes('update')))
    return;
  for (const status of entity.fields) {
    if (status.type !== 'enum' || status.readOnly) continue;
    const whose = rights.filter((rule) =>
      draft.operations.some(
        (operation) =>
          operation.entity === entity.name &&
          rule.verbs.includes(operation.verb) &&
          typeof operation.sets[status.name] === 'string',
      ),
    );
    for (const role of new Set(whose.map((rule) => rule.role))) {
      const from = whose.find((rule) => rule.role === role)?.from;
      if (from)
        addRule(draft, {
          kind: 'role-only',
          role,
          entity: entity.name,
          verbs: ['update'],
          fields: [status.name],
          from,
        });
    }
  }
}
