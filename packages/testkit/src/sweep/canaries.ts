/**
 * Returns where a secret stands in what a run left, in any of the usual encodings. Lines that mask a value are the
 * one place where the runner needs it.
 *
 * @param left texts, by where they were found
 */
export function findLeaks(
  secrets: readonly string[],
  left: Readonly<Record<string, string>>,
): readonly string[] {
  const forms = secrets.filter((secret) => secret.length > 0).flatMap(formsOf)
  return Object.entries(left).flatMap(([where, text]) => {
    const unmasked = text.replaceAll(/^::add-mask::.*$/gm, '')
    const found = forms.find(({ form }) => unmasked.includes(form))
    return found === undefined ? [] : [`${where} holds a secret (${found.how})`]
  })
}

/** Returns each way in which a program may write a secret. */
function formsOf(secret: string): readonly { readonly how: string; readonly form: string }[] {
  const bytes = Buffer.from(secret)
  const percent = encodeURIComponent(secret)
  const all = [
    { how: 'as it is', form: secret },
    ...[0, 1, 2].flatMap((offset) => [
      { how: `base64, ${offset} bytes in`, form: base64(bytes, offset, 'base64') },
      { how: `base64url, ${offset} bytes in`, form: base64(bytes, offset, 'base64url') },
    ]),
    { how: 'hex', form: bytes.toString('hex') },
    { how: 'upper-case hex', form: bytes.toString('hex').toUpperCase() },
    { how: 'percent-encoded', form: percent },
    {
      how: 'percent-encoded in lower case',
      form: percent.replace(/%../g, (each) => each.toLowerCase()),
    },
    { how: 'as JSON', form: JSON.stringify(secret).slice(1, -1) },
    { how: 'as HTML', form: html(secret, '&#39;') },
    { how: 'as HTML', form: html(secret, '&#x27;') },
  ]
  return all.filter(({ form }, at) => all.findIndex((other) => other.form === form) === at)
}

/** Returns the characters that are the same whatever stands around the secret. */
function base64(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(encoding)
    .replace(/=+$/, '')
  const first = Math.ceil((offset * 8) / 6)
  const whole = Math.floor(((offset + bytes.length) * 8) / 6)
  return text.slice(first, whole)
}

function html(text: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe)
}
