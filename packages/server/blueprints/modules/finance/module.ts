export interface LoanPayment {
  payment: number;
  total: number;
  interest: number;
}

export interface LoanMonth {
  month: number;
  payment: number;
  interest: number;
  paidBack: number;
  left: number;
}

export interface SavingsOptions {
  /** What is added each month. */
  monthly?: number;
  /** How often interest is added a year. */
  timesPerYear?: number;
}

export interface Savings {
  value: number;
  paidIn: number;
  interest: number;
}

/** The monthly payment of a loan; the total is that of its schedule, whose last payment makes up for rounding. */
export function loanPayment(amount: number, yearlyPercent: number, months: number): LoanPayment {
  const schedule = loanSchedule(amount, yearlyPercent, months);
  const total = cents(schedule.reduce((sum, { payment }) => sum + payment, 0));
  return {
    payment: schedule[0]?.payment ?? 0,
    total,
    interest: cents(total - amount),
  };
}

/** Each month of a loan that is paid back in equal payments. */
export function loanSchedule(amount: number, yearlyPercent: number, months: number): LoanMonth[] {
  if (!(amount > 0)) throw new RangeError('The amount must be positive.');
  if (!(yearlyPercent >= 0)) throw new RangeError('The interest may not be negative.');
  if (!Number.isInteger(months) || months < 1 || months > 600) {
    throw new RangeError('The months are a whole number from 1 to 600.');
  }
  const rate = yearlyPercent / 1200;
  const usual = cents(rate === 0 ? amount / months : (amount * rate) / (1 - (1 + rate) ** -months));
  let left = amount;
  return Array.from({ length: months }, (_, at) => {
    const interest = cents(left * rate);
    const payment = at === months - 1 ? cents(left + interest) : usual;
    left = cents(left + interest - payment);
    return { month: at + 1, payment, interest, paidBack: cents(payment - interest), left };
  });
}

/** What an amount grows to. */
export function compoundInterest(
  amount: number,
  yearlyPercent: number,
  years: number,
  options: SavingsOptions = {},
): Savings {
  const { monthly = 0, timesPerYear = 12 } = options;
  if (!(years >= 0 && years <= 200)) throw new RangeError('The years are 0 to 200.');
  if (!(amount >= 0) || !(monthly >= 0) || !(timesPerYear >= 1)) {
    throw new RangeError(
      'Amounts may not be negative, and interest is added at least once a year.',
    );
  }
  const grown = (1 + yearlyPercent / 100 / timesPerYear) ** timesPerYear;
  const perMonth = grown ** (1 / 12);
  const months = Math.round(years * 12);
  const series = perMonth === 1 ? months : (perMonth ** months - 1) / (perMonth - 1);
  const value = cents(amount * grown ** years + monthly * series);
  const paidIn = cents(amount + monthly * months);
  return { value, paidIn, interest: cents(value - paidIn) };
}

function cents(amount: number): number {
  // Adding 0 makes -0 an ordinary zero.
  return Math.round(Number((amount * 100).toPrecision(15))) / 100 + 0;
}
