import { code, text } from '@suite/report'

/** The register of secrets. Every text that leaves the run passes it: log, outputs, reports, errors and files. */
export interface Secrets {
  /** Registers a secret in the forms in which it commonly leaks. Blank text is not a secret. */
  add(secret: string): void
  redact(text: string): string
}

const mark = '***'

/**
 * Shorter encodings, and shorter lines of a key, occur in any text: `{` of a key in JSON would redact every output.
 */
const leastLength = 6

export function createSecrets(): Secrets {
  const forms = new Set<string>()
  return {
    add(secret) {
      const whole = secret.trim()
      if (whole === '') return
      const lines = whole.split(/\r?\n/).map((line) => line.trim())
      const parts = lines.length > 1 ? lines.filter((line) => line.length >= leastLength) : []
      for (const each of [secret, whole, ...parts]) for (const form of formsOf(each)) forms.add(form)
    },
    redact: (text) => withoutRanges(text, rangesOf(text, forms)),
  }
}

/**
 * Returns the forms of a secret: unchanged, and as JSON, URLs, forms, HTML, hexadecimal, Markdown and base64 encode it,
 * the last at any offset of a longer text. A report is Markdown before it is redacted, and Markdown escapes `ghs_x`
 * as `ghs\_x`.
 */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const encoded = encodeURIComponent(bytes.toString('utf8'))
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1)
  const strict = encoded.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const hex = bytes.toString('hex')
  const encodings = [
    encoded,
    inForm,
    strict,
    encodeURIComponent(encoded),
    ...jsonFormsOf(secret),
    ...htmlFormsOf(secret),
    ...[encoded, inForm, strict].map((text) =>
      text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    ),
    hex,
    hex.toUpperCase(),
    text(secret),
    insideCode(secret),
    ...sentenceFormsOf(secret),
    ...[0, 1, 2].flatMap((offset) => [
      base64At(bytes, offset, 'base64'),
      base64At(bytes, offset, 'base64url'),
    ]),
  ]
  return [secret, ...encodings.filter((form) => form.length >= leastLength)]
}

/** Returns a text with backticks as a sentence shows it, whether it begins outside or inside of a part that is code. */
function sentenceFormsOf(secret: string): string[] {
  const parts = secret.split('`')
  if (parts.length === 1) return []
  return [0, 1].map((start) =>
    parts
      .map((part, index) => {
        const isCode = (index + start) % 2 === 1
        const end = index === parts.length - 1 ? '' : isCode ? '</code>' : '<code>'
        return `${isCode ? insideCode(part) : text(part)}${end}`
      })
      .join(''),
  )
}

function insideCode(value: string): string {
  return code(value).slice('<code>'.length, -'</code>'.length)
}

/** How encoders of HTML write the quotes; some leave one of them, or both, as they are. */
const doubleQuotes = ['"', '&quot;', '&#34;']
const singleQuotes = ["'", '&#39;', '&#x27;', '&#039;', '&apos;']

/** Returns a text as HTML has it, in each way in which encoders write quotes. */
function htmlFormsOf(secret: string): string[] {
  const plain = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return doubleQuotes.flatMap((double) =>
    singleQuotes.map((single) => plain.replaceAll('"', double).replaceAll("'", single)),
  )
}

/** Returns a text as JSON has it: as JavaScript, Go, PHP and ASCII-only encoders write it. */
function jsonFormsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const byCode = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  const slashed = json.replaceAll('/', '\\/')
  return [
    json,
    slashed,
    json.replaceAll(/[<>&]/g, byCode),
    ...[json, slashed].map((each) => each.replaceAll(/[^\x20-\x7e]/g, byCode)),
  ]
}

/** Returns the characters of base64 that depend only on the secret if `offset` bytes come before it. */
function base64At(secret: Buffer, offset: number, alphabet: 'base64' | 'base64url'): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString(alphabet)
  return encoded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((secret.length + offset) * 8) / 6))
}

type Range = readonly [from: number, to: number]

/**
 * Returns where any form occurs. Overlapping forms are both found: replacing one after the other would leave a
 * part.
 */
function rangesOf(text: string, forms: Iterable<string>): Range[] {
  const ranges: Range[] = []
  for (const form of forms)
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
      ranges.push([at, at + form.length])
  return ranges.sort(([a], [b]) => a - b)
}

function withoutRanges(text: string, ranges: readonly Range[]): string {
  let clean = ''
  let end = 0
  for (const [from, to] of ranges) {
    if (from >= end) clean += `${text.slice(end, from)}${mark}`
    end = Math.max(end, to)
  }
  return clean + text.slice(end)
}
