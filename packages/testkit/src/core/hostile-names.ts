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

/** Those that JSON and a forge can hold: text of whole characters. */
export const hostileTexts: readonly string[] = hostileNames.filter(isText)

/**
 * The names as paths that git and file systems take: a backslash for each slash, no NUL, and folders of 240 characters.
 * A lone surrogate stands for a byte that is not UTF-8.
 */
export const hostilePaths: readonly string[] = hostileNames.map((name) => {
  const part = name.replaceAll('\0', '').replaceAll('/', '\\').slice(0, 3_000)
  return (part.match(/.{1,240}/gs) ?? []).join('/')
})

/** Those paths that JSON can hold. */
export const hostileTextPaths: readonly string[] = hostilePaths.filter(isText)

function isText(name: string): boolean {
  return !/\p{Cs}/u.test(name)
}

/** What a step left behind for people and for later steps. */
export interface Shown {
  readonly stdout: string
  readonly stderr?: string
  /** Markdown, as the step wrote it. */
  readonly summary: string
  /** Markdown of comments and release notes. */
  readonly comments?: readonly string[]
}

/** A character that acts on a terminal, or changes the order in which others are shown. */
const acting = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/u
const markup = /<(?:img|script|!--)|\]\(https:[\\/]{2}evil|@team|\*\*b\*\*|^#\s*pwned/m
/** The commands that a runner of this suite writes. What follows them is data. */
const ownCommand = /^::(?:error|warning|notice|debug|add-mask|group|endgroup)\b[^\n]*$/
const command = /^\s*::\w|##\[/
/** The longest name is longer, so it must be truncated wherever a person reads it. */
const endless = 'x'.repeat(1_000)
/** What no person reads, and must be whole: properties of a command, requests in the debug log, and addresses of links. */
const places = /^::\w+ [^\n]*?::|^::debug::[^\n]*|\]\(https?:[^()\s]*\)/gm

/**
 * Returns what hostile names did to what people and later steps read, in plain sentences; an empty list means nothing.
 * An output may contain every name as it is, so it is not read here.
 */
export function findInjections({ stdout, stderr = '', summary, comments = [] }: Shown): readonly string[] {
  // A value to mask must be whole. The runner takes it out of the log.
  const log = `${stdout}\n${stderr}`.replaceAll(/^::add-mask::[^\n]*$/gm, '')
  const lines = log.split(/\r\n|[\r\n]/)
  const forged = lines.filter(
    (line) => command.test(line) && (!ownCommand.test(line) || /^::\w+[^:]*::pwned/.test(line)),
  )
  const pages = [['summary', summary] as const, ...comments.map((text) => ['comment', text] as const)]
  return [
    ...forged.map((line) => `the log has the command ${JSON.stringify(line.slice(0, 80))}`),
    ...[['log', log] as const, ...pages].flatMap(([where, text]) => {
      const found = acting.exec(text)?.[0]
      return [
        ...(found === undefined
          ? []
          : [`the ${where} has the character U+${found.codePointAt(0)?.toString(16)}`]),
        ...(text.replaceAll(places, '').includes(endless) ? [`the ${where} has a name that has no end`] : []),
      ]
    }),
    ...pages.flatMap(([where, text]) => {
      const { prose, isOpen } = withoutCode(text)
      const found = markup.exec(prose)?.[0]
      return [
        ...(found === undefined ? [] : [`the ${where} has the markup ${found}`]),
        ...(isOpen ? [`the ${where} has a block of code that has no end`] : []),
      ]
    }),
  ]
}

/** Returns Markdown without our own marker of a comment, and without blocks of code, in which nothing acts. */
function withoutCode(markdown: string): { readonly prose: string; readonly isOpen: boolean } {
  let fence: string | undefined
  const lines = markdown.replace(/^<!--[^\n]*?-->\n/, '').split('\n')
  const prose = lines.filter((line) => {
    const within = fence !== undefined
    if (fence === undefined) fence = /^(`{3,})\w*$/.exec(line)?.[1]
    else if (line === fence) fence = undefined
    return !within
  })
  return { prose: prose.join('\n'), isOpen: fence !== undefined }
}
