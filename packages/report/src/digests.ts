/** A digest, with or without the name of its algorithm, that is not a part of a longer word. */
const digest = /(?<![\w:])(?:sha\d{3}:)?(?:[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{64})(?![0-9a-zA-Z_])/g

/** How many digits tell two digests apart, unless they begin alike. */
const fewest = 12

/** A line with short digests, and the digests that it shows in part. */
export interface Shortened {
  readonly line: string
  /** Each digest as it is shown, and whole, in the order of the line. */
  readonly digests: readonly { readonly shown: string; readonly whole: string }[]
}

/**
 * Returns a line whose digests are short, such as `sha256:0123456789ab…`, so that a person can read it. Different
 * digests stay different. A commit, which has 40 digits, stays whole.
 */
export function shortenDigests(line: string): Shortened {
  const whole = [...new Set(line.match(digest))]
  let digits = fewest
  while (digits < 64 && new Set(whole.map((each) => shown(each, digits))).size < whole.length) digits += 4
  return {
    line: line.replaceAll(digest, (each) => shown(each, digits)),
    digests: whole.map((each) => ({ shown: shown(each, digits), whole: each })),
  }
}

function shown(whole: string, digits: number): string {
  const start = whole.indexOf(':') + 1
  return digits < whole.length - start ? `${whole.slice(0, start + digits)}…` : whole
}
