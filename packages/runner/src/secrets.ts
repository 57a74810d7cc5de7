/** The one register of secrets: what must not leave through a log, an output, a report, an error or a file. */
export interface Secrets {
  /** Registers a secret in the forms in which it commonly slips out. Blank text is not a secret. */
  add(secret: string): void
  redact(text: string): string
}

const mark = '***'

export function createSecrets(): Secrets {
  const forms = new Set<string>()
  let longestFirst: readonly string[] = []
  return {
    add(secret) {
      if (secret.trim() === '') return
      for (const line of [secret, secret.trim(), ...secret.split(/\r?\n/)])
        if (line.trim() !== '') for (const form of formsOf(line)) forms.add(form)
      longestFirst = [...forms].sort((a, b) => b.length - a.length)
    },
    redact(text) {
      let clean = text
      for (const form of longestFirst) if (clean.includes(form)) clean = clean.replaceAll(form, mark)
      return clean
    },
  }
}

/** As it is, and as JSON, URLs, hexadecimal and base64 write it, the last wherever it begins in a longer text. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const encodings = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    ...[0, 1, 2].map((offset) => base64At(bytes, offset)),
  ]
  // Too short a form would be found in any text.
  return encodings.filter((form, index) => index === 0 || form.length >= 6)
}

/** The characters of base64 that depend on the secret alone when `offset` bytes stand before it. */
function base64At(secret: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64url')
  const known = encoded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((secret.length + offset) * 8) / 6))
  return known
}
