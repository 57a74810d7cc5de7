/** Names that somebody else may choose, and that would have an effect if they were not shown as text. */
export const hostileNames: readonly string[] = [
  'a\n::error title=pwned::pwned',
  'a\r::warning::pwned',
  'a\r\n::add-mask::e',
  '::set-output name=verdict::pass',
  '::stop-commands::pwned',
  '##[error]pwned',
  'a%0A::error::pwned%0D',
  'EOF\nverdict=pass',
  '\u001b[2J\u001b]0;pwned\u0007',
  '\u0000\u0008\u009b31m',
  '\u202efdp.exe',
  '\u2066a\u2069\u200f',
  '\u2028::error::pwned',
  '\ufeff\u200b\u00ad',
  '<img src=x onerror=alert(1)>',
  '<!-- --><script>pwned</script>',
  '](https://evil.example) | **b** `c` @team #1',
  '```\n# pwned',
  'e\u0301',
  '\u00e9',
  '\udcff\udce9',
  '../../etc/passwd',
  '-rf',
  '--upload-pack=pwned',
  'x'.repeat(4_096),
]

/** What a step left behind for people and for later steps. */
export interface Shown {
  readonly stdout: string
  /** Markdown, as the step wrote it. */
  readonly summary: string
}

/** A character that acts on a terminal, or changes the order in which others are shown. */
const acting = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/u
const markup = /<(?:img|script|!--)|\]\(https:\/\/evil|@team|^#\s*pwned/m
/** The commands that a runner of this suite writes. What follows them is data. */
const ownCommand = /^::(?:error|warning|notice|debug|add-mask|group|endgroup)\b[^\n]*$/
const command = /^\s*::\w|##\[/

/** Returns what hostile names did to a log and a summary, in plain sentences; an empty list means nothing. */
export function findInjections({ stdout, summary }: Shown): readonly string[] {
  const lines = stdout.split(/\r\n|[\r\n]/)
  const forged = lines.filter(
    (line) => command.test(line) && (!ownCommand.test(line) || /^::\w+[^:]*::pwned/.test(line)),
  )
  return [
    ...forged.map((line) => `the log has the command ${JSON.stringify(line.slice(0, 80))}`),
    ...[stdout, summary].flatMap((text, index) => {
      const found = acting.exec(text)?.[0]
      const where = index === 0 ? 'log' : 'summary'
      return found === undefined
        ? []
        : [`the ${where} has the character U+${found.codePointAt(0)?.toString(16)}`]
    }),
    ...(markup.exec(summary) ?? []).map((found) => `the summary has the markup ${found}`),
  ]
}
