export interface WorkingDaysOptions {
  /** Dates that do not count. */
  holidays?: readonly string[];
}

export interface AgeOptions {
  /** The date, YYYY-MM-DD; today if not given. */
  date?: string | undefined;
}

export interface ListDatesOptions {
  /** Days from one to the next. */
  step?: number;
}

export interface DateSpan {
  years: number;
  months: number;
  days: number;
}

export interface Birthday {
  date: string;
  weekday: string;
  /** Until then. */
  days: number;
  /** That it brings. */
  age: number;
}

const dayMs = 86_400_000;
const monthNames =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Counts the days from one date to another; negative where the second comes first. */
export function daysBetween(from: string, to: string): number {
  return (readDate(to) - readDate(from)) / dayMs;
}

/** Counts the days from Monday to Friday between two dates, both included, less holidays. */
export function workingDays(from: string, to: string, options: WorkingDaysOptions = {}): number {
  const holidays = new Set((options.holidays ?? []).map((date) => writeDate(readDate(date))));
  return listDates(from, to).filter((date) => {
    const weekday = new Date(readDate(date)).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !holidays.has(date);
  }).length;
}

/** Gives the date some days later. */
export function addDays(date: string, days: number): string {
  if (!Number.isInteger(days)) throw new RangeError('days must be a whole number.');
  return writeDate(readDate(date) + days * dayMs);
}

/** Gives the date some months later, the last day of the month where there is no such day. */
export function addMonths(date: string, months: number): string {
  if (!Number.isInteger(months)) throw new RangeError('months must be a whole number.');
  const start = new Date(readDate(date));
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth() + months;
  if (month < 12 || month >= 120_000) throw new RangeError('There is no date so far away.');
  const first = Date.parse(`${String(Math.floor(month / 12)).padStart(4, '0')}-01-01T00:00:00Z`);
  const begun = new Date(first).setUTCMonth(month % 12);
  return writeDate(begun + (Math.min(start.getUTCDate(), daysOf(begun)) - 1) * dayMs);
}

/** Says whether a date is a Saturday or a Sunday. */
export function isWeekend(date: string): boolean {
  return new Date(readDate(date)).getUTCDay() % 6 === 0;
}

/** Gives the first day of the month of a date. */
export function startOfMonth(date: string): string {
  return writeDate(new Date(readDate(date)).setUTCDate(1));
}

/** Gives the last day of the month of a date. */
export function endOfMonth(date: string): string {
  const time = readDate(date);
  return writeDate(new Date(time).setUTCDate(daysOf(time)));
}

/** Says whether a year has 366 days. */
export function isLeapYear(year: number): boolean {
  if (!Number.isInteger(year) || year < 1 || year > 9999)
    throw new RangeError('A year is 1 to 9999.');
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Gives the number of the week of a date (ISO 8601): weeks begin on Monday. */
export function weekOf(date: string): number {
  const time = readDate(date);
  // The year of a week is that of its Thursday.
  const thursday = new Date(time + (4 - (new Date(time).getUTCDay() || 7)) * dayMs);
  const newYear = new Date(thursday).setUTCMonth(0, 1);
  return Math.floor((thursday.getTime() - newYear) / dayMs / 7) + 1;
}

/** Writes a date in another form, such as `DD.MM.YYYY` or `dddd, D MMMM YYYY`. */
export function formatDate(date: string, pattern: string): string {
  const weekday = weekdayOf(date);
  const [year = '', month = '', day = ''] = date.split('-');
  const name = monthNames[Number(month) - 1] ?? '';
  const parts: Record<string, string> = {
    YYYY: year,
    YY: year.slice(2),
    MMMM: name,
    MMM: name.slice(0, 3),
    MM: month,
    M: String(Number(month)),
    DD: day,
    D: String(Number(day)),
    dddd: weekday,
    ddd: weekday.slice(0, 3),
  };
  return pattern.replace(/YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd/g, (part) => parts[part] ?? part);
}

/** Names the day of the week, Monday to Sunday. */
export function weekdayOf(date: string): string {
  return weekdayNames[new Date(readDate(date)).getUTCDay()] ?? '';
}

/** Gives the age in whole years on a date. */
export function ageOn(birthday: string, options: AgeOptions = {}): number {
  const { date = new Date().toISOString().slice(0, 10) } = options;
  if (readDate(date) < readDate(birthday))
    throw new RangeError('The date lies before the birthday.');
  const years = Number(date.slice(0, 4)) - Number(birthday.slice(0, 4));
  return date.slice(5) < birthday.slice(5) ? years - 1 : years;
}

/** Gives the time between two dates in years, months and days. */
export function dateSpan(from: string, options: AgeOptions = {}): DateSpan {
  const { date = new Date().toISOString().slice(0, 10) } = options;
  if (readDate(date) < readDate(from)) throw new RangeError('The date lies before the first.');
  let months = (Number(date.slice(0, 4)) - Number(from.slice(0, 4))) * 12;
  months += Number(date.slice(5, 7)) - Number(from.slice(5, 7));
  if (addMonths(from, months) > date) months -= 1;
  const days = daysBetween(addMonths(from, months), date);
  return { years: Math.floor(months / 12), months: months % 12, days };
}

/** Gives the next birthday; one of February 29 is on the 28th in years without it. */
export function nextBirthday(birthday: string, options: AgeOptions = {}): Birthday {
  const { date = new Date().toISOString().slice(0, 10) } = options;
  const { years } = dateSpan(birthday, { date });
  const last = addMonths(birthday, years * 12);
  const age = last === date ? years : years + 1;
  const next = addMonths(birthday, age * 12);
  return { date: next, weekday: weekdayOf(next), days: daysBetween(date, next), age };
}

/** Lists the dates from one to another, both included. */
export function listDates(from: string, to: string, options: ListDatesOptions = {}): string[] {
  const { step = 1 } = options;
  const [first, last] = [readDate(from), readDate(to)];
  if (!Number.isInteger(step) || step < 1)
    throw new RangeError('The step must be a whole number above zero.');
  if (last < first) throw new RangeError('The last date lies before the first.');
  const count = Math.floor((last - first) / dayMs / step) + 1;
  if (count > 100_000) throw new RangeError('These are more than 100000 dates.');
  return Array.from({ length: count }, (_, at) => writeDate(first + at * step * dayMs));
}

/** Milliseconds of a date in UTC, where every day is as long. */
function readDate(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || writeDate(time) !== text)
    throw new SyntaxError(`"${text}" is no date (YYYY-MM-DD).`);
  return time;
}

/** How many days the month of a time has. */
function daysOf(time: number): number {
  const month = new Date(time);
  return new Date(month.setUTCMonth(month.getUTCMonth() + 1, 0)).getUTCDate();
}

function writeDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
