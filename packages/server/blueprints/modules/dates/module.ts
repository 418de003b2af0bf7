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

const dayMs = 86_400_000;
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

function writeDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
