/** In which state something must be for rows to be made for it: "usable : not : closed : poll : votes". */

type Cut = { kind: 'usable'; told: string; left: string[] } | undefined;

const good =
  '(active|open|published|available|verified|confirmed|approved|enabled|valid|current|released|running|live|public|unlocked)';
const bad =
  '(inactive|closed|blocked|suspended|cancelled|archived|disabled|deactivated|retired|broken|unpublished|locked|discontinued|banned|frozen|unavailable|unverified|finished|sold|full|deceased|dead|damaged|defective|faulty|injured|sick|lost|stolen|missing|withdrawn|decommissioned|expelled|dismissed|quarantined|muted|silenced|kicked|paused|revoked|deprecated|dissolved|bankrupt|defunct)';
const article = '(?:an? |the |any |all |each |every )*';
const noun = '((?!(?:it|they|there|this|that)(?![a-z]))[a-z]+(?: [a-z]+)??)';
const never =
  '(?:cannot|can not|must not|may not|should not|can never|can no longer|are not allowed to|is not allowed to)';
const verb = '([a-z]+)';

/** Other rules speak of these: what is full has no room, and what is sold is gone. */
const elsewhere = /^(?:full|sold)$/;

export function usableOf(text: string): Cut {
  const only =
    new RegExp(`^only ${good} ${noun} (?:can|may) (?:be )?${verb}(?: (?:up |in |on |for |to )*(.*))?$`).exec(text) ??
    new RegExp(
      `^${article}${noun} (?:can|may|must) only (?:be )?${verb} (?:if|when|while|as long as) (?:it|they|he|she) (?:is|are) ${good}$`,
    ).exec(text);
  if (only) {
    const [state, thing, done, rest] = only[0].startsWith('only ')
      ? [only[1], only[2], only[3], only[4]]
      : [only[3], only[1], only[2], ''];
    return told('is', state, thing, `${done ?? ''} ${rest ?? ''}`);
  }
  // "only members whose fee is paid can register for courses"
  const [, who, field = '', said = '', does = ''] =
    /^only ([a-z]+(?: [a-z]+)??) (?:who|that|whose ([a-z]+(?: [a-z]+)?)) (?:is|are) ([a-z]+) (?:can|may) (?:be )?([a-z]+ .+|[a-z]+)$/.exec(
      text,
    ) ?? [];
  if (who !== undefined)
    return {
      kind: 'usable',
      told: `usable : is : ${`${field} ${said}`.trim()} : ${who} : ${does.replaceAll(/ (?:up|in|on|for|to)(?= )/g, '')}`,
      // What they do makes the rows.
      left: [`${who} can ${does}`],
    };
  const not = new RegExp(`^${article}${bad} ${noun} ${never} (?:be )?${verb}(?: (?:up |in |on |for |to )*(.*))?$`).exec(
    text,
  );
  if (not && !elsewhere.test(not[1] ?? '')) return told('not', not[1], not[2], `${not[3] ?? ''} ${not[4] ?? ''}`);
  const made = new RegExp(
    `^${article}([a-z]+s) (?:can|may|must|are) (?:only )?(?:be )?(?:only )?[a-z]+ (?:only )?(?:while|as long as|when|if|for|on|to) ${article}${noun} (?:is|are)(?: still)? (${good.slice(1, -1)}|not ${bad})$`,
  ).exec(text);
  if (made && / only | while | as long as /.test(text)) {
    const state = made[3] ?? '';
    return told(state.startsWith('not ') ? 'not' : 'is', state.replace(/^not /, ''), made[2], made[1] ?? '');
  }
  const none = new RegExp(
    `^(?:there (?:are|can be|is) )?no (?:new |more )?([a-z]+s?) (?:(?:is|are|can be|may be) [a-z]+ )?((?:on|for|in|to|by|from|into|out of)(?: (?:or|and) (?:to|from|into|out of))?) ${article}${bad} ${noun}(?: (?:is|are) .*)?$`,
  ).exec(text);
  if (none && !elsewhere.test(none[3] ?? ''))
    return told(
      'not',
      none[3],
      none[4],
      `${none[1] ?? ''} ${/from|to|out/.test(none[2] ?? '') ? (none[2] ?? '') : ''}`,
    );
  const accepts = new RegExp(
    `^${article}${bad} ${noun} (?:accepts?|takes?|gets?|allows?) no (?:new |more )?([a-z]+s?)(?: any ?more)?$`,
  ).exec(text);
  return accepts && !elsewhere.test(accepts[1] ?? '')
    ? told('not', accepts[1], accepts[2], accepts[3] ?? '')
    : undefined;
}

const other =
  /^(?:edited?|changed?|updated?|modified|deleted?|removed?|reopen(?:ed)?|cancel(?:led)?|opened|closed|activated?|seen?|viewed?|read|shown|login|log(?= (?:in|out)(?: |$)|$)|used?|redeem(?:ed)?|pay|paid|ship(?:ped)?|refund(?:ed)?|create|add|manage|post|publish|approve|reject)(?: |$)/;

function told(how: string, state: string | undefined, thing: string | undefined, rows: string): Cut {
  if (other.test(rows) && how === 'not' && !/^(?:create|add|post) /.test(rows)) return undefined;
  if (other.test(rows) && how === 'is') return undefined;
  return { kind: 'usable', told: `usable : ${how} : ${state ?? ''} : ${thing ?? ''} : ${rows.trim()}`, left: [] };
}

/** "a reader with an overdue loan cannot borrow another book": what one has keeps one from more; it names no field. */
export function barredOf(text: string): { kind: 'barred'; told: string; left: string[] } | undefined {
  const match =
    /^(?:an? |the |any |each |every |no )?([a-z]+(?: [a-z]+)??) (?:with|having|(?:who|that|which) (?:still |already )?(?:has|have)) (?:an? |any |at least 1 |more than \d+ |\d+ )?(?:or more )?(overdue|expired|unpaid|late|outstanding|unreturned|unfinished|unresolved|open|pending|active) ([a-z]+(?: (?!can|may|must|is|are|past|beyond|after)[a-z]+)?)((?: (?:past|beyond|after|over) (?:its|their|the) [a-z]+(?: [a-z]+)?)?) (?:cannot|can not|must not|may not|can no longer|is not allowed to|are not allowed to) (?!be [a-z]+$)(?:be )?([a-z].*)$/.exec(
      text,
    );
  // "overdue loans block new ones", "an unpaid invoice blocks further orders"
  const [, state1 = '', kept = '', more = ''] =
    /^(?:an? |any |all )?(overdue|expired|unpaid|late|outstanding|unreturned|unfinished|unresolved|open|pending) ([a-z]+(?: [a-z]+)?) (?:block|blocks|bar|bars|prevent|prevents|stop|stops|forbid|forbids) (?:any |all )?(?:new|further|more|additional|another) ([a-z]+)(?: for that [a-z]+)?$/.exec(
      text,
    ) ?? [];
  if (more !== '') return { kind: 'barred', told: `barred : - : ${state1} : ${kept} : ${more}`, left: [] };
  const [, who = '', said = '', rows = '', past = '', done = ''] = match ?? [];
  // "an unreturned item past its end date"
  const state = past === '' ? said : 'overdue';
  return match ? { kind: 'barred', told: `barred : ${who} : ${state} : ${rows} : ${done}`, left: [] } : undefined;
}

/** "expenses over 1000 need a director's approval": who decides of the larger ones names no thing, and no bound of the amount. */
export function approvalOf(text: string): { kind: 'approval'; told: string; left: string[] } | undefined {
  const larger =
    '(?:over|above|beyond|of more than|more than|exceeding|that exceed|(?:that |which )?costs? more than|worth more than|larger than|higher than|from) (?:[€$£] ?)?\\d[\\d.,]*';
  const asked =
    '(?:(?:must|have to|has to|need to|needs to|can only|may only|should|are to) (?:also |additionally |first )?be (?:approved|confirmed|signed off|authori[sz]ed|released|countersigned|reviewed)|(?:also |additionally )?(?:need|needs|require|requires)(?: .+)? (?:approval|confirmation|authori[sz]ation|signature|sign off|consent))';
  const found = new RegExp(
    `^(?:all |any |an? |the |every |each )?[a-z]+(?: [a-z]+)?(?: with an? [a-z]+)?(?: (?:that|which) (?:is|are))? ${larger}(?: [a-z€$]+)?(?: or more)? ${asked}(?: (?:by|of|from) .+)?$`,
  ).test(text);
  return found ? { kind: 'approval', told: 'approval', left: [] } : undefined;
}
