/** What is worked out from many rows, rather than kept in one: counts, totals, averages, lists of those that are late. */

const who = '(?:it|the app|the tool|the program|the api|the service|the system|the site|users|people|i|we|you)';
const asks = `(?:${who} (?:should|must|can|could|may|shall|will|want|wants|would like|need|needs)(?: to| be able to)? (?:also )?)?(?:show|list|get|see|display|give|report|print|view|find|return|count|calculate|compute|tell|output|provide|include|want|need|know|track|have)(?:s|ing)?(?: me| us| users| you| back| out)?`;
const grouped =
  '(?:per|by|for each|for every|of each|of every|each|grouped by|broken down by|over|in the last|this|last|so far)';
const reports = [
  // "the bill is the price per night for each started day"
  /^the [a-z]+(?: [a-z]+)? is the [a-z]+(?: (?!of )[a-z]+){0,4} (?:for each|for every) (?:started |begun )?[a-z]+$/,
  // "total per customer", "number of loans per month", "average rating of each film"
  new RegExp(
    `^(?:(?:also )?${asks} )?(?:an? |the |our )?(?:total|totals|sum|sums|count|counts|average|averages|mean|median|number|amount|revenue|turnover|percentage|share|distribution|breakdown|ranking|how (?:many|much|often|long))(?: [a-z]+){0,6} ${grouped} [a-z]+(?: [a-z]+)?(?:(?: ,| and| or| per) .+)?$`,
  ),
  /^count (?:the |all |our )?(?:[a-z]+ )?[a-z]+s (?:per|by|in each|for each|of each|on each) [a-z]+(?: [a-z]+)?$/,
  // "daily revenue report", "a monthly overview"
  /^(?:(?:show|get|print|see|view|create|produce|make|generate|display|give me|give us|i want|we want|i need|we need) )?(?:an? |the )?(?:daily|weekly|monthly|yearly|annual|quarterly|revenue|sales|usage|financial|summary|statistics?) (?:[a-z]+ ){0,2}(?:report|reports|overview|overviews|summary|summaries|statistics|stats|totals?|figures|breakdown)(?: (?:of|per|for|by|about) [a-z ]+)?$/,
  // "show overdue ones", "list of overdue loans", "which plants need watering today"
  /^(?:show|list|get|see|display|print|view|find|return|give)(?: me| us)? (?:an? |the )?(?:list of )?(?:all )?(?:the )?(?:overdue|late|expired|upcoming|oldest|newest|latest|most recent|most popular|cheapest|most expensive|top \d+|top|best|worst|busiest|longest|shortest|largest|smallest) [a-z]+(?: [a-z ]+)?$/,
  /^(?:also )?(?:show|list|get|see|display|print|view|find|return|tell|give)(?: me| us)? (?:which|what|how many|how much|how often|when|who|whose) [a-z ]+$/,
  /^(?:how (?:many|much|often|long)|which|who) (?:[a-z]+ ){1,8}(?:per|by|each|in the|last|this|today|tomorrow|soon|most|least|longest|best|worst|need|needs|overdue)\b[a-z ]*$/,
  /^(?:the )?(?:report|reports|overview|statistics|stats|dashboard|summary) (?:shows?|lists?|gives?|counts?|contains?|prints?|has|with|of|for|about) [a-z ,]+$/,
];

const measure =
  '(?:total|totals|sum|average|averages|mean|report|reports|statistics|stats|overview|summary|summaries|breakdown|how (?:much|many)|number of [a-z]+s (?:per|by|for each))';
/** "…, and show total hours per project": behind what is said of rows. */
const tail = new RegExp(
  `^(.+?)(?: ,| and|, and| ;|: )+ ?((?:(?:can |to )?(?:also )?(?:show|see|list|get|view|display|report|print|give|know|calculate|compute|count|tell)s? (?:me |us |them )?(?:an? |the |my |our )?|(?:with )?(?:an? |the )?)(?:(?:monthly|weekly|daily|yearly|annual|quarterly) )?${measure}\\b.*)$`,
);

/** What stands behind a list or a sentence and asks for a figure, apart from it. */
export const reportSentences: [RegExp, (match: RegExpExecArray) => string[]][] = [
  [
    tail,
    ({ 1: head = '', 2: asked = '' }) => {
      const plain = asked.replace(/^(?:with|can|to) /, '');
      return isReport(plain) && !/ (?:if|when|must|cannot|only)(?: |$)/.test(head) && !head.includes('(')
        ? [head, plain]
        : [];
    },
  ],
];

const several =
  /^(.*\b(?:total|average|number|count|sum|how (?:many|much)) .+?) (?:, and|,|and) (?:also )?((?:the )?(?:total|average|number of|count of|sum of|how many|how much) .+)$/;

/** "show the average rating of each movie , and the number of loans per member": each figure by itself. */
export function figuresApart(text: string): string[] {
  const [, first = '', second = ''] = several.exec(text) ?? [];
  const next = `show ${second}`;
  return second !== '' && isReport(first) && isReport(next) ? [...figuresApart(first), ...figuresApart(next)] : [text];
}

export function isReport(text: string): boolean {
  // "track number is unique per album": a rule of the rows, however it begins.
  return !/\bunique\b| (?:times|multiplied by|plus) /.test(text) && reports.some((pattern) => pattern.test(text));
}
