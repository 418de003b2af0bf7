/** Fixed parts of an amount, in the words of their reader: "share : total : more 19 : net : : " */

type Cut = { kind: 'share'; told: string; left: string[] } | undefined;

const article = '(?:the |an? |its |their |each |every |any )*';
const noun = '([a-z]+(?: (?!is|are|of|plus|minus|with|and|or|for|on|to|from)[a-z]+){0,2}?)';
const percent = '(\\d+(?:\\.\\d+)?) (?:percent|per cent|%)';
const is = '(?:is|are|equals?|=|:|comes? to|amounts? to|is (?:computed|calculated) as)';
const tax =
  '(?:vat|tax|taxes|sales tax|value added tax|mwst|gst|surcharge|service charge|fee|commission|tip|markup|interest)';
const money = '(?:euros?|eur|dollars?|usd|pounds?|gbp|francs?|chf)';
const over = `(?:over|above|more than|of more than|worth more than|that (?:are|is) (?:over|above|worth more than)|exceeding|larger than|higher than|from) (?:${money} )?(\\d+(?:\\.\\d+)?)(?: ${money})?`;

function told(target: string, as: string, share: string, base: string, of = '', from = ''): Cut {
  return { kind: 'share', told: `share : ${target} : ${as} ${share} : ${base} : ${of} : ${from}`, left: [] };
}

/** "the total is net plus 19 percent vat", "orders over 100 get a discount of 10 percent", "the fee is 5 percent of the price". */
export function shareOf(text: string): Cut {
  const sum = new RegExp(
    `^${article}${noun}(?: of ${article}${noun})? ${is} ${article}${noun} (plus|minus|less|\\+|with|including|after|increased by|reduced by) (?:an? |the )?${percent}(?: (?:of )?${tax}| discount| off)?$`,
  ).exec(text);
  if (sum && (sum[3] === 'sum' || !/\b(?:sum|lines?|items?)\b/.test(sum[3] ?? '')))
    return told(
      sum[1] ?? '',
      /minus|less|reduced|after/.test(sum[4] ?? '') ? 'less' : 'more',
      sum[5] ?? '',
      sum[3] ?? '',
      sum[2],
    );
  const part = new RegExp(
    `^${article}${noun}(?: of ${article}${noun})? ${is} ${percent} (?:of|on) ${article}${noun}$`,
  ).exec(text);
  if (part) return told(part[1] ?? '', 'alone', part[3] ?? '', part[4] ?? '', part[2]);
  const added = new RegExp(
    `^(?:${percent} )?(?:${tax})(?: (?:of|at) ${percent})? (?:is|are|gets?) (?:added|put) (?:up)?on(?: top of)?|^(?:${percent} )?(?:${tax})(?: (?:of|at) ${percent})? (?:is|are|gets?) added to ${article}${noun}(?: (?:to (?:give|get|form|make)|giving) ${article}${noun})?$`,
  ).exec(text);
  const rate = added?.[1] ?? added?.[2] ?? added?.[3] ?? added?.[4];
  if (added?.[5] !== undefined && rate !== undefined) return told(added[6] ?? 'total', 'more', rate, added[5]);
  return discountOf(text);
}

function discountOf(text: string): Cut {
  const applies = new RegExp(
    `^(?:an? |the |there is an? )?(?:discount of ${percent}|${percent} discount|${percent} off) (?:applies to|is (?:given|granted|applied|taken|deducted)(?: (?:on|for|to|from))?|is for|for|on|applies for|applies on|is due on) ${article}${noun} ${over}$`,
  ).exec(text);
  const rate = applies?.[1] ?? applies?.[2] ?? applies?.[3];
  if (applies && rate !== undefined) return told('', 'less', rate, '', applies[4], applies[5]);
  const gets = new RegExp(
    `^${article}${noun} ${over} (?:get|gets|have|has|receive|receives|are|is|come with|comes with|qualify for|qualifies for) (?:an? )?(?:discount of ${percent}|${percent} discount|${percent} off|discounted by ${percent}|${percent} (?:cheaper|less)|reduced by ${percent})$`,
  ).exec(text);
  const off = gets?.slice(3).find((found) => found !== undefined);
  return gets && off !== undefined ? told('', 'less', off, '', gets[1], gets[2]) : undefined;
}
