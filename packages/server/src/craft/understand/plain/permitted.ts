import { retold } from '../sentences/retell.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { isPeople, one, plural } from './words.ts';

/** Who may do what, told by who may not, by what it takes, or in two halves: in the one form that is read, "only admins can delete lamps". */

const all =
  '(?:(?:regular|normal|ordinary|other|all|common|plain|non admin) )*(?:users?|people|everybody|everyone|anyone|anybody|others|everyone else|everybody else|all others|the others|the rest)';
const may = '(?:can|may|could|are allowed to|is allowed to|should be able to|are able to)';
const never = '(?:cannot|can not|may not|must not|are not allowed to|can never|should not)';
const verbs = '((?:[a-z]+(?: ,| and| or|, and|, or| , and| , or) )*[a-z]+)';
const things = '((?!them|it|these|only)[a-z]+(?: [a-z]+)?)';
const role = '((?!users|people|they|it|you|we)[a-z]+)';
const look = '(?:see|read|view|list|browse|look at|search)';

type Told = (match: RegExpExecArray) => string[];
const only = (who: string, done: string, what: string): string =>
  `only ${plural(who)} can ${done === 'write' || done === 'modify' ? 'create , update and delete' : done} ${plural(what)}`;

const sentences: [RegExp, Told][] = [
  // "all endpoints need a token", "the api is protected by a login", "it needs user accounts", "access only for registered users"
  [
    /^(?:all|every|each)(?: of the)? (?:endpoints?|routes?|requests?|calls?|pages?|urls?|the endpoints)(?: of the api)? (?:needs?|requires?|must have|have to have|are protected (?:by|with)|is protected (?:by|with)|demands?) (?:an? )?(?:valid )?(?:token|login|authentication|sign in|bearer token|access token|jwt|password|user)$/,
    () => ['users must log in'],
  ],
  [
    /^(?:the |this |my |our )?(?:whole |entire )?(?:api|app|application|system|service|backend|site|everything) (?:is|should be|must be) (?:protected|secured|guarded|locked|closed) (?:by|with|behind) (?:an? )?(?:login|password|passwords|token|tokens|authentication|jwt|sign in|user accounts?)$/,
    () => ['users must log in'],
  ],
  [
    /^(?:it|the (?:api|app|application|system|service|backend)|we|i) (?:needs?|requires?|has|have|wants?|should have|must have) (?:user )?accounts?(?: for (?:users|people|everybody))?$/,
    () => ['users must log in'],
  ],
  [
    /^(?:access|use|usage) (?:is )?(?:only|restricted|limited|allowed only)(?: allowed)? (?:for|to) (?:registered|logged in|signed in|authenticated|known) (?:users|people|members)(?: only)?$/,
    () => ['users must log in'],
  ],
  // "nobody can see lamps without logging in"
  [
    /^(?:nobody|no one|nothing) (?:can|may) .+ without (?:an? )?(?:login|logging in|sign in|signing in|account|authentication|token|being (?:logged|signed) in)(?: first)?$/,
    () => ['users must log in'],
  ],
  // "the director approves or rejects requests"
  [
    /^(?:and )?(?:the|an?|each|every|our) ([a-z]+) ((?:approves|accepts|confirms|verifies|publishes|releases|rejects|declines|denies|refuses|cancels|archives)(?:(?: ,| and| or|, or)+ (?:approves|accepts|confirms|verifies|publishes|releases|rejects|declines|denies|refuses|cancels|archives))*) (?:the |all |new |any )*([a-z]+s)$/,
    ([, who = '', done = '', what = '']) =>
      isPeople(who)
        ? [
            `${plural(who)} can ${done.replaceAll(/[a-z]+s\b/g, (verb) => lexicon().verbForms.get(verb) ?? verb)} ${what}`,
          ]
        : [],
  ],
  // "to delete a lamp you must be an admin"
  [
    new RegExp(
      `^(?:in order )?to ${verbs} (?:an? |the )?${things} (?:, )?(?:you|one|a user|users|somebody|someone|people) (?:must|has to|have to|needs to|need to|should) be (?:an? )?(?:logged in as (?:an? )?)?${role}$`,
    ),
    ([, done = '', what = '', who = '']) =>
      /^(?:logged|signed|registered|authenticated)$/.test(who) ? [] : [only(who, done, what)],
  ],
  // "admins are the only ones who can delete lamps"
  [
    new RegExp(
      `^(?:the )?${role} (?:are|is) the only (?:ones|1|one|people|users|persons|1s|person) (?:who|that|which) ${may} ${verbs} (?:an? |the |all )?${things}$`,
    ),
    ([, who = '', done = '', what = '']) => [only(who, done, what)],
  ],
  // "the creator of a lamp is the only one who can edit or delete it"
  [
    new RegExp(
      `^(?:the |its )?(?:creator|owner|author) of (?:an?|the|each|every) ${things} is the only (?:1|one|person|user) (?:who|that) ${may} ${verbs} (?:it|that [a-z]+|the [a-z]+)$`,
    ),
    ([, what = '', done = '']) => [`only the owner can ${done} a ${one(what)}`],
  ],
  // "delete lamps : admin only"
  [
    new RegExp(`^${verbs} ${things} (?::|-) (?:only )?(?:for )?${role}(?: only)?$`),
    ({ 0: text, 1: done = '', 2: what = '', 3: who = '' }) => (/\bonly\b/.test(text) ? [only(who, done, what)] : []),
  ],
  // "regular users cannot delete lamps , admins are"
  [
    new RegExp(
      `^${all} ${never} ${verbs} (?:an? |the |any )?${things} (?:, |but )(?:but )?(?:only )?${role} (?:are|can|may|is)(?: allowed to)?$`,
    ),
    ([, done = '', what = '', who = '']) => [only(who, done, what)],
  ],
  // "everybody can see lamps but only managers can add , change or remove them"
  [
    new RegExp(
      `^${all} ${may} (?:only )?${look}(?: and ${look})? (?:all )?${things} (?:, )?(?:but|and|while) only ${role} ${may} ${verbs} (?:them|these|those|[a-z]+s)$`,
    ),
    ([, what = '', who = '', done = '']) => [only(who, done, what)],
  ],
  // "only managers may write lamps"
  [
    new RegExp(`^only (?:the )?${role} ${may} (write|modify) (?:to )?(?:the |any )?${things}$`),
    ([, who = '', , what = '']) => [only(who, 'write', what)],
  ],
  // "managers have full access to lamps , employees read only"
  [
    new RegExp(
      `^(?:only )?(?:the )?${role} (?:have|has|get|gets) full (?:access|control|rights|permissions?) (?:to|over|on|for) (?:all )?${things}(?: (?:, |and |but |while )*(?:${all}|[a-z]+s) (?:(?:have |has |get )?(?:read only|only read)(?: access)?|(?:can |may )?only (?:read|view|see)(?: them)?|(?:only )?have read access))?$`,
    ),
    ([, who = '', what = '']) => [only(who, 'write', what)],
  ],
  // "lamps are private to the user who created them"
  [
    /^(?:all )?([a-z]+(?: [a-z]+)?s) (?:are|must be|stay|remain) (?:private|visible only|only visible|accessible only|only accessible) (?:to|for) (?:the (?:user|person|one|member) (?:who|that) (?:created|made|added|entered|owns) (?:them|it)|their (?:owners?|creators?|authors?|users?))$/,
    ([, what = '']) => [`users can only see , edit and delete their own ${what}`],
  ],
];

/** "everyone else can only read them": what is so anyway where people sign in. */
const reads = new RegExp(
  `^(?:and |but |while )?${all} ${may} (?:only |still |just )?${look}(?: and ${look})? (?:them|these|those|everything|all of them)$`,
);
const halves: [first: RegExp, second: RegExp, told: (first: RegExpExecArray, second: RegExpExecArray) => string[]][] = [
  // "users cannot delete lamps" "only admins can"
  [
    new RegExp(`^${all} ${never} ${verbs} (?:an? |the |any )?${things}$`),
    new RegExp(`^(?:but )?(?:only )?${role} (?:can|may|are|is)(?: allowed to)?$`),
    ([, done = '', what = ''], [, who = '']) => [only(who, done, what)],
  ],
  // "setters can add and remove routes" "everybody else can only look"
  [
    new RegExp(`^(?:the |all )?${role} ${may} ${verbs} (?:an? |the |any |all )?${things}$`),
    new RegExp(
      `^(?:and |but |while )?(?:everybody else|everyone else|anyone else|all others|(?:all )?(?:the )?others|the rest|other users|other people) ${may} (?:only|just) (?:${look}|look)(?: (?:at )?(?:them|these|those|[a-z]+s))?$`,
    ),
    ([, who = '', done = '', what = '']) =>
      isPeople(who) || /(?:er|or|ist|ian|ee)s$/.test(who) ? [only(who, done, what)] : [],
  ],
  // "every lamp belongs to a user" "only this user can change or delete it"
  [
    /^(?:each|every|an?) ([a-z]+(?: [a-z]+)??) belongs to (?:an?|1|one|exactly 1) (?:user|account|person)$/,
    new RegExp(
      `^(?:and )?only (?:this|that|the|their|its) (?:user|account|person|owner) ${may} ${verbs} (?:it|them|the [a-z]+)$`,
    ),
    ([first = '', what = ''], [, done = '']) => [first, `only the owner can ${done} a ${one(what)}`],
  ],
];

/** Clauses with the rights that they tell in the plain form. */
export function permissionsTold(clauses: readonly Clause[]): Clause[] {
  const guarded = clauses.some(({ text }) => /\bonly\b|\bmanages?\b|full access/.test(text) && !reads.test(text));
  const told: Clause[] = [];
  for (const clause of clauses) {
    const before = told.at(-1);
    const pair = before && clause.heading !== '#' ? pairOf(before, clause) : undefined;
    if (pair) told.splice(-1, 1, ...pair);
    else if (guarded && reads.test(clause.text)) continue;
    else told.push(...(clause.heading === '#' ? [clause] : alone(rolesNamed(clause, clauses))));
  }
  return told;
}

/** "managers manage lamps , everyone else can only read them": what the others may do anyway. */
const readsTail = new RegExp(
  ` (?:, |and |but |while )+${all} ${may} (?:only |still |just )?${look}(?: and ${look})? (?:them|these|those|[a-z]+s)$`,
);

function alone(clause: Clause): Clause[] {
  for (const [pattern, tell] of sentences) {
    const match = pattern.exec(clause.text);
    const said = match ? tell(match) : [];
    if (said.length > 0) return said.map((words) => retold(clause, words));
  }
  const head = clause.text.replace(readsTail, '');
  return [head !== clause.text && /\bonly\b|\bmanages?\b/.test(head) ? retold(clause, head) : clause];
}

/** "there are managers and employees": roles, where it is told what they may do and nothing of what is known of them. */
function rolesNamed(clause: Clause, clauses: readonly Clause[]): Clause {
  const list =
    /^there are (?:2 |3 |two |three )?(?:roles : |kinds of users : |types of users : )?([a-z]+s(?: , [a-z]+s)* and [a-z]+s)$/.exec(
      clause.text,
    )?.[1];
  const names = list?.split(/ , | and /) ?? [];
  const acting = names.filter((name) =>
    clauses.some(({ text }) => new RegExp(`(?:^|[,;] |and |but |only )${name} ${may} `).test(text)),
  );
  const kept = names.some((name) =>
    clauses.some(({ text }) => new RegExp(`\\b(?:${name}|${one(name)}) (?:has|have|with|:|\\() `).test(text)),
  );
  if (names.length === 0 || acting.length < names.length || kept || !names.every(isPeople)) return clause;
  return retold(clause, `the roles are ${names.map(one).join(' , ')}`.replace(/ , (?=[a-z]+$)/, ' and '));
}

function pairOf(before: Clause, clause: Clause): Clause[] | undefined {
  if (before.source !== clause.source) return undefined;
  for (const [first, second, tell] of halves) {
    const [one, two] = [first.exec(before.text), second.exec(clause.text)];
    if (!one || !two) continue;
    const whole = makeClause(clause.source, [...before.tokens, ...clause.tokens], clause.bullet, clause.heading);
    return tell(one, two).map((words) => retold(whole, words));
  }
  return undefined;
}
