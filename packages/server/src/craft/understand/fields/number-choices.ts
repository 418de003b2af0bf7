/** "20 , 40 or 60 minutes": numbers that are no row of them. */
export function numbersIn(text: string): number[] | undefined {
  const match = /(?:^| )(?:of )?(-?\d+(?:\.\d+)?(?: (?:, or|,|or|\/) -?\d+(?:\.\d+)?)+)(?: (?:in )?[a-z]+)?$/.exec(
    text.trim(),
  );
  return match?.[1]?.split(/ (?:, or|,|or|\/) /).map(Number);
}

/** "in mg per l", not "in minutes". */
export const measured = /\bin (?!minutes|hours|days|weeks|months|years|seconds|pieces)[a-z]/;
