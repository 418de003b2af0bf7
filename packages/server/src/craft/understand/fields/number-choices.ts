/** "20 , 40 or 60 minutes": numbers that are no row of them. */
export function numbersIn(text: string): number[] | undefined {
  const match = /(?:^| )(?:of )?(-?\d+(?:\.\d+)?(?: (?:, or|,|or|\/) -?\d+(?:\.\d+)?)+)(?: (?:in )?[a-z]+)?$/.exec(
    text.trim(),
  );
  return match?.[1]?.split(/ (?:, or|,|or|\/) /).map(Number);
}
