/** Part of a text that looks like a secret. `line` counts from 1. */
export interface SecretFound {
  readonly what: string
  readonly line: number
}

interface Rule {
  readonly what: string
  readonly pattern: RegExp
  /** Returns whether a match is not a secret, although it looks like one. */
  readonly harmless?: (match: RegExpExecArray) => boolean
}

// Every pattern begins with fixed words and bounds what follows, so that the time is linear in the text. In JSON a word
// may follow an escaped line end, `\n`, whose letter is not part of the word.
const start = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))`
const begin = (rest: string, flags = 'g') => new RegExp(start + rest, flags)

/** The forms of tokens: https://github.blog/changelog/label/secret-scanning/ and the vendors' own pages. */
const prefixes: readonly (readonly [string, string])[] = [
  ['a GitHub token', String.raw`(?:gh[pousr]_\w{36}|github_pat_\w{22})`],
  ['a Cloudflare token', String.raw`(?:cf(?:k|ut|at)_[\w-]{30}|v1\.0-[0-9a-f]{24}-[0-9a-f]{100})`],
  ['a GitLab token', String.raw`gl(?:pat|oas|dt|rt|cbt|ptt|ft|soat)-[\w-]{20}`],
  ['an npm token', 'npm_[A-Za-z0-9]{36}'],
  ['a PyPI token', String.raw`pypi-AgE[\w-]{40}`],
  ['a Docker token', String.raw`dckr_[op]at_[\w-]{20}`],
  ['an AWS access key', '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])'],
  ['a Google API key', String.raw`AIza[\w-]{35}`],
  ['a Slack token', String.raw`(?:xox[abeoprs]|xapp)-[\w-]{10}`],
  ['a Stripe key', '[rs]k_(?:live|test)_[A-Za-z0-9]{16}'],
  ['an OpenAI or Anthropic key', String.raw`sk-(?:proj|svcacct|admin|ant)-[\w-]{20}`],
  ['a Vault token', String.raw`hv[bs]\.[\w-]{24}`],
  ['an age key', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'],
]

const schemes = 'basic|bearer|digest|token|negotiate|ntlm|apikey|hawk|dpop|aws4-hmac-sha256'
const separator = String.raw`["']?[ \t]{0,4}[:=,][ \t]{0,4}[["']{0,2}`

const rules: readonly Rule[] = [
  { what: 'a private key', pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/g },
  {
    what: 'a bearer token',
    pattern: begin(String.raw`bearer[ \t]{1,4}([\w.~+/=-]{8,})(:?)`, 'gi'),
    harmless: ([, value = '', colon]) => !/\d/.test(value) || (colon === ':' && value.endsWith('sha256')),
  },
  {
    what: 'the value of an Authorization header',
    pattern: begin(`authorization${separator}(?:(?:${schemes})[ \\t]{1,4})([^\\s"',;]{4,})`, 'gi'),
    harmless: ([, value = '']) => isMarked(value) || /^eyJ[\w.-]*\.sha256:[0-9a-f]{12}$/.test(value),
  },
  {
    what: 'the value of an Authorization header',
    pattern: begin(`authorization${separator}([\\w.~+/=-]{16,})(:?)`, 'gi'),
    harmless: ([, value = '', colon]) => !/\d/.test(value) || (colon === ':' && value.endsWith('sha256')),
  },
  {
    what: 'the value of a cookie',
    pattern: begin(String.raw`(?:set-)?cookie${separator}[\w!#$%&*+.^|~-]{1,100}=([^;\s"',]+)`, 'gi'),
    harmless: ([, value = '']) => isMarked(value),
  },
  {
    what: 'a private member of a JSON Web Key',
    // A value of only hexadecimal digits and dashes is a commit, a digest or a UUID, not key material in base64url.
    pattern:
      /"(?:d|p|q|dp|dq|qi|k)\\{0,8}"[ \t\r\n]{0,8}:[ \t\r\n]{0,8}\\{0,8}"(?![0-9a-f-]{22})[A-Za-z0-9_-]{22}/g,
  },
  {
    what: 'a password in a URL',
    pattern: /:\/\/[^/\s:@"']{0,100}:([^/\s@"']{1,200})@/g,
    harmless: ([, value = '']) => isMarked(value),
  },
  { what: 'the signature of a signed URL', pattern: /[?&](?:sig|X-Amz-Signature)=[A-Za-z0-9%+/]{20}/g },
  ...prefixes.map(([what, pattern]) => ({ what, pattern: begin(pattern) })),
]

/**
 * Returns what looks like a secret in a text, by line. A JWT whose signature is replaced by `sha256:` and 12
 * hexadecimal digits is not a secret. The time is linear in the length of the text. The result never repeats a
 * secret.
 */
export function findSecrets(text: string): readonly SecretFound[] {
  const lineAt = lineFinder(text)
  const found = new Map<string, SecretFound>()
  const report = (what: string, offset: number) => {
    const line = lineAt(offset)
    found.set(`${line} ${what}`, { what, line })
  }
  for (const offset of findSignedTokens(text)) report('a signed token (JWT)', offset)
  for (const { what, pattern, harmless } of rules)
    for (const match of text.matchAll(pattern)) if (!harmless?.(match)) report(what, match.index)
  return [...found.values()].sort((a, b) => a.line - b.line)
}

// The alphabet has no colon, so that a signature replaced by `sha256:…` is a part of six characters.
function* findSignedTokens(text: string): Generator<number> {
  for (const { 0: run, index } of text.matchAll(/[\w.-]+/g)) {
    const parts = run.split('.')
    const signed = parts.some((part, at) => part.includes('eyJ') && (parts[at + 2]?.length ?? 0) >= 16)
    if (signed) yield index
  }
}

/** Returns whether the value is a placeholder for a removed secret. */
function isMarked(value: string): boolean {
  return /^(?:\\?\*|\[|<|…|sha256:[0-9a-f]{12}|redacted)/i.test(value)
}

function lineFinder(text: string): (offset: number) => number {
  const ends: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at)
  return (offset) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
