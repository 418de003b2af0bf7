/** Amounts that are bounded by an amount elsewhere: what is drawn from a balance, and what together stays within a limit. */

type Cut = { kind: 'draw' | 'within'; told: string; left: string[] } | undefined;

const article = '(?:the |an? |its |their |each |every |any |all |1 )*';
const noun = '([a-z]+(?: (?!of|from|off|on|in|is|are|and|or|than|cannot|can|may|must|never)[a-z]+)?)';
const store = '(balance|credits?|points|budget|funds|allowance|deposit|value|number of [a-z]+|it)';
/** What is taken from the stock is read with the orders; what is put there, here. */
const held = store.replace('|it)', '|stock|it)');
const never = '(?:cannot|can not|must not|may not|should not|can never|must never|never|can only)';
const more =
  '(?:exceeds?|be (?:more|higher|greater|larger|bigger) than|be above|be over|go over|take more than|withdraw more than|spend more than|use more than)';
const made: Record<string, string> = {
  withdraw: 'withdrawal',
  redeem: 'redemption',
  spend: 'payment',
  pay: 'payment',
};

/** "a withdrawal takes its amount off the balance", "you cannot withdraw more than the balance". */
export function drawOf(text: string): Cut {
  const takes = new RegExp(
    `^${article}${noun} (?:takes?|draws?|deducts?|subtracts?|removes?|uses?) ${article}(?:[a-z]+ )?(?:off|from|out of) ${article}${store}(?: (?:of|on|in) ${article}${noun})?$`,
  ).exec(text);
  if (takes) return told('draw', takes[1], takes[2], takes[3]);
  const lowers = new RegExp(
    `^${article}${noun} (?:lowers?|reduces?|decreases?|is (?:deducted|subtracted|taken) (?:from|off)|comes off|are (?:deducted|subtracted|taken) (?:from|off)) ${article}${store}(?: (?:of|on|in) ${article}${noun})?(?: by ${article}[a-z]+)?$`,
  ).exec(text);
  if (lowers) return told('draw', lowers[1], lowers[2], lowers[3]);
  const raises = new RegExp(
    `^${article}${noun} (?:increases?|raises?|adds? to|adds? its [a-z]+ to|(?:is|are) added to|tops? up|goes? (?:in)?to|credits?) ${article}(?:[a-z]+ )?${held}(?: (?:of|on|in) ${article}${noun})?(?: by ${article}[a-z]+)?$`,
  ).exec(text);
  if (raises && !/^(?:users?|admins?|customers?|members?)$/.test(raises[1] ?? ''))
    return told('draw', raises[1], raises[2], `${raises[3] ?? ''} : adds`);
  const both = /^deposits and withdrawals change the balance of ([a-z]+)$/.exec(text);
  if (both) return told('draw', 'deposit and withdrawal', 'balance', both[1]);
  const bounded = new RegExp(
    `^${article}${noun} ${never} ${more} ${article}${store}(?: (?:of|on|in) ${article}${noun})?$`,
  ).exec(text);
  if (bounded && !/^(?:sum|total)$/.test(bounded[1] ?? '')) return told('draw', bounded[1], bounded[2], bounded[3]);
  const nobody = new RegExp(
    `^(?:you|users?|people|customers?|members?|nobody|no one|one|an? [a-z]+) (?:${never}|can|may) (?:ever )?(withdraw|redeem|spend|pay) more (?:[a-z]+ )?than (?:${article}${store}|(?:there is|they have|is) (?:in|on|of)? ?${article}(?:[a-z]+)?)(?: (?:of|on|in) ${article}${noun})?$`,
  ).exec(text);
  return nobody ? told('draw', made[nobody[1] ?? ''], nobody[2] ?? 'balance', nobody[3]) : withinOf(text);
}

/** "refunds cannot exceed the amount of the payment", "expenses of a category may not exceed its limit". */
function withinOf(text: string): Cut {
  const match = new RegExp(
    `^(?:the )?(?:sum of |total of |total |all )*(?:the )?([a-z]+s|an? [a-z]+)(?: (?:of|for|in) (?:an?|the|1|each|every) [a-z]+)? ${never} (?:together |in total )?(?:exceeds?|be (?:more|higher|greater|larger) than|go over|be over|be above) ${article}(?:(?:([a-z]+) 's )?((?:original |total |spending )?(?:amount|limit|budget|price|goal|total|maximum|sum|cap)))(?: (?:of|for) ${article}([a-z]+))?$`,
  ).exec(text);
  return match ? told('within', match[1]?.replace(/^an? /, ''), match[3], match[4] ?? match[2]) : undefined;
}

function told(
  kind: 'draw' | 'within',
  rows: string | undefined,
  field: string | undefined,
  holder: string | undefined,
): Cut {
  return { kind, told: `${kind} : ${rows ?? ''} : ${field ?? ''} : ${holder ?? ''}`, left: [] };
}
