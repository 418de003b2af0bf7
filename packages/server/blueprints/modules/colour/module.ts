export interface ShadesOptions {
  count?: number;
}

export interface ColourNames {
  hex: string;
  rgb: string;
  hsl: string;
}

/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];

/** Writes a colour as hex, RGB and HSL. */
export function convertColour(colour: string): ColourNames {
  const rgb = parseColour(colour);
  const [hue, saturation, lightness] = hslOf(rgb).map(Math.round);
  return {
    hex: hexOf(rgb),
    rgb: `rgb(${rgb.join(', ')})`,
    hsl: `hsl(${hue}, ${saturation}%, ${lightness}%)`,
  };
}

/** The contrast of two colours by WCAG, 1 to 21, in hundredths. */
export function contrastRatio(colour: string, other: string): number {
  const [dark = 0, light = 0] = [colour, other]
    .map((one) => luminance(parseColour(one)))
    .sort((a, b) => a - b);
  return Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100;
}

/** Shades of a colour from light to dark. */
export function shadesOf(colour: string, options: ShadesOptions = {}): string[] {
  const { count = 5 } = options;
  if (!Number.isInteger(count) || count < 2 || count > 20) {
    throw new RangeError('From 2 to 20 shades are made.');
  }
  const [hue, saturation] = hslOf(parseColour(colour));
  return Array.from({ length: count }, (_, at) => {
    const lightness = 90 - (80 * at) / (count - 1);
    return hexOf(rgbOf(hue, saturation, lightness));
  });
}

function parseColour(text: string): Rgb {
  const colour = text.trim().toLowerCase();
  const [, hex = ''] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(colour) ?? [];
  if (hex !== '') {
    const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    const part = (at: number) => Number.parseInt(full.slice(at, at + 2), 16);
    return [part(0), part(2), part(4)];
  }
  const [, kind = '', first = '', second = '', third = ''] =
    /^(rgb|hsl)\(\s*(\d+(?:\.\d+)?)(?:deg)?[\s,]+(\d+(?:\.\d+)?)%?[\s,]+(\d+(?:\.\d+)?)%?\s*\)$/.exec(
      colour,
    ) ?? [];
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (kind === 'rgb') {
    if (Math.max(a, b, c) > 255) throw new RangeError(`Red, green and blue are 0 to 255: ${text}`);
    return [Math.round(a), Math.round(b), Math.round(c)];
  }
  if (kind === 'hsl') {
    if (b > 100 || c > 100) throw new RangeError(`Saturation and lightness are 0 to 100: ${text}`);
    return rgbOf(a % 360, b, c);
  }
  throw new RangeError(`"${text}" is no colour; write #3366cc, rgb(…) or hsl(…).`);
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Degrees and two percentages. */
function hslOf(rgb: Rgb): [hue: number, saturation: number, lightness: number] {
  const [red, green, blue] = rgb.map((part) => part / 255) as [number, number, number];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const lightness = (most + least) / 2;
  const range = most - least;
  if (range === 0) return [0, 0, lightness * 100];
  const saturation = range / (1 - Math.abs(2 * lightness - 1));
  const sixth =
    most === red
      ? (green - blue) / range + 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return [(sixth % 6) * 60, saturation * 100, lightness * 100];
}

function rgbOf(hue: number, saturation: number, lightness: number): Rgb {
  const light = lightness / 100;
  const reach = (saturation / 100) * Math.min(light, 1 - light);
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
