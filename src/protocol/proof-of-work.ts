/**
 * A bot check without a third party: the page has to do some work before it may sign up.
 *
 * The server gives a signed text, `challenge`. The page finds one number below 2³² for each of {@link PUZZLES}
 * puzzles, so that the SHA-256 of 40 bytes (the SHA-256 of the challenge, then the puzzle's index and the number, both
 * as 32 bits with the high byte first) begins with `difficulty` zero bits. Many small puzzles take a steadier time
 * than a single large one. The token is the challenge, `~`, and the numbers in base 36 with commas in between.
 */
export const PUZZLES = 16;
