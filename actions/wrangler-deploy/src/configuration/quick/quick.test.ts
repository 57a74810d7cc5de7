import { describe, expect, it } from 'vitest'
import { readJsonc } from './jsonc.ts'
import { readToml } from './toml.ts'

describe('JSON with comments', () => {
  it('keeps what only looks like a comment or a last comma', () => {
    const text = `{ // name
      "name": "a//b", /* "name": "c", */ "url": "https://x/*y*/,]", "list": [1, 2,],
    }`
    expect(readJsonc(text)).toEqual({ name: 'a//b', url: 'https://x/*y*/,]', list: [1, 2] })
  })

  it.each(['{ name: 1 }', '{ "a": 1', '{ "a": , }', '{ "__proto__": {} }', ''])(
    'leaves %j to wrangler',
    (text) => {
      expect(() => readJsonc(text)).toThrow()
    },
  )

  it.each(['/*', '"', '{"a":"\\', '[', ',', '//'])('takes no longer for a file of nothing but %j', (part) => {
    const started = performance.now()
    expect(() => readJsonc(`{ ${part.repeat(200_000)}`)).toThrow()
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('TOML', () => {
  it('reads what a wrangler.toml is written in', () => {
    const text = `
name = "api" # the name
main = 'src/index.ts'
routes = [
  { pattern = "api.example.com/*", zone_name = "example.com" }, # one
  "other.example.com/*",
]
workers_dev = false
"quoted key" = -12
[vars]
ISSUER = "https://\\"x\\"\\u0041#no comment"
[[kv_namespaces]]
binding = "A"
id = "1"
[[kv_namespaces]]
binding = "B"
[env.staging]
name = "api-staging"
[env.staging.build]
command = ""
[[env.staging.kv_namespaces]]
binding = "A"
[observability]
head.rate = 1
empty = {}
`
    expect(readToml(text)).toEqual({
      name: 'api',
      main: 'src/index.ts',
      routes: [{ pattern: 'api.example.com/*', zone_name: 'example.com' }, 'other.example.com/*'],
      workers_dev: false,
      'quoted key': -12,
      vars: { ISSUER: 'https://"x"A#no comment' },
      kv_namespaces: [{ binding: 'A', id: '1' }, { binding: 'B' }],
      env: { staging: { name: 'api-staging', build: { command: '' }, kv_namespaces: [{ binding: 'A' }] } },
      observability: { head: { rate: 1 }, empty: {} },
    })
  })

  it.each([
    ['a date', 'a = 2026-09-01'],
    ['a float', 'a = 1.5'],
    ['a number of another base', 'a = 0x10'],
    ['several lines', 'a = """x\n"""'],
    ['a key that stands twice', 'a = 1\na = 2'],
    ['a table that stands twice', '[a]\nb = 1\n[a]\nc = 2'],
    ['two pairs on a line', 'a = 1 b = 2'],
    ['an unknown escape', 'a = "\\x41"'],
    ['a prototype', '[__proto__]\na = 1'],
    ['a value for a table', 'a = 1\n[a.b]\nc = 1'],
    ['an array that does not end', 'a = [1, 2'],
    ['nothing after =', 'a ='],
  ])('leaves %s to wrangler', (_, text) => {
    expect(() => readToml(text)).toThrow()
  })
})
