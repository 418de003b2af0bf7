/** What a verb says of how much of something a thing has: "a parcel weighs at most 30 kg". */

/** "weighs between 2 and 60 kg": verbs that say how much of something a thing has. */
const verbsOfMeasure: Record<string, string> = {
  weighs: 'weight',
  costs: 'price',
  lasts: 'duration',
};

export const measureItems: [RegExp, (match: RegExpExecArray) => string][] = [
  // "weighs between 2 and 60 kg"
  [
    /(?<=^(?:each|every|an?|the) (?!(?:lost|late|broken|missing|stolen|overdue|expired|urgent|express|first|second|third|further|extra|additional|new|used|[a-z]{3,}ed) [a-z]+ )(?!(?:loan|rental|borrowing) lasts \d+ (?:days|hours)(?: ,|$))[a-z]+(?: [a-z]+)? (?:.* (?:,|and) )?)(weighs|costs|lasts) ((?:between |from |at least |at most |up to )?\d+(?:\.\d+)?(?: (?:and|to|-|\.\.) \d+(?:\.\d+)?)?)(?: (kg|g|grams|kilos|kilograms|minutes|hours|days|euros?|dollars?|pounds|tonnes|seconds))?(?= ,| and (?!at most|no more than|not more than|up to|at least)|$)/,
    ({ 0: all, 1: verb = '', 2: bounds = '', 3: unit, input }) =>
      // So long and no longer: there is nothing to enter; and how long it may take is a rule, where its times are kept.
      verb === 'lasts' &&
      /^(?:minutes|hours)$/.test(unit ?? '') &&
      (/^\d+$/.test(bounds) || !/[,:]|(?: and .*){2}/.test(input))
        ? all
        : `has a ${verbsOfMeasure[verb] ?? ''}${unit === undefined ? '' : ` in ${unit}`} ( ${bounds} )`,
  ],
];
