import { lexicon } from '../words/lexicon.ts';
import { singular } from '../words/grammar.ts';
import { type Tell, isMany, isThingHere, one, plural } from './words.ts';

/** Sentences about who may do what, and how often, in the words in which these are read. */

const users =
  '(?:people|users|you|one|everyone|everybody|anyone|anybody|members|persons|somebody|they|we|a user|a person|each user|every user)';
const verbs = '([a-z]+(?:(?: ,| or| and| , or| , and|/| /)+ [a-z]+)*)';
const may =
  '(?:can|may|should|must|are allowed to|is allowed to|get to|are able to|is able to|are permitted to|is permitted to)';
const made =
  '(?:wrote|written|made|created|posted|published|added|entered|uploaded|submitted|started|opened|registered|own|owned|placed|logged|recorded|booked|reported|filed|composed)';

const isRoleWord = (word: string): boolean =>
  lexicon().roles.has(singular(word)) ||
  /^(?:admins?|administrators?|moderators?|managers?|editors?|staff)$/.test(word);

/** To make a row of what is given. */
const gives = '(?:give|assign|award|enter|record|hand out|issue|post|submit|log|grant)';
const given = '(?:given|assigned|awarded|entered|recorded|handed out|issued|posted|submitted|logged|granted)';
const maker =
  '(?:owner|author|creator|writer|poster|uploader|maker|sender|reporter|submitter|host|organi[sz]er|seller|buyer|booker|user|person|member|customer|guest|driver|[a-z]+er|[a-z]+or)';

export const accessSentences: [RegExp, Tell][] = [
  // "the author can close it early": of what others make, nobody else
  [
    /^(?:the|its|their) (author|owner|creator|poster|writer|uploader)(?: of (?:the|an?|each) [a-z]+(?: [a-z]+)?)? (can|may) ((?:also )?(?!only |not |have |be |see |view |read )[a-z]+ .+?)(?: early| at any time| any ?time| later| again| whenever they (?:want|like))?$/,
    ({ 1: who = '', 3: doing = '' }, told) =>
      told.has(who) ? [] : [`only the ${who} can ${doing.replace(/^also /, '')}`],
  ],
  // "only agents may write internal notes , customers do not see them"
  [
    /^((?:only )?((?:[a-z]+(?: ,| and| or) )*[a-z]+s?) (?:(?:can|may) )?(?:write|add|make|create|leave|keep|see|read|post)(?: and (?:see|read|view))? (?:the |an? )?((?:[a-z]+ )??[a-z]+s)(?: (?:on|to|for|in|about|of) .+?)?) (?:, )?(?:(?:and |but )?(?:the )?(?:(?:[a-z]+s|others?) (?:do not|does not|cannot|never|may not|must not)|nobody else can)|(?:that|which) (?:the )?(?:[a-z]+s (?:do not|cannot|never|may not|must not)|nobody else can)) (?:ever )?(?:see|read|view|access)(?: (?:them|it|those|these))?$/,
    ({ 1: said = '', 2: who = '', 3: things = '' }, told) =>
      isMany(things) && (isThingHere(told, things) || /(?:^| )(?:notes|comments|remarks|messages)$/.test(things))
        ? [
            ...(/ (?:on|to|for|in|about|of) /.test(said) ? [] : [`manage ${things}`]),
            said,
            `only ${who} can see ${things}`,
          ]
        : [],
  ],
  // "only the doctor of an appointment may mark it as completed": the deed that the state is named after
  [
    /^(.+ (?:can|may|could) (?:also |only )?)(?:mark|flag) (it|them|(?:(?:an?|the|their|his|her|its|any) )?[a-z]+(?: [a-z]+)??) (?:as )?([a-z]+)$/,
    ({ 1: who = '', 2: what = '', 3: state = '' }) => {
      const verb = /^(?:done|finished)$/.test(state) ? 'complete' : lexicon().verbForms.get(state);
      // To pay is to make a payment.
      const makes = verb !== undefined && lexicon().associations[verb] !== undefined;
      return verb === undefined || verb === state || makes || /^(?:be|have|do)$/.test(verb)
        ? []
        : [`${who}${verb} ${what}`];
    },
  ],
  // "only the driver who made a booking or an admin may cancel it", "only admins or the author of a post can delete it"
  [
    new RegExp(
      `^(?:but |and )?only (?:(?:an? |the )?([a-z]+) (?:or|and) )?(?:the |its |their )?[a-z]+ (?:of|(?:who|that) (?:has |have )?${made}) (?:an? |the |that |this )?([a-z]+(?: [a-z]+)??)(?: (?:or|and) (?:an? |the )?([a-z]+))? ${may} ${verbs} (?:it|them|that [a-z]+|the [a-z]+|an? [a-z]+)$`,
    ),
    ({ 1: before, 2: what = '', 3: behind, 4: doing = '' }) => orRole(doing, what, before ?? behind),
  ],
  // "only a registrar closes a loan"
  [
    /^only (?:an? |the )?([a-z]+) ([a-z]+) ((?:an? |the |new |any )?[a-z]+(?: [a-z]+)?)$/,
    ({ 1: who = '', 2: does = '', 3: what = '' }, told) => {
      const verb = lexicon().verbForms.get(does);
      const thing = what.replace(/^(?:an?|the|new|any) /, '');
      return verb === undefined ||
        /^(?:be|have|can|may|get)$/.test(verb) ||
        !isThingHere(told, thing) ||
        isThingHere(told, does)
        ? []
        : [`only ${plural(who)} can ${verb} ${what}`];
    },
  ],
  // "only teachers may give grades", "grades from 1 .. 6 may only be given by teachers": whoever gives one makes one
  [
    new RegExp(`^only (?:the )?([a-z]+) (?:can|may) ${gives} (?:new |any |the |an? )?([a-z]+)$`),
    ({ 1: who = '', 2: what = '' }, told) =>
      isRoleWord(who) && isThingHere(told, what) ? [`only ${who} can create ${plural(what)}`] : [],
  ],
  [
    new RegExp(
      `^(?:new |the |all )?([a-z]+s)(?: (?:from|between) (\\d+) (?:\\.\\.|to|and) (\\d+))? (?:can|may) only be ${given} by (?:the )?([a-z]+)$`,
    ),
    ({ 1: what = '', 2: least, 3: most, 4: who = '' }, told) =>
      isRoleWord(who) && isThingHere(told, what)
        ? [
            ...(least === undefined ? [] : [`each ${one(what)} has a value ( ${least} .. ${most ?? ''} )`]),
            `only ${who} can create ${what}`,
          ]
        : [],
  ],
  // "posts can only be deleted by their author or an admin"
  [
    new RegExp(
      `^(?:but |and )?(?:the |an? |each |every |all )?([a-z]+(?: [a-z]+)??) ${may} (?:only )?be ([a-z]+(?: (?:or|and) [a-z]+)?) (?:only )?by (?:(?:an? |the )?([a-z]+) (?:or|and) )?(?:the |its |their |the person that |his or her )${maker}(?: (?:or|and) (?:by )?(?:an? |the )?([a-z]+))?$`,
    ),
    ({ 1: what = '', 2: done = '', 3: before, 4: behind }) => {
      const verbsDone = done.split(/ (?:or|and) /).map((word) => lexicon().verbForms.get(word));
      return verbsDone.includes(undefined) ? [] : orRole(verbsDone.join(' or '), one(what), before ?? behind);
    },
  ],
  // "the price of a product can only be changed by managers"
  [
    new RegExp(
      `^(?:the |an? )?([a-z]+(?: [a-z]+){0,2}) (of (?:an? |the |each |any )?[a-z]+(?: [a-z]+)?) ${may} (?:only )?be ([a-z]+) (?:only )?by (?:only )?(?:the |an? )?([a-z]+(?: (?:and|or) [a-z]+)?)(?: only| alone)?$`,
    ),
    ({ 0: all, 1: what = '', 2: of = '', 3: done = '', 4: who = '' }) => {
      const verb = lexicon().verbForms.get(done);
      return / only(?: |$)| alone$/.test(all) &&
        verb !== undefined &&
        /^(?:change|edit|update|set|modify|adjust)$/.test(verb)
        ? [`only ${who} can ${verb} the ${what} ${of}`]
        : [];
    },
  ],
  // "people may only change or delete posts they wrote themselves", "you can only edit your own posts"
  [
    new RegExp(
      `^(?:but |and )?${users} ${may} (?:only|just) ${verbs} (?:the |those )?([a-z]+(?: [a-z]+)?) (?:that |which )?(?:they|you|he|she|he or she|we|1) (?:(?:have|had|has) )?${made}(?: (?:themselves|yourself|himself|herself|ourselves))?$`,
    ),
    ({ 1: doing = '', 2: what = '' }) => [`only the owner can ${doing} a ${one(what)}`],
  ],
  [
    new RegExp(
      `^(?:but |and )?${users} ${may} (?:only|just) ${verbs} (?:their|your|his|her|his or her|its|1 's|our) own ([a-z]+(?: [a-z]+)?)$`,
    ),
    ({ 0: all, 1: doing = '', 2: what = '' }) =>
      /\b(?:see|view|read|list|access|look|find|browse|manage)\b/.test(doing)
        ? all.startsWith('users ')
          ? []
          : [`users can only ${doing} their own ${what}`]
        : [`only the owner can ${doing} a ${one(what)}`],
  ],
  // "admins can delete any post, authors only their own"
  [
    new RegExp(
      `^((?:the )?([a-z]+s?) ${may} ${verbs} (?:any|all|every|each|all the) ([a-z]+(?: [a-z]+)?)) (?:, )?(?:and |but |while |whereas )?(?:the |other |normal |regular )*[a-z]+ (?:${may} )?(?:only|just) (?:their|his|her) own(?: ones?| 1s?| [a-z]+)?$`,
    ),
    ({ 1: said = '', 2: who = '', 3: doing = '', 4: what = '' }) =>
      isRoleWord(who)
        ? [`only the owner can ${doing} a ${one(what)}`, said.replace(/ (?:every|each|all|all the) /, ' any ')]
        : [],
  ],
  // "admins may delete anything, users only their own notes"
  [
    new RegExp(
      `^(?:but |and |while |whereas )?${users} (?:${may} )?(?:only|just) (?:their|his|her|our|your)(?: own)? ([a-z]+(?: [a-z]+)?)$`,
    ),
    ({ 0: all, 1: what = '' }) =>
      / own /.test(all) && !/^(?:1s|ones?|data|stuff|things?|rows?)$/.test(what)
        ? [`only the owner can edit or delete a ${one(what)}`]
        : [],
  ],
  // "only the company that posted a job can edit it"
  [
    new RegExp(
      `^(?:but |and )?only (?:the |those )?(?:[a-z]+|[a-z]+ [a-z]+) (?:that|who|which) (?:has |have )?${made} (?:an? |the )([a-z]+(?: (?!may|can|should)[a-z]+)?) (?:can|may|should|must|is allowed to|are allowed to) ${verbs} (it|them|that [a-z]+|the [a-z]+|an? [a-z]+)$`,
    ),
    ({ 1: what = '', 2: doing = '', 3: object = '' }) =>
      /^(?:it|them)$/.test(object) || object.endsWith(` ${one(what)}`)
        ? [`only the owner can ${doing} a ${one(what)}`]
        : [],
  ],
  // "nobody but the person who wrote a dream may read or delete it"
  [
    new RegExp(
      `^(?:but |and )?(?:nobody|no one|none|only) ?(?:but|except|besides|other than|apart from)? (?:for )?(?:the |those )?(?:person|people|users?|ones?|members?|somebody|whoever) ?(?:who|that)? (?:has |have )?${made} (?:an? |the |it ?)?([a-z]+(?: (?!may|can|should)[a-z]+)?)? ?(?:can|may|should|is allowed to|are allowed to) ${verbs} (?:it|them|an? [a-z]+|the [a-z]+)$`,
    ),
    ({ 1: what = '', 2: doing = '' }) => (what === '' ? [] : [`only the owner can ${doing} a ${one(what)}`]),
  ],
  // "everybody gets one vote per proposal"
  [
    /^(?:everybody|everyone|each [a-z]+|every [a-z]+|all [a-z]+|people|users) (?:gets?|has|have|casts?|(?:can|may) (?:cast|give|leave|have|make|submit|write)) (?:only |just |exactly )?1 ([a-z]+) (?:per|for each|for every|on each|in each|for 1|for an?) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: what = '', 2: per = '' }) => [`a ${what} can be cast only once per ${per}`],
  ],
  // "users cannot edit or delete other people 's posts", "nobody can edit the posts of others", "... each other 's posts"
  [
    new RegExp(
      `^(?:but |and )?(?:${users} (?:cannot|may not|must not|should not|are not allowed to|is not allowed to)|nobody (?:can|may|must)|no one (?:can|may|must)) ${verbs} (?:the )?(?:(?:each other|1 another|somebody else|someone else|others|other people|other users|other person|other members|another user|another person|another member|other user|other member|other peoples|others) (?:'s )?([a-z]+(?: [a-z]+)?)|([a-z]+(?: [a-z]+)?) (?:of|by|from|that belong to|belonging to|written by|created by|made by|owned by) (?:other|others|another|someone|somebody|different|each other).*)$`,
    ),
    ({ 1: doing = '', 2: what, 3: of }) => {
      const thing = one(what ?? of ?? '');
      return /\b(?:see|view|read|list|access|look)\b/.test(doing)
        ? [`users can only ${doing} their own ${what ?? of ?? ''}`]
        : [`only the owner can ${doing} a ${thing}`];
    },
  ],
  // "deleting posts is reserved for admins", "deletion of posts requires the admin role", "approving claims is up to managers"
  [
    /^(?:the )?([a-z]+ing|deletion|removal|creation|publication|approval) (?:of )?(?:an? |the |any |all )?([a-z]+(?: [a-z]+)?) (?:is|are) (?:only |strictly )?(?:reserved for|reserved to|limited to|restricted to|up to|for|allowed for|possible for|permitted for|a matter for|left to|open to|allowed to) (?:only )?(?:the |an? )?([a-z]+)(?: only| alone| users)?$/,
    ({ 0: all, 1: doing = '', 2: what = '', 3: who = '' }) =>
      isRoleWord(who) && / (?:only|reserved|limited|restricted|alone|up to|matter|left)/.test(all)
        ? [`only ${who} can ${gerunds[doing] ?? gerund(doing)} ${what}`]
        : [],
  ],
  [
    /^(?:the )?([a-z]+ing|deletion|removal|creation|publication|approval) (?:of )?(?:an? |the |any |all )?([a-z]+(?: [a-z]+)?) (?:requires?|needs?|takes?|demands?) (?:the |an? )?([a-z]+)(?: role| rights?| permissions?| privileges?| account)?$/,
    ({ 1: doing = '', 2: what = '', 3: who = '' }) =>
      isRoleWord(who) ? [`only ${who}s can ${gerunds[doing] ?? gerund(doing)} ${what}`.replace('ss can', 's can')] : [],
  ],
  [
    /^it takes (?:an? |the )?([a-z]+) to ([a-z]+(?: or [a-z]+)?) (.+)$/,
    ({ 1: who = '', 2: doing = '', 3: what = '' }) => (isRoleWord(who) ? [`only ${who}s can ${doing} ${what}`] : []),
  ],
  // "only who wrote an offer may change it"
  [
    new RegExp(
      `^(?:but |and )?only (?:those )?(?:who|whoever) (?:has |have )?${made} (?:an? |the )([a-z]+(?: (?!may|can|should)[a-z]+)?) (?:can|may|should|is allowed to|are allowed to) ${verbs} (?:it|them|an? [a-z]+|the [a-z]+|that [a-z]+)$`,
    ),
    ({ 1: what = '', 2: doing = '' }) => [`only the owner can ${doing} a ${one(what)}`],
  ],
  // "not possible to change or delete the vote of other user"
  [
    new RegExp(
      `^(?:it (?:is|must be|should be) )?(?:not possible|impossible|not allowed|forbidden|not permitted|prohibited) to ${verbs} (?:an? |the |any )?(?:([a-z]+(?: [a-z]+)??) (?:of|by|from) (?:an? |the )?(?:other|others|another|different|someone else|somebody else)(?: [a-z]+)?|(?:other|others|another|someone else|somebody else)(?: [a-z]+)? 's ([a-z]+))$`,
    ),
    ({ 1: doing = '', 2: what, 3: of }) => [`only the owner can ${doing} a ${one(what ?? of ?? '')}`],
  ],
  // "other users ' notes must stay invisible"
  [
    /^(?:the )?(?:notes? of )?(?:other|others|other users|other people|other members|someone else|somebody else|strangers?) (?:'s )?([a-z]+(?: [a-z]+)??) (?:must|should|have to|are|stay|remain|must be|can|may|cannot) ?(?:not |never )?(?:stay |remain |be |always )*(?:invisible|hidden|secret|private|visible|shown|seen|inaccessible)(?: to (?:me|you|them|others|users?|anyone else))?$/,
    ({ 0: all, 1: what = '' }) =>
      / (?:visible|shown|seen)/.test(all) === / (?:not|never|cannot) /.test(all)
        ? [`users can only see their own ${what}`]
        : [],
  ],
  // "users can like a post , but only once"
  [
    /^(.*? (?:can|may|could|should|will|must|are allowed to|is allowed to) [a-z]+ .*?) (?:, )?(?:but|and|though|however) (?:only|just|at most|not more than|no more than|never more than) (?:once|1 time)((?: per| for| in| on| each) .+)?$/,
    ({ 1: said = '', 2: scope = '' }) => [`${said} only once${scope}`],
  ],
  // "likes : one per user and post"
  [
    /^([a-z]+(?: [a-z]+)?) : (?:only |at most |max |maximum |just )?1 (per|for each|by) ([a-z]+(?: [a-z]+)? (?:and|per) (?:per )?[a-z]+(?: [a-z]+)?)$/,
    ({ 1: what = '', 3: of = '' }) => [`manage ${what}`, `only 1 ${one(what)} per ${of}`],
  ],
];

/** Whose it is or a role; of whose it is alone the other sentences speak. */
function orRole(doing: string, what: string, role: string | undefined): string[] {
  return role !== undefined && isRoleWord(role) ? [`only the owner or ${role} may ${doing} a ${one(what)}`] : [];
}

const gerunds: Record<string, string> = {
  deletion: 'delete',
  removal: 'delete',
  creation: 'create',
  publication: 'publish',
  approval: 'approve',
};

/** "deleting" → "delete". */
function gerund(word: string): string {
  const stem = word.replace(/ing$/, '');
  const { verbForms } = lexicon();
  const single = stem.replace(/(.)\1$/, '$1');
  return [`${stem}e`, stem, single].find((candidate) => verbForms.get(candidate) === candidate) ?? stem;
}
