/** The bound, however it is put; undefined where none is, or where it may be another. */
export function limitOf(signs: readonly string[], counted: number): number | undefined {
  const line = ` ${signs.map((sign) => sign.replaceAll(' ', '_')).join(' ')} `;
  const numbers = signs.filter((sign) => /^\d+$/.test(sign)).map(Number);
  const nth = signs.filter((sign) => /^\^\d+$/.test(sign)).map((sign) => Number(sign.slice(1)));
  const not = / (?:NO|REF) /.test(line);
  const twoNots = (line.match(/ (?:NO|REF)(?= )/g) ?? []).length > 1;
  if (numbers.length + nth.length > 1) return undefined;
  const [number] = numbers;
  const [ordinal] = nth;
  if (ordinal !== undefined) return not && !twoNots && !/ (?:MOST|MORE|EXCEED) /.test(line) ? ordinal - 1 : undefined;
  if (number === undefined) {
    if (/ TWICE /.test(line)) return not && !twoNots ? 1 : undefined;
    if (/ ONCE /.test(line)) return not ? undefined : 1;
    // "who already has a review for it cannot", "when there is no other open one"
    if (not && !twoNots && / (?:WHO|WHEN|ALREADY) (?:.* )?(?:NO|REF) /.test(line) && / (?:ALREADY|ON) /.test(line))
      return 1;
    if (not && !twoNots && / REF (?:.* )?(?:WHO|WHEN) (?:.* )?ALREADY /.test(line)) return 1;
    if (/ MOST (?:.* )?WHEN (?:.* )?NO (?:ON )/.test(line) || / WHEN (?:.* )?NO ON /.test(line)) return 1;
    if (/ NO ON (?:~\S+ )?[#V]\d+ (?:.* )?(?:PER|SAME) /.test(line) && / ALREADY /.test(line)) return 1;
    return undefined;
  }
  if (twoNots) return undefined;
  if (/ MORE \d+ /.test(line)) return not ? number : undefined;
  if (/ EXCEED (?:.* )?\d+ /.test(line)) return not ? number : undefined;
  if (not) {
    // "who already has 3 cannot get another"
    if (/ (?:WHO|WHEN|ALREADY|REACHED) (?:\S+ )*?\d+ (?:.* )?(?:NO|REF) /.test(line)) return number;
    if (/ REF (?:.* )?(?:WHO|WHEN) (?:.* )?\d+ /.test(line)) return number;
    if (/ REF (?:.* )?(?:ON )?WHEN \d+ /.test(line)) return number;
    // "not be able to have four"
    return number > 1 && !/ (?:MOST|REACHED) /.test(line) && new RegExp(` ${number} (?:~\\S+ )?#${counted} `).test(line)
      ? number - 1
      : undefined;
  }
  if (/ MOST /.test(line)) return number;
  if (new RegExp(` ${number} (?:~\\S+ )?#${counted} (?:PER|SAME) `).test(line)) return number;
  if (number === 1 && / (?:PER) /.test(line) && new RegExp(` 1 (?:~\\S+ )?#${counted} `).test(line)) return 1;
  return undefined;
}
