export interface UnitOptions {
  /** Most digits behind the point. */
  digits?: number;
}

/** How many of the first unit of its kind (of SI where there is one) each is. */
const scales: Record<string, Record<string, number>> = {
  length: {
    mm: 0.001,
    cm: 0.01,
    m: 1,
    km: 1000,
    in: 0.0254,
    ft: 0.3048,
    yd: 0.9144,
    mi: 1609.344,
    nmi: 1852,
  },
  mass: {
    mg: 0.000001,
    g: 0.001,
    kg: 1,
    t: 1000,
    oz: 0.028349523125,
    lb: 0.45359237,
    st: 6.35029318,
  },
  volume: {
    ml: 0.001,
    l: 1,
    m3: 1000,
    tsp: 0.00492892159375,
    tbsp: 0.01478676478125,
    floz: 0.0295735295625,
    cup: 0.2365882365,
    pt: 0.473176473,
    qt: 0.946352946,
    gal: 3.785411784,
  },
  area: {
    m2: 1,
    km2: 1_000_000,
    ha: 10_000,
    ft2: 0.09290304,
    acre: 4046.8564224,
    mi2: 2_589_988.110336,
  },
  speed: { 'm/s': 1, 'km/h': 1 / 3.6, mph: 0.44704, kn: 1852 / 3600 },
  data: {
    B: 1,
    kB: 1e3,
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
    TiB: 2 ** 40,
  },
};
const temperatures = ['C', 'F', 'K'];
const unitNames: Record<string, string> = {
  millimeter: 'mm',
  centimeter: 'cm',
  meter: 'm',
  metre: 'm',
  kilometer: 'km',
  kilometre: 'km',
  inch: 'in',
  inche: 'in',
  foot: 'ft',
  feet: 'ft',
  yard: 'yd',
  mile: 'mi',
  gram: 'g',
  kilogram: 'kg',
  kilo: 'kg',
  ounce: 'oz',
  pound: 'lb',
  liter: 'l',
  litre: 'l',
  gallon: 'gal',
  celsius: 'C',
  fahrenheit: 'F',
  kelvin: 'K',
  byte: 'B',
  knot: 'kn',
};

/** Converts a number from one unit to another. */
export function convertUnit(
  value: number,
  from: string,
  to: string,
  options: UnitOptions = {},
): number {
  const { digits = 6 } = options;
  const [source, target] = [findUnit(from), findUnit(to)];
  if (source.kind !== target.kind) {
    throw new RangeError(`${from} is a ${source.kind}, and ${to} is a ${target.kind}.`);
  }
  const result =
    source.kind === 'temperature'
      ? fromKelvin(toKelvin(value, source.unit), target.unit)
      : (value * scaleOf(source)) / scaleOf(target);
  return Number(result.toFixed(digits));
}

/** Lists the units that can be converted, by kind. */
export function listUnits(): Record<string, string[]> {
  const kinds = Object.entries(scales).map(([kind, units]) => [kind, Object.keys(units)]);
  return { ...Object.fromEntries(kinds), temperature: temperatures };
}

interface KnownUnit {
  kind: string;
  unit: string;
}

function findUnit(text: string): KnownUnit {
  const wanted = text.trim().replace(/^°/, '');
  const name =
    unitNames[wanted.toLowerCase().replace(/s$/, '')] ?? unitNames[wanted.toLowerCase()] ?? wanted;
  const all = Object.entries(listUnits()).flatMap(([kind, units]) =>
    units.map((unit) => ({ kind, unit })),
  );
  const found =
    all.find(({ unit }) => unit === name) ??
    all.find(({ unit }) => unit.toLowerCase() === name.toLowerCase());
  if (!found) throw new RangeError(`"${text}" is not a known unit.`);
  return found;
}

function scaleOf({ kind, unit }: KnownUnit): number {
  return scales[kind]?.[unit] ?? 1;
}

function toKelvin(value: number, unit: string): number {
  const kelvin =
    unit === 'K' ? value : unit === 'C' ? value + 273.15 : ((value - 32) * 5) / 9 + 273.15;
  // Rounding may lead a hair below.
  if (kelvin < -1e-9) throw new RangeError('This is below absolute zero.');
  return kelvin;
}

function fromKelvin(kelvin: number, unit: string): number {
  if (unit === 'K') return kelvin;
  return unit === 'C' ? kelvin - 273.15 : ((kelvin - 273.15) * 9) / 5 + 32;
}
