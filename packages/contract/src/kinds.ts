import { readAddress } from '@suite/wire/address'
import * as z from 'zod/mini'
import { readDuration } from './grammar/duration.ts'
import { readPercent } from './grammar/percent.ts'

/**
 * What the text of an input may be. The runner passes every input as text; a kind turns the text into a value or
 * returns a problem. `typing` is the type in action-types.yml.
 * @see https://github.com/typesafegithub/github-actions-typing
 */
export interface Kind<Value> {
  readonly name: string
  readonly schema: z.ZodMiniType<Value, string>
  readonly typing: Readonly<Record<string, unknown>>
  /** Whether the value is masked in the log before anything else happens. A secret is never trimmed. */
  readonly secret: boolean
  /** Whether a message may repeat the given text. */
  readonly quotable: boolean
  /** What may be written, for readers. */
  readonly writes: string
}

type Parsed<Value> = { value: Value } | { problem: string }

/**
 * Defines a kind: what may be written, and how it becomes a value. Use it for a kind that only one action reads. A
 * `problem` completes "input x …", as in "must be true or false".
 */
export function kind<Value>(
  name: string,
  writes: string,
  typing: Readonly<Record<string, unknown>>,
  parse: (text: string) => Parsed<Value>,
): Kind<Value> {
  const schema = z.pipe(
    z.string(),
    z.transform((text, context) => {
      const parsed = parse(text)
      if ('value' in parsed) return parsed.value
      context.issues.push({ code: 'custom', message: parsed.problem, input: text })
      return z.NEVER
    }),
  ) as unknown as z.ZodMiniType<Value, string>
  return { name, schema, typing, secret: false, quotable: true, writes }
}

/** Parses a text as its kind requires. `problem` completes "input x …". */
export function parseAs<Value>({ schema }: Kind<Value>, text: string): Parsed<Value> {
  const parsed = z.safeParse(schema, text)
  return parsed.success
    ? { value: parsed.data }
    : { problem: parsed.error.issues[0]?.message ?? 'cannot be read' }
}

export const anyText: Kind<string> = kind('text', 'text', { type: 'string' }, (text) => ({ value: text }))

/** Returns a kind for text of a fixed form, such as a digest. `says` completes "must be …". */
export function shapedText(shape: RegExp, says: string): Kind<string> {
  return kind('text', says, { type: 'string' }, (text) =>
    shape.test(text) ? { value: text } : { problem: `must be ${says}` },
  )
}

/** A secret is not trimmed: padding is a mistake to report, not one to repair silently. */
export const secretText: Kind<string> = {
  ...kind('secret', 'a secret', { type: 'string' }, (text) =>
    text === text.trim() && !/[\r\n]/.test(text)
      ? { value: text }
      : { problem: 'begins or ends with white space, or spans lines; store it again without' },
  ),
  secret: true,
  quotable: false,
}

/** The booleans of the YAML 1.2 core schema, as `getBooleanInput` of the toolkit accepts them. */
export const flag: Kind<boolean> = kind('flag', '`true` or `false`', { type: 'boolean' }, (text) => {
  if (/^(true|True|TRUE)$/.test(text)) return { value: true }
  if (/^(false|False|FALSE)$/.test(text)) return { value: false }
  return { problem: 'must be true or false' }
})

export function choice<const Values extends readonly string[]>(values: Values): Kind<Values[number]> {
  return kind(
    'choice',
    values.map((value) => `\`${value}\``).join(', '),
    { type: 'enum', 'allowed-values': [...values] },
    (text) => (values.includes(text) ? { value: text } : { problem: `must be one of ${values.join(', ')}` }),
  )
}

export function integer({ min = 0, max = Number.MAX_SAFE_INTEGER } = {}): Kind<number> {
  const range =
    max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`
  return kind('integer', range, { type: 'integer' }, (text) => {
    const value = Number(text)
    return /^\d{1,16}$/.test(text) && value >= min && value <= max
      ? { value }
      : { problem: `must be ${range}` }
  })
}

/**
 * A timer set further ahead than 2^31 - 1 ms fires at once.
 * https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
 */
const longest = 24 * 86_400_000

/** A time to wait: a duration of at most 24 days. The value is in milliseconds. */
export const duration: Kind<number> = kind(
  'duration',
  'a duration such as `90`, `500ms`, `1.5m` (a bare number is seconds)',
  { type: 'string' },
  (text) => {
    const value = readDuration(text)
    return value !== undefined && value <= longest
      ? { value }
      : { problem: 'must be a duration above zero and at most 24d, such as 90, 90s or 5m' }
  },
)

/** A percentage from 0 to 100. */
export const percent: Kind<number> = kind(
  'percent',
  'a percentage such as `85` or `99.5%`',
  { type: 'string' },
  (text) => {
    const value = readPercent(text)
    return value === undefined
      ? { problem: 'must be a percentage from 0 to 100, such as 85 or 99.5%' }
      : { value }
  },
)

/**
 * An address that a credential may be sent to. A problem does not repeat the text, because it may contain a password.
 */
export const address: Kind<URL> = {
  ...kind('address', 'an `https:` address', { type: 'string' }, readAddress),
  quotable: false,
}
