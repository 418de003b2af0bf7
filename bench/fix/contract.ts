/** A right program, slips in it, and calls whose answers the right program gives. */
export interface Program {
  name: string;
  source: string;
  /** What stands in the right program, and what a slip makes of it. */
  slips: [string, string][];
  /** Calls that the tests make. */
  calls: string[];
  /** Calls that nobody sees before the patch is judged. */
  held: string[];
}
