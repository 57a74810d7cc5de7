import { defineReasons, UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readConfigFile } from './read-config-file.ts'

const anything = z.unknown()
const server = z.strictObject({
  name: z.string(),
  port: z.optional(z.int().check(z.gte(1), z.lte(65535))),
  mode: z.optional(z.enum(['always', 'own', 'never'])),
  hosts: z.optional(z.union([z.string(), z.array(z.string()).check(z.minLength(1))])),
})

function read<Schema extends z.core.$ZodType>(text: string, schema: Schema) {
  return readConfigFile({ path: 'a.yml', text }, schema)
}

function refusal(text: string, schema: z.core.$ZodType = anything): UsageError {
  try {
    read(text, schema)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('was read')
}

describe('a valid file', () => {
  it('is read as YAML 1.2: yes is text, dates stay text, an empty value is null', () => {
    const { value } = read('a: yes\nb: 2026-11-21\nc:\nd: 0o17\n', anything)
    expect(value).toEqual({ a: 'yes', b: '2026-11-21', c: null, d: 15 })
  })

  it('may begin with a byte-order mark, which does not shift any column', () => {
    const { value, locate } = read('\uFEFFname: x', server)
    expect(value).toEqual({ name: 'x' })
    expect(locate(['name'], 'key')).toEqual({ file: 'a.yml', line: 1, column: 1 })
  })

  it('may use anchors, and each alias means the last anchor before it', () => {
    const { value } = read('a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\ne: *x\n', anything)
    expect(value).toEqual({ a: 1, b: [1], c: 2, d: [1], e: 2 })
  })

  it('may have Windows line ends, which do not shift any place', () => {
    expect(read('name: x\r\nport: 1\r\n', server).locate(['port'])).toMatchObject({ line: 2, column: 7 })
  })
})

describe('the place of a value', () => {
  const text = 'list:\n  - name: x\n    tags: [a, bb]\nshared: &s {k: v}\nagain: *s\nempty:\n'
  const { locate } = read(text, anything)

  it.each([
    [['list'], 'key', 1, 1],
    [['list', 0, 'name'], 'value', 2, 11],
    [['list', 0, 'tags', 1], 'value', 3, 15],
    [['again'], 'value', 5, 8],
    [['again', 'k'], 'value', 4, 16],
    [['empty'], 'value', 6, 1],
    [['list', 0, 'missing', 'deep'], 'value', 2, 5],
    [[], 'value', 1, 1],
  ] as const)('%j (%s) is line %i, column %i', (path, part, line, column) => {
    expect(locate(path, part)).toEqual({ file: 'a.yml', line, column })
  })
})

describe('a YAML error is reported at its line and column', () => {
  it.each([
    ['a key given twice', 'a: 1\nb: 2\na: 3\n', 'a.yml:3:1: this key is given twice'],
    [
      'a bracket that is not closed',
      'a: [b\nc: d\n',
      'a.yml:2:1: a [ or { is opened before here and not closed',
    ],
    ['a tab as indentation', 'a:\n\t- b\n', 'a.yml:2:1: a tab cannot indent; use spaces'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'a.yml:2:1: a second document'],
    ['a key that is a list', '[a]: 1\n', 'a.yml:1:1: a key must be text'],
    ['a key that is an alias', 'a: &x y\n*x : 1\n', 'a.yml:2:1: a key must be text'],
    ['no key before a colon', ': a\n', 'a.yml:1:1: a key is missing'],
    [
      'a glob that begins with *',
      'a:\n  - **/*.md\n',
      'a.yml:2:5: no anchor of this name before it; a value that begins with *',
    ],
    [
      'a glob that begins with !',
      'a:\n  - !docs/**\n',
      'a.yml:2:5: unknown tag; a value that begins with ! must be in quotes',
    ],
    [
      'a value that begins with @',
      'a: @x\n',
      'a.yml:1:4: a value that begins with this character must be in quotes',
    ],
    ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x\n', 'a.yml:3:3: merge keys'],
    ['a merge key of YAML 1.1', '%YAML 1.1\n---\na: &x {b: 1}\nc: {<<: *x}\n', 'a.yml:4:5: merge keys'],
    ['two values on a line', 'a: b: c\n', 'a.yml:1:4: a second mapping begins on this line'],
    ['indentation that fits nothing', 'a:\n  b: 1\n c: 2\n', 'a.yml:3:1: the indentation does not fit'],
    ['a quote left open', "a: 'x\nb: 2\n", 'a character is missing here'],
    ['an alias for itself', 'a: &a [*a]\n', 'or refers to itself'],
  ])('%s', (_, text, message) => {
    expect(refusal(text).message).toContain(message)
  })

  it('all YAML errors are reported at once, not one per run', () => {
    expect(refusal('a: 1\na: 2\nb: 1\nb: 2\n').problems.map(({ at }) => at?.line)).toEqual([2, 4])
  })
})

describe('a hostile file does no harm', () => {
  it('cannot reach a prototype', () => {
    expect(refusal('a:\n  __proto__: {polluted: 1}\n').message).toBe('a.yml:2:3: __proto__ cannot be a key')
    const { value } = read('constructor: {prototype: {polluted: 1}}\n', anything)
    expect(Object.keys(value as object)).toEqual(['constructor'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('cannot fill the memory with nested aliases', () => {
    const lines = Array.from({ length: 12 }, (_, level) => {
      const item = level === 0 ? 'x' : `*a${level - 1}`
      return `a${level}: &a${level} [${Array(10).fill(item).join(', ')}]`
    })
    expect(refusal(lines.join('\n')).message).toContain('more than 20000 values')
  })

  it.each([
    ['[', '['.repeat(30_000)],
    ['{a: ', '{a: '.repeat(16_000)],
    ['a: ', 'a: '.repeat(16_000)],
    ['- ', '- '.repeat(30_000)],
    ['? ', '? '.repeat(30_000)],
    ['brackets that close', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ])('cannot exhaust the stack with %s', (_, text) => {
    expect(refusal(text).message).toContain('nested more than 64 levels deep')
  })

  it('cannot produce endless problems', () => {
    const { problems } = refusal('"" '.repeat(1_000))
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)?.what).toBe('… and 979 more problems')
  })

  it.each([
    ['characters', `# ${'x'.repeat(65_536)}`],
    ['bytes', `# ${'€'.repeat(22_000)}`],
  ])('is not read if it has more than 64 KiB of %s', (_, text) => {
    expect(refusal(text).message).toBe('a.yml: larger than 64 KiB')
  })
})

describe('a value that does not fit the schema is reported at its line and column', () => {
  it('all schema errors are in one message, in the order of the file', () => {
    const text = 'nam: x\nport: 0\nmode: allways\nhosts: []\n'
    expect(refusal(text, server).message.split('\n')).toEqual([
      'a.yml:1:1: "name": is missing',
      'a.yml:1:1: unknown key "nam"; did you mean "name"?',
      'a.yml:2:7: "port": must be at least 1',
      'a.yml:3:7: "mode": must be one of always, own, never; did you mean "always"?',
      'a.yml:4:8: "hosts": must have at least 1 item',
    ])
  })

  it.each([
    ['name: 3', 'a.yml:1:7: "name": expected text, found 3 (put it in quotes)'],
    ['name:', 'a.yml:1:1: "name": expected text, found nothing'],
    ['name: [x]', 'a.yml:1:7: "name": expected text, found a list'],
    ['- name', 'a.yml:1:1: expected a mapping, found a list'],
    ['', 'a.yml:1:1: expected a mapping, found nothing'],
    ['name: x\nport: 1.5', 'a.yml:2:7: "port": expected a whole number, found 1.5'],
    ['name: x\nhosts: {a: b}', 'a.yml:2:8: "hosts": a mapping cannot stand here'],
    ['name: x\nzzz: 1', 'a.yml:2:1: unknown key "zzz"; known here: name, port, mode, hosts'],
    ['name: x\nhosts: &h [a, 1]', 'a.yml:2:15: "hosts": expected text, found 1 (put it in quotes)'],
  ])('%j', (text, message) => {
    expect(refusal(text, server).message).toBe(message)
  })

  it('control characters in a key do not reach the log', () => {
    expect(refusal('name: x\n"a\\u001b[31m\\n::error::": 1', server).message).toContain(
      '"a\\u001b[31m\\n::error::"',
    )
  })

  it("the schema's own message is kept, and may point at the key", () => {
    const upper = z.record(z.string(), z.int()).check(
      z.superRefine((value, context) => {
        for (const key of Object.keys(value).filter((name) => name !== name.toUpperCase())) {
          context.addIssue({
            code: 'custom',
            message: 'must be upper case',
            path: [key],
            input: key,
            params: { part: 'key' },
          })
        }
      }),
    )
    expect(refusal('A: 1\nb:   2\n', upper).message).toBe('a.yml:2:1: "b": must be upper case')
  })
})

it('the caller chooses the reason and the fix', () => {
  const source = { path: 'p.yml', text: 'a: 1\na: 2' }
  const reasons = defineReasons({
    'policy-invalid': { verdict: 'fail', means: 'The policy cannot be read.', fix: 'Correct it.' },
  })
  const reason = reasons['policy-invalid']
  const call = () => readConfigFile(source, anything, { reason, fix: 'Mend the policy.' })
  expect(call).toThrow(expect.objectContaining({ reason: 'policy-invalid', fix: 'Mend the policy.' }))
  expect(refusal('a: 1\na: 2')).toMatchObject({ reason: 'config-invalid', fix: 'Correct a.yml.' })
})
