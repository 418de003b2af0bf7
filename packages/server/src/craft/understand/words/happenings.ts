/** What happens, by the verb that a moment's name begins with: `departsAt` is the departure. */
const happenings: Record<string, string> = {
  depart: 'departure',
  leave: 'departure',
  arrive: 'arrival',
  land: 'landing',
  start: 'start',
  begin: 'beginning',
  end: 'end',
  open: 'opening',
  close: 'closing',
  expire: 'expiry',
};

/** "departure" of "departs"; undefined of other verbs. */
export function happeningOf(verb: string): string | undefined {
  const stem = verb.replace(/s$/, '');
  return Object.hasOwn(happenings, stem) ? happenings[stem] : undefined;
}

/** Whether a list names the moment by its noun, by its verb ("departs at"), or with a word behind it ("start date"). */
export function namesMoment(list: string, moment: string): boolean {
  if (` ${list} `.includes(` ${moment} `)) return true;
  const [noun = '', ...more] = moment.split(' ');
  if (more.length > 0 && !/^(?:date|time)$/.test(more.join(' '))) return false;
  return [...list.matchAll(/(?<= )([a-z]+) (?:at|on|date|time)(?= )/g)].some(
    ([, word = '']) => word === noun || happeningOf(word) === noun,
  );
}
