/** Which statements move, add up or take from amounts, and what each says in plain words. */

type Cut = { kind: 'transfer' | 'total' | 'computed' | 'stock'; told: string; left: string[] } | undefined;

const things =
  '(?:money|funds|points|credits?|coins|amounts?|balance|stock|goods|units|tokens|an amount|quantit(?:y|ies)|cash|minutes|hours|time|miles)';

const wholly =
  /(?: (?:,|and|but|that|which|they|it|each|all))*(?: (?:must|should|have to|has to|needs? to|can only|will))?(?: (?:be|are|is|happens?|runs?|work|works))?(?: always| fully| completely)?(?: (?:done|made|executed|carried out|processed|performed|booked|run))?(?: always)?(?: (?:as|in))? (?:atomic|atomically|atomic operations?|all or nothing|transactional|transactionally|(?:1|a single|an atomic|a|the same) (?:database |db )?transaction)$/;

/** "move money from one account to another", "transfers between accounts are atomic", "to the same wallet". */
export function transferOf(said: string): Cut {
  // That both sides change or neither is what any of them does.
  const text = /\b(?:transfers?|moves?|sends?) .*(?:between|from|to) /.test(said)
    ? said
        .replace(wholly, '')
        .replace(/(?<=^|(?:,|and|with|make|support|allow|:) )atomic(?= (?:money |fund |stock )?transfers? )/, '')
        .replaceAll(/ {2,}/g, ' ')
        .trim()
    : said;
  const between =
    /^(.*?)(?: ,| and)? ?\b(?:(?:money |fund |stock )?transfers?) (?:of [a-z]+ )?(?:between (?:[0-9] )?([a-z]+(?: [a-z]+)?)|from (?:1|an?) ([a-z]+(?: [a-z]+)?) to (?:another|an other|a different)(?: [a-z]+)?)$/.exec(
      text,
    );
  const account = between?.[2] ?? between?.[3];
  if (between && account !== undefined) {
    const left = (between[1] ?? '').trim();
    return {
      kind: 'transfer',
      told: `move between ${account}`,
      left:
        left === '' ||
        /^(?:(?:users?|members?|people|customers?|they|i|we|you|1) )?(?:can|may|make|support|allow|with)?(?: make| do)?$/.test(
          left,
        )
          ? []
          : [left],
    };
  }
  const moved = new RegExp(
    `^(?:.*?\\b)?(?:transfers?|moves?|sends?|pays?|transferred|moved|transferring|moving|sending|gives?) (?:some |any )?(?:${things} |\\d+ )?(?:can be (?:transferred|moved|sent) )?(?:of [a-z]+ )?(?:from (?:1|an?|the|1 of the) ([a-z]+(?: (?!'s)[a-z]+)??)(?: 's [a-z]+)? to (?:another|an other|a different|the other)(?: [a-z]+)?|between (?:[0-9] )?([a-z]+(?: [a-z]+)?)|to (?:another|an other|other|each other|1 another) ?([a-z]+)?)(?: ,.*| atomically.*| (?:in|with|by|as|through) .*)?$`,
  ).exec(text);
  const each =
    /^(?:an? |the )?([a-z]+) (?:can|may) (?:send|transfer|give|pay|move) (?:some |any )?([a-z]+) (?:to|between) (?:each other|1 another|another [a-z]+|other [a-z]+)$/.exec(
      text,
    );
  if (
    each &&
    !/^(?:messages?|invitations?|requests?|mails?|emails?|files?|notes?|gifts?|links?|photos?|pictures?)$/.test(
      each[2] ?? '',
    )
  )
    return { kind: 'transfer', told: `move ${each[2] ?? ''} between ${each[1] ?? ''}`, left: [] };
  const passive = new RegExp(
    `^${things} (?:can|may) be (?:transferred|moved|sent)(?: atomically)? (?:from (?:1|an?) ([a-z]+(?: [a-z]+)??) to (?:another|a different|an other)|between (?:[0-9] )?([a-z]+))\\b.*$`,
  ).exec(text);
  const found = passive ?? moved;
  const what = new RegExp(`\\b${things}\\b`).exec(text)?.[0] ?? '';
  if (found && (what !== '' || /\btransfer/.test(text))) {
    const where = found[1] ?? found[2] ?? found[3] ?? '';
    return { kind: 'transfer', told: `move ${what} between ${where}`.replace(/ +/g, ' '), left: [] };
  }
  const both =
    /^(?:.*? )?(?:takes?|deducts?|subtracts?|withdraws?|debits?|lowers?|reduces?|decreases?|removes?|moves?|leaves?|charges?|books?) (?:it |the |an |an equal )?(?:(?:amount|money|balance|sum|points|credits?|stock|quantity|value|funds)(?: (?:from|of|off|out of|in))? )?(?:the )?(?:1|first|source|sender|sending|from|payer) ?([a-z]+(?: (?!and|,)[a-z]+)?)? (?:, )?(?:and |while )?(?:then )?(?:adds?|credits?|raises?|increases?|puts?|deposits?|gives?|books?|arrives?|pays?) (?:it |the |this |that )?(?:(?:same )?(?:amount|money|balance|sum|points|credits?|stock|quantity|value|funds) )?(?:to |into |on |onto |of |at |in |in to )?(?:the |an)?(?:other|second|target|receiver|receiving|to|recipient)(?: ([a-z]+))?(?: (?:,|and|either|together|in|at|both|or).*)?$/.exec(
      text,
    );
  if (both) {
    const where = [both[2], both[1]].find((word) => word !== undefined && !/^(?:1|both|together|either)$/.test(word));
    return { kind: 'transfer', told: `move between ${where ?? ''}`.trim(), left: [] };
  }
  const about =
    /^(?:(?:(?:must|should|has to|have to) be|(?:is|are)) (?:always )?(?:atomic|all or nothing|transactional)|(?:the |all |every |each |a )*transfers? (?:is|are|must be|should be|happens?|runs?) (?:always )?(?:atomic|atomically|all or nothing|both or neither|in 1 transaction|transactional).*|.*\b(?:both or neither|all or nothing)\b.*|.*\btransfers? .*(?:completely|fully|entirely|wholly|as a whole|in full) or (?:not at all|never)|.*\b(?:cannot|must not|not|never) (?:be )?(?:transfer(?:red)?|mov(?:e|ed)|sen[dt]) (?:.*)?to (?:the same|itself|oneself|themselves|yourself|the own|your own).*|(?:an? |the )?transfers? (?:to|within) the same [a-z]+ (?:is|are) (?:refused|rejected|not allowed|forbidden).*|(?:source and (?:target|destination)|from and to) (?:must|have to) (?:be different|differ).*|.*\b(?:cannot|must not|never|may not) (?:transfer|send|move|spend|pay) more than .*|(?:either )?both (?:balances |accounts |sides |amounts |[a-z]+ )?(?:changes?|moves?|are (?:changed|updated|written|booked)|happen) or (?:neither|none|nothing)(?: of them)?(?: (?:does|do|is|changes?|moves?))?|(?:either )?(?:both|the whole|all of it) (?:happens?|go(?:es)? through|work|succeed) or (?:none|neither|nothing|not at all).*)$/;
  return about.test(text) ? { kind: 'transfer', told: 'both or neither', left: [] } : undefined;
}

/** "the total of an order is computed from its lines", "order total is the sum of its items". */
export function totalOf(text: string): Cut {
  const match =
    /^(?:the |an? |each |every )?(?:(total|sum|amount|total (?:price|amount|cost)|price|subtotal)s? of (?:an? |the |each |every )?([a-z]+)|(?:([a-z]+) 's |([a-z]+) )?(total|sum|subtotal|total (?:price|amount|cost)|price|cost|rent)s?) (?:is|are|=|:|must be|gets?|should be) (?:automatically |always )?(?:(?:the )?sum of|the total of|computed|calculated|worked out|derived|added up|summed(?: up)?)(?: automatically)?(?: (?:from|of|over|by|out of))?(?: (?:all |the |its |their |of )*([a-z]+(?: [a-z]+)?))?(?: .*)?$/.exec(
      text,
    );
  const added =
    /^(?:the )?([a-z]+) (total|sum|price|amount|cost|subtotal) is (?:what|all that|everything) (?:(?:all )?(?:its|the|their) )?([a-z]+(?: [a-z]+)?) (?:add up to|sum up to|come to|cost together|cost|amount to|make together)$/.exec(
      text,
    ) ??
    /^(?:the |its )?()(total|sum|price|amount|cost|subtotal) (?:adds up|sums up|sums|adds together|is added up from) (?:all |the |its |their |of )*([a-z]+(?: [a-z]+)?)$/.exec(
      text,
    );
  if (added) return { kind: 'total', told: `${added[2] ?? ''} of ${added[1] ?? ''} over ${added[3] ?? ''}`, left: [] };
  if (!match || /\b(?:average|mean|report|month|vat|tax|discount)\b/.test(text)) return undefined;
  const owner = match[2] ?? match[3] ?? match[4] ?? '';
  return {
    kind: 'total',
    told: `${match[1] ?? match[5] ?? 'total'} of ${owner} over ${match[6] ?? ''}`.trimEnd(),
    left: [],
  };
}

/** What an amount is worked out of: "is", "is automatically calculated by multiplying". */
const equals =
  '(?:(?:(?:is|are|gets?|must be|should be|will be) )?(?:automatically |always )?(?:computed|calculated|derived|determined|worked out)(?: automatically)? (?:as|from|by|with)|is|are|equals?|=|:|results from)';
const joint = 'times|x|is|are|by|and|plus|minus|less|sum|difference';
const factor = `(?!(?:${joint})\\b)[a-z]+(?: (?!(?:${joint}|multiplied|reduced|increased)\\b)[a-z]+){0,3}`;
const its = '(?:the |its |their )?';
const timed = new RegExp(
  `^(?:the |an? |each |every |its )*([a-z]+(?: (?!of )[a-z]+){0,2}?)(?: (?:of|for) (?:an? |the |each )?[a-z]+(?: [a-z]+)?)? ${equals} (?:the product of |multiplying )?${its}(${factor}(?: (?:times|x|\\*|multiplied (?:by|with)|by) ${its}${factor})+)$`,
);
const multiplied = new RegExp(
  `^(?:the |an? |each |every |its )*([a-z]+(?: (?!of )[a-z]+){0,2}?)(?: (?:of|for) (?:an? |the |each )?[a-z]+(?: [a-z]+)?)? ${equals} (?:the product of |multiplying )${its}(${factor}) (?:and|with|by) ${its}(${factor})$`,
);

const by = '(?:times|x|\\*|multiplied (?:by|with)|by)';
const product = `${factor}(?: ${by} ${its}${factor})*`;
const added = new RegExp(
  `^(?:the |an? |each |every |its )*([a-z]+(?: (?!of )[a-z]+){0,2}?)(?: (?:of|for|on) (?:an? |the |each )?[a-z]+(?: [a-z]+)?)? ${equals} ${its}(${product}(?: (?:plus|minus|less|-|–) ${its}${product})+)$`,
);
const between = new RegExp(
  `^(?:the |an? |each |every |its )*([a-z]+(?: (?!of )[a-z]+){0,2}?)(?: (?:of|for|on) (?:an? |the |each )?[a-z]+(?: [a-z]+)?)? ${equals} ${its}(sum|difference) (?:of|between|from) ${its}(${factor}(?: , ${its}${factor})*) (?:, )?(?:and|to) ${its}(${factor})$`,
);

/** "the outstanding amount is the total minus the paid amount", "the total goals are the sum of home goals and away goals". */
function sumTold(text: string): Cut {
  const both = between.exec(text);
  const parts = both && [...(both[3] ?? '').split(new RegExp(` , ${its}`)), both[4] ?? ''];
  const told = parts
    ? parts.join(both[2] === 'sum' ? ' + ' : ' - ')
    : added
        .exec(text)?.[2]
        ?.replaceAll(new RegExp(` plus ${its}`, 'g'), ' + ')
        .replaceAll(new RegExp(` (?:minus|less|-|–) ${its}`, 'g'), ' - ')
        .replaceAll(new RegExp(` ${by} ${its}`, 'g'), ' * ');
  const target = (both ?? added.exec(text))?.[1];
  return told === undefined || target === undefined
    ? undefined
    : { kind: 'computed', told: `${target} = ${told}`, left: [] };
}

/** "the final price is the price minus the discount", "the line total is quantity times unit price". */
export function computedOf(text: string): Cut {
  const pair = multiplied.exec(text);
  const product = timed.exec(text);
  const factors = pair
    ? [pair[2] ?? '', pair[3] ?? '']
    : (product?.[2]?.split(new RegExp(` (?:times|x|\\*|multiplied (?:by|with)|by) ${its}`)) ?? []);
  const [first = ''] = factors;
  if (
    factors.length > 1 &&
    factors.at(-1) !== 'default' &&
    !/ (?:reduced|increased|lowered|raised|decreased|cut)$/.test(first)
  )
    return { kind: 'computed', told: `${(pair ?? product)?.[1] ?? ''} = ${factors.join(' * ')}`, left: [] };
  const percent =
    /^(?:the |an? |each |every |its )*([a-z]+(?: [a-z]+){0,2}?)(?: of (?:an? |the |each )?[a-z]+)? (?:is|are|equals?|=|:|is computed as|is calculated as) (?:the |its |their )?([a-z]+(?: [a-z]+)?) (minus|less|(?:reduced|lowered|decreased|cut) by|with|after|plus|(?:increased|raised) by) (?:the |its |their )?((?:[a-z]+ )?(?:discount|percentage|vat|tax|rate|surcharge|commission)(?: [a-z]+)?)(?: taken off| deducted| applied| added)?$/.exec(
      text,
    );
  if (!percent) return sumTold(text) ?? takenOff(text);
  const sign =
    /plus|increased|raised/.test(percent[3] ?? '') || (percent[3] === 'with' && !/discount/.test(percent[4] ?? ''))
      ? '+'
      : '-';
  return { kind: 'computed', told: `${percent[1] ?? ''} = ${percent[2] ?? ''} ${sign} ${percent[4] ?? ''}`, left: [] };
}

/** "the discount is taken off the price to give the end price" */
function takenOff(text: string): Cut {
  const match =
    /^(?:the |its |an? )?((?:[a-z]+ )?(?:discount|percentage|vat|tax|rate|surcharge|commission)) (?:is |are |gets? )?(taken off|deducted from|subtracted from|taken from|comes off|added to|put on|goes on top of) (?:the |its )?([a-z]+(?: [a-z]+)?) (?:to (?:give|get|yield|form|make)|giving|which (?:gives|yields|makes)|(?:, )?(?:and )?(?:this|that) (?:gives|yields|makes|is)) (?:the |its |an? )?([a-z]+(?: [a-z]+)?)$/.exec(
      text,
    );
  if (!match) return undefined;
  const sign = /added|put on|on top/.test(match[2] ?? '') ? '+' : '-';
  return { kind: 'computed', told: `${match[4] ?? ''} = ${match[3] ?? ''} ${sign} ${match[1] ?? ''}`, left: [] };
}

/** "placing an order takes stock", "orders reduce the stock", "cancelled orders return the stock", "not more than in stock". */
export function stockOf(text: string): Cut {
  const takes =
    /\b(?:takes?|reduces?|decreases?|lowers?|deducts?|subtracts?|uses?|consumes?|removes?|draws?|take|deducted|reduced|decreased|taken)\b(?: [a-z]+){0,5}? ?\b(?:stock|inventory)\b|\b(?:stock|inventory)\b(?: [a-z]+){0,4}? (?:is|are|goes|gets?) (?:automatically )?(?:reduced|decreased|lowered|deducted|taken|down|decremented|updated)\b/.test(
      text,
    );
  const restored =
    /\b(?:stock|inventory|quantity|items?)\b(?: [a-z]+){0,3}? (?:is|are|gets?|goes) (?:automatically )?(?:restored|returned|given back|put back|increased|replenished|released|up)(?: again)?$/.test(
      text,
    ) && /\bcancel|\brefund|\breturned\b/.test(text);
  if (restored) return { kind: 'stock', told: text, left: [] };
  const back =
    /\b(?:gives?|puts?|returns?|restores?|adds?|give|put|restored|returned|increases?)\b(?: [a-z]+){0,4}? ?\b(?:stock|inventory|items?|quantit(?:y|ies)|it|them)\b(?: [a-z]+){0,2}?(?: back| again)?$|^(?:cancelling|cancellation|a cancelled|cancelled) .*\b(?:stock|gives?|back|restores?|returns?)\b.*$/.test(
      text,
    );
  const short =
    /\b(?:not enough|only (?:[a-z]+ ){0,3}(?:if|when|while|as long as) (?:there (?:is|are) |we have )?(?:enough|sufficient)(?: (?:items|pieces|units|of (?:it|them)))?(?: (?:left|available))?(?: (?:in|on))?|insufficient|too little|more than (?:what )?(?:there is |there are |is |are |(?:we|you|they|the shop|it|i) (?:still )?(?:has|have) )?(?:left |still )?(?:in |on |available |the )*|no|out of|exceeds? the|larger than the|beyond the) ?(?:available |current )?(?:stock|inventory)\b|\b(?:stock|inventory)\b(?: [a-z]+)? is (?:not (?:sufficient|enough)|too low|insufficient|empty|not there)\b/.test(
      text,
    ) && /\b(?:refused|rejected|cannot|not|never|fails?|must not|no order|denied|only)\b/.test(text);
  if (takes || short) return { kind: 'stock', told: text, left: [] };
  return back &&
    /\b(?:cancel|cancelled|cancelling|cancellation|stock|inventory)\b/.test(text) &&
    /\b(?:stock|inventory|cancel\w*)\b/.test(text) &&
    !/^(?:members|users|customers|people|guests) return\b/.test(text)
    ? { kind: 'stock', told: text, left: [] }
    : undefined;
}
